import type { FC } from 'hono/jsx'
import { dayOf, timeOf } from '../../../kernel/calendar/day.ts'
import type { ListPage } from '../../../kernel/lists/list.ts'
import type { Words } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { type LogQuery, logRules } from '../forms/log.ts'
import { logHref } from '../links.ts'
import { logMessages } from '../messages/log.ts'
import type { LogRow } from '../queries/log.ts'

/** A line of the log with the words of its act. */
type SaidRow = Omit<LogRow, 'act'> & { readonly act: Words }

type Key = keyof (typeof logMessages)['en']
const both = (key: Key): Words => ({ 'zh-CN': logMessages['zh-CN'][key], en: logMessages.en[key] })

const shownAt = (instant: string): string => {
  const at = Temporal.Instant.from(instant)
  return `${dayOf(at)} ${timeOf(at)}`
}

export const logList = listOf<SaidRow, keyof (typeof logRules)['filters'], LogQuery['sort'], LogQuery['columns'][number]>({
  rules: logRules,
  name: both('title'),
  href: logHref,
  columns: {
    id: { name: both('id'), plain: row => row.id, classes: 'mj-number' },
    at: { name: both('at'), plain: row => shownAt(row.recorded_at), sort: 'at', classes: 'mj-number' },
    person: {
      name: both('person'),
      plain: (row, locale) =>
        row.person === null ? logMessages[locale].system : row.sign_in_name === null ? row.person : `${row.person} ${row.sign_in_name}`,
    },
    act: { name: both('act'), plain: (row, locale) => row.act[locale] },
    subject: { name: both('subject'), plain: row => row.subject, cell: row => <code>{row.subject}</code> },
    detail: {
      name: both('detail'),
      plain: row => (row.detail === '{}' ? null : row.detail),
      classes: 'mj-long',
      cell: row => (row.detail === '{}' ? '–' : <code class="mj-checksum">{row.detail}</code>),
    },
  },
  filters: {
    act: { label: both('act') },
    person: { label: both('person'), hint: both('personHint') },
    subject: { label: both('subject'), hint: both('subjectHint') },
    from: { label: both('from') },
    to: { label: both('to') },
  },
})

type Props = { view: View; query: LogQuery; found: ListPage<SaidRow>; acts: readonly { readonly name: string; readonly words: Words }[] }

/** 操作日志. */
export const LogPage: FC<Props> = ({ view, query, found, acts }) => {
  const m = logMessages[view.locale]
  const options = { act: acts.map(({ name, words }) => ({ value: name, text: words[view.locale] })) }
  return (
    <DeskLayout view={view} title={m.title}>
      <h1 class="govuk-heading-l">{m.title}</h1>
      <p class="govuk-body mj-lead">{m.lead}</p>
      <ListFilters view={view} list={logList} query={query} options={options} />
      <ListTable view={view} list={logList} query={query} page={found} empty={m.empty} />
      <ListFoot view={view} list={logList} query={query} total={found.total} shown={found.rows.length} />
      {found.total === 100_000 && <p class="govuk-body-s">{m.most}</p>}
    </DeskLayout>
  )
}
