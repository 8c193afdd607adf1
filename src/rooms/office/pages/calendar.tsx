import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { TextField } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { WarningText } from '../../../web/ui/warning-text.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { calendarHref, newNoticeHref, noticeDraftHref, redatingHref } from '../links.ts'
import { calendarMessages } from '../messages/calendar.ts'
import type { CalendarYear, DayCell, MonthDays } from '../queries/calendar.ts'

export const CalendarPage: FC<{ view: View; data: CalendarYear }> = ({ view, data }) => {
  const m = calendarMessages[view.locale]
  const total = data.months.reduce((sum, { workdays }) => sum + workdays, 0)
  return (
    <DeskLayout view={view} title={`${m.title} ${data.year}`}>
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">
          {m.title} {data.year}
        </h1>
        <Button text={m.add} href={newNoticeHref} />
      </div>
      <p class="govuk-body">{m.lead}</p>
      <form method="get" action={calendarHref} class="mj-surface">
        <TextField view={view} state={{ typed: { year: String(data.year) }, errors: {} }} name="year" label={m.year} width={4} />
        <Button text={m.show} classes="govuk-button--secondary" />
      </form>
      {!data.certain && <WarningText text={m.uncertain(data.year)} iconFallbackText={uiWord(view.locale, 'warning')} />}
      <p class="govuk-body">
        {m.workdays(total)} · {m.legend}
      </p>
      <Scroll label={`${m.title} ${data.year}`}>
        <table class="govuk-table mj-calendar">
          <tbody>
            {data.months.map(month => (
              <Month view={view} month={month} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <Special view={view} data={data} />
      <Notices view={view} data={data} />
    </DeskLayout>
  )
}

/** A month in a line: each day with its number, and for what is special a sign and, read aloud, the word. */
const Month: FC<{ view: View; month: MonthDays }> = ({ view, month }) => {
  const m = calendarMessages[view.locale]
  return (
    <tr>
      <th scope="row">
        {m.monthName(month.month)}
        <span class="govuk-visually-hidden">
          {view.locale === 'en' ? ', ' : '，'}
          {m.workdays(month.workdays)}
        </span>
      </th>
      {month.days.map(cell => (
        <DayOfMonth view={view} cell={cell} />
      ))}
    </tr>
  )
}

const signs = { off: '休', work: '班', weekend: '', workday: '' } as const

const DayOfMonth: FC<{ view: View; cell: DayCell }> = ({ view, cell }) => {
  const m = calendarMessages[view.locale]
  const word = cell.kind === 'workday' ? '' : ` ${m[cell.kind]}${cell.name === '' ? '' : ` ${cell.name}`}`
  return (
    <td class={`mj-calendar__day mj-calendar__day--${cell.kind}`} title={cell.name === '' ? undefined : cell.name}>
      {Number(cell.day.slice(8))}
      {signs[cell.kind] !== '' && <span aria-hidden="true">{signs[cell.kind]}</span>}
      {word !== '' && <span class="govuk-visually-hidden">{word}</span>}
    </td>
  )
}

const Special: FC<{ view: View; data: CalendarYear }> = ({ view, data }) => {
  const m = calendarMessages[view.locale]
  const weekday = (day: string) => m.weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1]
  return (
    <>
      <h2 class="govuk-heading-m">{m.special}</h2>
      {data.special.length === 0 ? (
        <p class="govuk-body">{m.noSpecial}</p>
      ) : (
        <Scroll label={m.special}>
          <Table
            head={[{ text: m.day }, { text: m.weekday }, { text: m.kind }, { text: m.name }, { text: m.notice }]}
            rows={data.special.map(({ day, kind, name, notice }) => [
              { text: day, classes: 'mj-number' },
              { text: weekday(day) },
              { text: m.kinds[kind] },
              { text: <span lang="zh-CN">{name}</span> },
              { text: <span lang="zh-CN">{notice}</span> },
            ])}
          />
        </Scroll>
      )}
    </>
  )
}

const Notices: FC<{ view: View; data: CalendarYear }> = ({ view, data }) => {
  const m = calendarMessages[view.locale]
  return (
    <>
      {data.drafts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{m.drafts}</h2>
          <ul class="govuk-list">
            {data.drafts.map(({ id, title }) => (
              <li>
                <a class="govuk-link" href={noticeDraftHref(id)} lang="zh-CN">
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 class="govuk-heading-m">{m.notices}</h2>
      <Scroll label={m.notices}>
        <Table
          head={[
            { text: m.version, format: 'numeric' },
            { text: m.notice },
            { text: m.years },
            { text: m.days, format: 'numeric' },
            { text: m.legalDay },
            { text: m.source },
          ]}
          rows={data.notices.map(({ version, title, years, days, legal_day, source }) => [
            {
              text: data.redated.includes(version) ? (
                <a class="govuk-link" href={redatingHref(version)} aria-label={`${version}: ${m.redating}`}>
                  {version}
                </a>
              ) : (
                version
              ),
              format: 'numeric',
            },
            { text: <span lang="zh-CN">{title}</span> },
            { text: years.join(' ') },
            { text: days, format: 'numeric' },
            { text: legal_day, classes: 'mj-number' },
            { text: source },
          ])}
        />
      </Scroll>
    </>
  )
}
