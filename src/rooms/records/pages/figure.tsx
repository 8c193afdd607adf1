import type { Child, FC } from 'hono/jsx'
import type { BookedFigure } from '../../../kernel/figures/book.ts'
import { kindNames } from '../../../kernel/figures/figure.ts'
import { printed, printedPeriod, printedUnit } from '../../../kernel/figures/print.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { Details } from '../../../web/ui/details.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { figuresHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { FigureData, UnitChoice } from '../queries.ts'
import { Computed } from './computed.tsx'
import { RecordListSection } from './list.tsx'
import { Parts } from './parts.tsx'
import { PeriodErrors, PeriodForm, type PeriodTyped } from './period-form.tsx'

type Head = { view: View; entry: BookedFigure; form: PeriodTyped }

/** A figure: its value, what it means, how it is computed, its parts, and the records behind it. */
export const FigurePage: FC<Head & { data: FigureData; unit_name: string | undefined }> = props => {
  const { view, entry, data, form } = props
  const { locale } = view
  const m = messages[locale]
  const { value, list, months, units } = data
  const hasParts = months.length > 0 || units.length > 0
  return (
    <Frame {...props}>
      <div class="mj-surface">
        <p class="govuk-heading-xl mj-number">
          {printed(value, locale)}
          {value.value !== null && <span class="mj-figure__unit">{printedUnit(value, locale)}</span>}
        </p>
        {value.value === null && <p class="govuk-body">{m.noData}</p>}
        <Meaning locale={locale} entry={entry} period={printedPeriod(value.slice, locale)} unit_name={props.unit_name} />
        <InsetText text={m.countedNow} />
      </div>
      <Details summaryText={m.otherPeriod} classes="mj-noprint">
        <PeriodForm locale={locale} form={form} id={entry.figure.id} slice={value.slice} choices={data.choices} />
      </Details>
      <Computed locale={locale} value={value} />
      {hasParts ? (
        <div class="mj-columns">
          <div>{list && <RecordListSection locale={locale} value={value} list={list} />}</div>
          <Parts locale={locale} figure={entry.figure} months={months} units={units} />
        </div>
      ) : (
        list && <RecordListSection locale={locale} value={value} list={list} />
      )}
    </Frame>
  )
}

/** The same page when its form has faults: nothing is counted, the form says what to mend. */
export const FigureFaultPage: FC<Head & { choices: readonly UnitChoice[] }> = props => (
  <Frame {...props}>
    <PeriodForm
      locale={props.view.locale}
      form={props.form}
      id={props.entry.figure.id}
      slice={undefined}
      choices={props.choices}
      classes="mj-surface"
    />
  </Frame>
)

const Frame: FC<Head & { children?: Child }> = ({ view, entry, form, children }) => {
  const name = entry.figure.name[view.locale]
  const m = messages[view.locale]
  return (
    <PortalLayout view={view} title={name} crumbs={[{ text: m.figuresTitle, href: figuresHref() }, { text: name }]}>
      <PeriodErrors locale={view.locale} form={form} />
      <h1 class="govuk-heading-l">{name}</h1>
      {children}
    </PortalLayout>
  )
}

const Meaning: FC<{ locale: Locale; entry: BookedFigure; period: string; unit_name: string | undefined }> = props => {
  const { locale, entry, unit_name } = props
  const m = messages[locale]
  const { figure } = entry
  const row = (key: string, text: Child) => ({ key: { text: key }, value: { text } })
  return (
    <SummaryList
      rows={[
        row(m.period, props.period),
        unit_name !== undefined && row(m.ofUnit, unit_name),
        row(m.definition, figure.definition[locale]),
        row(m.kind, kindNames[figure.kind][locale]),
        row(m.unitOfCount, figure.unit[locale]),
        row(m.suppliedBy, entry.roomName[locale]),
        row(m.id, <code>{figure.id}</code>),
      ]}
    />
  )
}
