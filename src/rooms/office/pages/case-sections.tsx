import type { FC } from 'hono/jsx'
import type { CommonState } from '../../../kernel/cases/common-state.ts'
import type { View } from '../../../web/env.ts'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { Timeline } from '../../../web/ui/timeline.tsx'
import { noticeHref } from '../links.ts'
import { caseFileMessages } from '../messages/case-file.ts'
import { deskMessages } from '../messages/desk.ts'
import type { CaseEvents, CaseView } from './case-data.ts'
import { CaseLetters, CasePapers } from './case-file.tsx'
import { instantText } from './work-cells.tsx'

/** What there is of a case beside what can be done: told, counted, written, filed. */
export const CaseSections: FC<{ view: View; data: CaseView }> = ({ view, data }) => {
  const m = deskMessages[view.locale]
  const f = caseFileMessages[view.locale]
  const asked = [...data.of.tasks, ...data.of.opinions].sort((a, b) => a.id - b.id)
  return (
    <Tabs
      idPrefix="section"
      title={m.contents}
      items={[
        { id: 'timeline', label: m.timeline, panel: { children: <Happened view={view} events={data.events} /> } },
        { id: 'tasks', label: `${m.tasks} (${asked.length})`, panel: { children: <Tasks view={view} tasks={asked} /> } },
        {
          id: 'letters',
          label: `${f.letters} (${data.letters.length})`,
          panel: { children: <CaseLetters view={view} caseId={data.of.id} letters={data.letters} /> },
        },
        {
          id: 'files',
          label: `${f.files} (${data.files.list.length})`,
          panel: { children: <CasePapers view={view} of={data.of} files={data.files} /> },
        },
        { id: 'clock', label: m.ledger, panel: { children: <Ledger view={view} rows={data.ledger} /> } },
        { id: 'notices', label: `${m.notices} (${data.notices.length})`, panel: { children: <Told view={view} notices={data.notices} /> } },
      ]}
    />
  )
}

const Happened: FC<{ view: View; events: CaseEvents }> = ({ view, events }) => {
  const m = deskMessages[view.locale]
  return (
    <>
      <h2 class="govuk-heading-m">{m.timeline}</h2>
      <Timeline
        headingLevel={3}
        bylinePrefix=""
        items={events.toReversed().map(event => ({
          label: { text: event.name },
          byline: event.person === null ? undefined : { text: event.person },
          datetime: { timestamp: event.recorded_at, text: instantText(event.recorded_at) },
          text: (
            <>
              {event.late && (
                <span class="mj-late">
                  {event.legal_day} {m.late}
                </span>
              )}{' '}
              {event.words} <span lang="zh-CN">{event.note}</span>
            </>
          ),
        }))}
      />
    </>
  )
}

type Asked = CommonState['tasks'][number]

const Tasks: FC<{ view: View; tasks: readonly Asked[] }> = ({ view, tasks }) => {
  const m = deskMessages[view.locale]
  if (tasks.length === 0) return <Empty title={m.tasks} text={m.tasksEmpty} />
  return (
    <>
      <h2 class="govuk-heading-m">{m.tasks}</h2>
      <Scroll label={m.tasks}>
        <Table
          head={[{ text: m.unit }, { text: m.holder }, { text: m.task }, { text: m.dueOn }, { text: m.outcome }]}
          rows={tasks.map(task => [
            { text: <span lang="zh-CN">{task.unit}</span> },
            { text: task.person ?? '–' },
            { text: <span lang="zh-CN">{task.what}</span> },
            { text: task.due_on ?? '–', classes: 'mj-number' },
            { text: task.done_on === null ? m.taskOpen : `${task.outcome ?? ''} ${m.taskDone(task.done_on, task.done_by ?? '–')}` },
          ])}
        />
      </Scroll>
    </>
  )
}

const Ledger: FC<{ view: View; rows: CaseView['ledger'] }> = ({ view, rows }) => {
  const m = deskMessages[view.locale]
  if (rows.length === 0) return <Empty title={m.ledger} text={m.ledgerEmpty} />
  return (
    <>
      <h2 class="govuk-heading-m">{m.ledger}</h2>
      <p class="govuk-body">{m.ledgerLead}</p>
      <Table
        classes="mj-ledger"
        rows={rows.map(row => [
          { text: row.day },
          {
            text: row.counted ? String(row.nth ?? '') : '–',
            format: 'numeric',
            classes: row.counted ? 'mj-ledger__counted' : 'mj-ledger__skipped',
          },
          { text: row.why },
        ])}
      />
    </>
  )
}

const Told: FC<{ view: View; notices: CaseView['notices'] }> = ({ view, notices }) => {
  const m = deskMessages[view.locale]
  if (notices.length === 0) return <Empty title={m.notices} text={m.caseNoticesEmpty} />
  return (
    <>
      <h2 class="govuk-heading-m">{m.notices}</h2>
      <SummaryList
        rows={notices.map(notice => ({
          key: { text: instantText(notice.recorded_at) },
          value: {
            text: (
              <a class="govuk-link" href={noticeHref(notice.id)}>
                {view.locale === 'en' ? notice.words_en : notice.words_zh}
              </a>
            ),
          },
        }))}
      />
    </>
  )
}

const Empty: FC<{ title: string; text: string }> = ({ title, text }) => (
  <>
    <h2 class="govuk-heading-m">{title}</h2>
    <p class="govuk-body">{text}</p>
  </>
)
