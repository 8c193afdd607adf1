import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import type { Typed } from '../../../web/form.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { frameMessages } from '../../../web/messages.ts'
import { Alert } from '../../../web/ui/alert.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Details } from '../../../web/ui/details.tsx'
import { ErrorSummary } from '../../../web/ui/error-summary.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { deskChartHref, releasesHref, reportHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { Compiled } from '../queries/compile.ts'
import type { ReportYear } from '../queries/releases.ts'
import type { CheckResult, Outcome } from '../rules/checks.ts'
import type { Difference } from '../rules/difference.ts'
import { Contents, FigureTable, ReportText } from './body.tsx'
import { Differences } from './differences.tsx'

/** What the release form shows again: the typed texts and, beside each field, what is wrong, in the reader's words. */
export type ReleaseFormState = {
  readonly typed: Typed
  readonly errors: Readonly<Record<string, string>>
  /** A refusal that belongs to no field: checks that fail, a report that is released already. */
  readonly refusal?: string | undefined
  readonly formId: string
}

export type DeskReportProps = {
  view: View
  year: ReportYear
  compiled: Compiled
  differences: readonly Difference[]
  mayRelease: boolean
  state: ReleaseFormState
}

/** A year on the desk: is it released, do its numbers agree, the form that releases it, and the text as it would be. */
export const DeskReportPage: FC<DeskReportProps> = props => {
  const { view, year, compiled, differences } = props
  const m = messages[view.locale]
  return (
    <DeskLayout view={view} title={m.reportOf(year.year)}>
      <Problems view={view} state={props.state} />
      <h1 class="govuk-heading-l">{m.reportOf(year.year)}</h1>
      {year.release ? (
        <Alert variant="success" variantText={uiWord(view.locale, 'success')} title={m.released}>
          {m.releasedNote(year.release.legal_day)}{' '}
          <a class="govuk-link" href={reportHref(year.year)}>
            {m.seePublic}
          </a>
        </Alert>
      ) : (
        <Alert variant="information" variantText={uiWord(view.locale, 'important')} title={m.preview}>
          {m.previewNote}
        </Alert>
      )}
      <Differences differences={differences} locale={view.locale} />
      <Checks view={view} checks={compiled.checks} />
      {!year.release && <Release {...props} />}
      <h2 class="govuk-heading-m">{m.preview}</h2>
      <div class="mj-columns mj-columns--side-first">
        <Contents document={compiled.document} locale={view.locale} listClasses="govuk-list" />
        <div>
          <div class="mj-surface">
            <h3 class="govuk-heading-m" lang="zh-CN">
              {compiled.document.title}
            </h3>
            <ReportText document={compiled.document} locale={view.locale} chartSource={name => deskChartHref(year.year, name)} />
          </div>
          <FigureTable document={compiled.document} differences={[]} locale={view.locale} />
        </div>
      </div>
    </DeskLayout>
  )
}

const Problems: FC<{ view: View; state: ReleaseFormState }> = ({ view, state }) => {
  const list = Object.entries(state.errors).map(([name, text]) => ({ text, href: `#${name}` }))
  if (list.length === 0 && state.refusal === undefined) return null
  return (
    <ErrorSummary
      titleText={frameMessages[view.locale].problem}
      errorList={[...(state.refusal ? [{ text: state.refusal, href: '#checks' }] : []), ...list]}
    />
  )
}

/** What fails and what needs attention is in sight; what agrees folds away. */
const Checks: FC<{ view: View; checks: readonly CheckResult[] }> = ({ view, checks }) => {
  const m = messages[view.locale]
  const of = (outcome: Outcome) => checks.filter(check => check.outcome === outcome)
  const [failed, warned, passed] = [of('fail'), of('warn'), of('pass')]
  const open = [...failed, ...warned]
  return (
    <section aria-labelledby="checks">
      <h2 class="govuk-heading-m" id="checks">
        {m.checks}
      </h2>
      <p class="govuk-body">{m.checksLead}</p>
      <p class="govuk-body govuk-!-font-weight-bold">
        {failed.length > 0 && m.checksFailed(failed.length)} {warned.length > 0 && m.checksWarned(warned.length)}{' '}
        {open.length === 0 && m.checksAllPass(checks.length)}
      </p>
      {open.length > 0 && <CheckTable view={view} checks={open} />}
      {passed.length > 0 && (
        <Details summaryText={m.showPassed(passed.length)}>
          <CheckTable view={view} checks={passed} />
        </Details>
      )}
    </section>
  )
}

const colours: Readonly<Record<Outcome, string>> = { pass: 'green', warn: 'yellow', fail: 'red' }

const CheckTable: FC<{ view: View; checks: readonly CheckResult[] }> = ({ view, checks }) => {
  const m = messages[view.locale]
  return (
    <Scroll label={m.checks}>
      <Table
        head={[{ text: m.check }, { text: m.figures }, { text: m.left, format: 'numeric' }, { text: m.right }, { text: m.outcome }]}
        rows={checks.map(check => [
          { text: check.words[view.locale] },
          { text: check.figures.map(id => <div>{id}</div>) },
          { text: check.left, format: 'numeric' as const },
          { text: check.right },
          { text: <Tag classes={`govuk-tag--${colours[check.outcome]}`}>{m.outcomes[check.outcome]}</Tag> },
        ])}
      />
    </Scroll>
  )
}

const Release: FC<DeskReportProps> = ({ view, year, compiled, mayRelease, state }) => {
  const m = messages[view.locale]
  if (!year.over) return <p class="govuk-body">{m.yearNotOver}</p>
  if (!mayRelease) return <p class="govuk-body">{m.mayNotRelease}</p>
  if (compiled.checks.some(check => check.outcome === 'fail')) return null
  const error = state.errors.legal_day
  return (
    <section aria-labelledby="release">
      <h2 class="govuk-heading-m" id="release">
        {m.release}
      </h2>
      <p class="govuk-body">{m.releaseLead}</p>
      <form method="post" action={releasesHref(year.year)} novalidate class="mj-surface">
        <input type="hidden" name="form_id" value={state.formId} />
        <Input
          name="legal_day"
          id="legal_day"
          classes="govuk-input--width-10"
          label={{ text: m.legalDayLabel }}
          hint={{ text: m.legalDayHint }}
          value={state.typed.legal_day ?? ''}
          errorMessage={error === undefined ? false : { text: error, visuallyHiddenText: frameMessages[view.locale].error }}
        />
        <Button preventDoubleClick>{m.releaseButton}</Button>
      </form>
    </section>
  )
}
