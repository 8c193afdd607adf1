import type { FC } from 'hono/jsx'
import { monthName } from '../../../kernel/figures/print.ts'
import type { Slice } from '../../../kernel/figures/slice.ts'
import type { Locale } from '../../../kernel/words.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorSummary } from '../../../web/ui/error-summary.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { fault, uiWord } from '../../../web/ui/words.ts'
import { isByDays } from '../forms.ts'
import { figureDaysHref, figureFormHref, figuresHref } from '../links.ts'
import { errorText, messages } from '../messages.ts'
import type { UnitChoice } from '../queries.ts'

/** What stands in the form's fields, as text, and what is wrong with it. */
export type PeriodTyped = {
  readonly typed: Readonly<Partial<Record<'year' | 'month' | 'unit' | 'from' | 'to', string>>>
  readonly errors: Readonly<Record<string, string>>
}

type FormProps = { readonly locale: Locale; readonly form: PeriodTyped }

/** At the top of a page whose form has faults: each leads to its field. */
export const PeriodErrors: FC<FormProps> = ({ locale, form }) => {
  const errors = Object.entries(form.errors)
  if (errors.length === 0) return null
  const m = messages[locale]
  return (
    <ErrorSummary
      titleText={uiWord(locale, 'there_is_a_problem')}
      errorList={errors.map(([field, key]) => ({ text: errorText(m, key), href: `#${field}` }))}
    />
  )
}

const errorOf = ({ locale, form }: FormProps, field: string) => {
  const key = form.errors[field]
  return key === undefined ? undefined : fault(locale, errorText(messages[locale], key))
}

const YearInput: FC<FormProps> = props => {
  const m = messages[props.locale]
  return (
    <Input
      name="year"
      label={{ text: m.year }}
      hint={{ text: m.yearHint }}
      value={props.form.typed.year}
      inputmode="numeric"
      classes="govuk-input--width-4"
      errorMessage={errorOf(props, 'year')}
    />
  )
}

const DayInput: FC<FormProps & { name: 'from' | 'to' }> = props => {
  const m = messages[props.locale]
  return (
    <Input
      name={props.name}
      label={{ text: m[props.name] }}
      hint={{ text: m.dayHint }}
      value={props.form.typed[props.name]}
      classes="govuk-input--width-10"
      errorMessage={errorOf(props, props.name)}
    />
  )
}

/** Chooses the year of the whole list of figures. */
export const YearForm: FC<FormProps & { classes?: string }> = props => (
  <form class={props.classes} method="get" action={figuresHref()} novalidate>
    <YearInput {...props} />
    <Button text={messages[props.locale].show} classes="govuk-button--secondary" />
  </form>
)

/** Chooses a figure's period and unit; by a year and month, or by two days when those were asked for. */
export const PeriodForm: FC<
  FormProps & { id: string; slice: Slice | undefined; choices: readonly UnitChoice[]; classes?: string }
> = props => {
  const { locale, form, id, slice, choices } = props
  const m = messages[locale]
  const byDays = isByDays(form.typed) || 'from' in form.errors || 'to' in form.errors
  const months = Array.from({ length: 12 }, (_, i) => ({ value: i + 1, text: monthName(i + 1, locale) }))
  return (
    <form class={props.classes} method="get" action={figureFormHref(id)} novalidate>
      {byDays ? (
        <>
          <DayInput {...props} name="from" />
          <DayInput {...props} name="to" />
        </>
      ) : (
        <>
          <YearInput {...props} />
          <Select
            name="month"
            label={{ text: m.month }}
            items={[{ value: '', text: m.wholeYear }, ...months]}
            value={form.typed.month}
            errorMessage={errorOf(props, 'month')}
          />
        </>
      )}
      <Select
        name="unit"
        label={{ text: m.ofUnit }}
        hint={{ text: m.allUnitsHint }}
        items={[{ value: '', text: m.allUnits }, ...choices.map(unit => ({ value: unit.id, text: unit.short_name }))]}
        value={form.typed.unit}
        errorMessage={errorOf(props, 'unit')}
      />
      <Button text={m.show} classes="govuk-button--secondary" />
      <OtherWay locale={locale} id={id} slice={slice} byDays={byDays} />
    </form>
  )
}

/** From a year to two days, and back. */
const OtherWay: FC<{ locale: Locale; id: string; slice: Slice | undefined; byDays: boolean }> = ({ locale, id, slice, byDays }) => {
  const m = messages[locale]
  if (!byDays && !slice) return null
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={byDays || !slice ? figureFormHref(id) : figureDaysHref(id, slice)}>
        {byDays ? m.byYear : m.byDays}
      </a>
    </p>
  )
}
