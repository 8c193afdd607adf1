import type { FC } from 'hono/jsx'
import { kindNames } from '../../../kernel/figures/figure.ts'
import { printed, printedPeriod, printedUnit } from '../../../kernel/figures/print.ts'
import { yearSlice } from '../../../kernel/figures/slice.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { Details } from '../../../web/ui/details.tsx'
import { FigureLink } from '../../../web/ui/figure-link.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table, type TableCell } from '../../../web/ui/table.tsx'
import { figureHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { FiguresData } from '../queries.ts'
import { PeriodErrors, type PeriodTyped, YearForm } from './period-form.tsx'

/** All figures of the house, by the room that supplies them, each with its value and the way to its records. */
export const FiguresPage: FC<{ view: View; form: PeriodTyped; data: FiguresData | undefined }> = ({ view, form, data }) => {
  const { locale } = view
  const m = messages[locale]
  const rooms = Map.groupBy(data?.rows ?? [], row => row.entry.room)
  return (
    <PortalLayout view={view} title={m.figuresTitle} crumbs={[{ text: m.figuresTitle }]}>
      <PeriodErrors locale={locale} form={form} />
      <h1 class="govuk-heading-l">{m.figuresTitle}</h1>
      <p class="govuk-body-l">{m.figuresLead}</p>
      {data ? (
        <Details summaryText={m.otherYear} classes="mj-noprint">
          <YearForm locale={locale} form={form} />
        </Details>
      ) : (
        <YearForm locale={locale} form={form} classes="mj-surface" />
      )}
      {[...rooms].map(([room, rows]) => (
        <section class="mj-section" id={room}>
          <div class="mj-section__head">
            <h2 class="mj-section__title">{rows[0]?.entry.roomName[locale]}</h2>
          </div>
          <RoomFigures locale={locale} rows={rows} period={printedPeriod(yearSlice(data?.year ?? 0), locale)} />
        </section>
      ))}
    </PortalLayout>
  )
}

const RoomFigures: FC<{ locale: Locale; rows: FiguresData['rows']; period: string }> = ({ locale, rows, period }) => {
  const m = messages[locale]
  return (
    <Scroll label={`${rows[0]?.entry.roomName[locale] ?? ''} · ${m.figuresOf(period)}`}>
      <Table
        firstCellIsHeader
        caption={<span class="govuk-visually-hidden">{m.figuresOf(period)}</span>}
        head={[{ text: m.figure }, { text: period, format: 'numeric' }]}
        rows={rows.map(row => figureRow(row, locale))}
      />
    </Scroll>
  )
}

function figureRow({ entry, value }: FiguresData['rows'][number], locale: Locale): TableCell[] {
  const m = messages[locale]
  const { figure } = entry
  const href = figureHref(figure.id, value.slice)
  return [
    {
      text: (
        <>
          <a class="govuk-link" href={href}>
            {figure.name[locale]}
          </a>
          <p class="mj-tile__note">{figure.definition[locale]}</p>
          <p class="mj-tile__note">{m.counts(kindNames[figure.kind][locale], figure.unit[locale])}</p>
        </>
      ),
    },
    {
      format: 'numeric',
      text: (
        <FigureLink
          href={href}
          label={figure.name[locale]}
          value={printed(value, locale)}
          unit={value.value === null ? undefined : printedUnit(value, locale)}
        />
      ),
    },
  ]
}
