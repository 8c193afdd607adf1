import type { FC } from 'hono/jsx'
import type { LawRule, Ruling } from '../../../kernel/law/define.ts'
import type { LawHistory } from '../../../kernel/law/set.ts'
import type { View } from '../../../web/env.ts'
import { FormId, LongField, Problems, TextField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { LawMark } from '../../../web/ui/law-mark.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { lawHref, lawItemHref } from '../links.ts'
import { lawMessages, lawName } from '../messages/law.ts'
import { Done } from './admin-parts.tsx'

export type LawLine = { readonly key: string; readonly rule: LawRule; readonly ruling: Ruling<number | string> | undefined }

export const LawPage: FC<{ view: View; lines: readonly LawLine[]; day: string }> = ({ view, lines, day }) => {
  const m = lawMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.title}>
      <h1 class="govuk-heading-l">{m.title}</h1>
      <p class="govuk-body">{m.lead}</p>
      <form method="get" action={lawHref} class="mj-surface">
        <TextField view={view} state={{ typed: { day }, errors: {} }} name="day" label={m.asOf} hint={m.asOfHint} type="date" width={10} />
        <Button text={m.show} classes="govuk-button--secondary" />
      </form>
      <Scroll label={m.title}>
        <Table
          caption={`${m.asOf} ${day}`}
          captionClasses="govuk-table__caption--s"
          head={[{ text: m.key }, { text: m.value }, { text: m.mark }, { text: m.article }]}
          rows={lines.map(line => [
            {
              text: (
                <>
                  <a class="govuk-link" href={lawItemHref(line.key)}>
                    {lawName(view.locale, line.key, line.rule)}
                  </a>
                  <br />
                  <code>{line.key}</code>
                </>
              ),
            },
            { text: line.ruling ? <Value view={view} ruling={line.ruling} /> : m.notRuled },
            {
              text: line.ruling ? (
                <>
                  {m.marks[line.ruling.mark]} <LawMark locale={view.locale} ruling={line.ruling} />
                </>
              ) : (
                '–'
              ),
            },
            { text: line.ruling ? <span lang="zh-CN">{line.ruling.article}</span> : '–' },
          ])}
        />
      </Scroll>
    </DeskLayout>
  )
}

const Value: FC<{ view: View; ruling: Ruling<number | string> }> = ({ view, ruling }) => {
  const m = lawMessages[view.locale]
  return (
    <>
      <span class="mj-number">
        {String(ruling.value)}
        {m.units[ruling.unit]}
      </span>
      {ruling.reason !== undefined && (
        <>
          {' '}
          <Tag text={m.citySet} classes="govuk-tag--blue" />
        </>
      )}
    </>
  )
}

type ItemProps = { view: View; line: LawLine; history: LawHistory; state: SentForm; done: boolean }

export const LawItemPage: FC<ItemProps> = ({ view, line, history, state, done }) => {
  const m = lawMessages[view.locale]
  const name = lawName(view.locale, line.key, line.rule)
  return (
    <DeskLayout view={view} title={name}>
      <BackLink text={uiWord(view.locale, 'back')} href={lawHref} />
      <Problems view={view} state={state} />
      <Done view={view} text={done ? m.done : undefined} />
      <h1 class="govuk-heading-l">{name}</h1>
      <p class="govuk-body">
        <code>{line.key}</code>
      </p>
      {line.ruling?.mark === 'S' ? <InsetText text={m.fixed(line.ruling.article)} /> : <SetForm view={view} line={line} state={state} />}
      <h2 class="govuk-heading-m">{m.history}</h2>
      <History view={view} line={line} history={history} />
    </DeskLayout>
  )
}

const SetForm: FC<{ view: View; line: LawLine; state: SentForm }> = ({ view, line, state }) => {
  const m = lawMessages[view.locale]
  return (
    <form method="post" action={`${lawItemHref(line.key)}/settings`} novalidate class="mj-surface">
      <h2 class="govuk-heading-m">{m.setTitle}</h2>
      <FormId state={state} />
      <TextField view={view} state={state} name="value" label={m.newValue} hint={hintOf(view, line.rule)} width={10} />
      <TextField view={view} state={state} name="valid_from" label={m.validFrom} hint={m.validFromHint} type="date" width={10} />
      <LongField view={view} state={state} name="reason" label={m.reason} hint={m.reasonHint} />
      <Button text={m.save} preventDoubleClick />
    </form>
  )
}

/** The unit, and within which bounds. */
function hintOf(view: View, rule: LawRule): string {
  const m = lawMessages[view.locale]
  const unit = m.units[rule.unit].trim()
  return 'between' in rule && rule.between ? `${unit}; ${m.bounds(...rule.between)}` : unit
}

/** The law's own steps and the city's settings in one list, newest first. */
const History: FC<{ view: View; line: LawLine; history: LawHistory }> = ({ view, line: { key, rule }, history }) => {
  const m = lawMessages[view.locale]
  const ofLaw = rule.steps.map(step => ({ from: step.from, value: step.value, why: step.article, who: m.system, mark: m.marks[step.mark] }))
  const ofCity = history
    .filter(row => row.key === key)
    .map(row => ({
      ...{ from: row.valid_from, value: String(row.value), why: row.reason, who: row.person ?? '–', mark: m.citySet },
    }))
  const all = [...ofLaw, ...ofCity].toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
  return (
    <Scroll label={m.history}>
      <Table
        head={[{ text: m.from }, { text: m.value }, { text: m.mark }, { text: `${m.article} / ${m.reason}` }, { text: m.who }]}
        rows={all.map(row => [
          { text: row.from, classes: 'mj-number' },
          { text: `${row.value}${m.units[rule.unit]}` },
          { text: row.mark },
          { text: <span lang="zh-CN">{row.why}</span> },
          { text: <span lang="zh-CN">{row.who}</span> },
        ])}
      />
    </Scroll>
  )
}
