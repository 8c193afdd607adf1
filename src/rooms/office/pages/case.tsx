import type { Child, FC } from 'hono/jsx'
import type { CommonState } from '../../../kernel/cases/common-state.ts'
import { stateName } from '../../../kernel/cases/process.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tabs } from '../../../web/ui/tabs.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { Timeline } from '../../../web/ui/timeline.tsx'
import { noticeHref, taskCompletionHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { stepMessages } from '../messages/steps.ts'
import type { Parties } from '../queries/case.ts'
import type { Due } from '../rules.ts'
import { CommonStepForms, type Faulty, OpinionForm } from './case-steps.tsx'
import { type FormState, fieldError, Problems } from './fields.tsx'
import { DueCell, instantText, Marks } from './work-cells.tsx'

/** What happened, already in the reader's words. */
export type CaseEvents = readonly {
  readonly name: string
  readonly words: string | null
  readonly person: string | null
  readonly legal_day: string
  readonly recorded_at: string
  readonly note: string
  readonly late: boolean
}[]

export type CaseView = {
  readonly of: CommonState
  readonly due: Due | null
  readonly parties: Parties
  /** Where the room works on it. */
  readonly roomHref: string
  readonly events: CaseEvents
  readonly ledger: readonly { readonly day: string; readonly counted: boolean; readonly nth: number | null; readonly why: string }[]
  readonly notices: readonly { readonly id: number; readonly words_zh: string; readonly words_en: string; readonly recorded_at: string }[]
  /** Ids of the tasks and requests that this person can do. */
  readonly toDo: readonly number[]
  readonly formId: string
}

type Props = { view: View; data: CaseView; faulty?: Faulty; faultyTask?: { readonly id: number; readonly state: FormState } }

/** The page of any case of any business: where it stands, what happened, what this person can do. */
export const CasePage: FC<Props> = ({ view, data, faulty, faultyTask }) => {
  const m = deskMessages[view.locale]
  const { of } = data
  const problems = faulty?.state ?? faultyTask?.state
  return (
    <DeskLayout view={view} title={of.title}>
      {problems && <Problems view={view} state={problems} />}
      <Head view={view} data={data} />
      <div class="mj-columns">
        <div>
          <Asked view={view} data={data} faulty={faulty} faultyTask={faultyTask} />
          <Sections view={view} data={data} />
        </div>
        <aside aria-labelledby="acts">
          <h2 class="govuk-heading-m mj-noprint" id="acts">
            {m.acts}
          </h2>
          {!of.ended && (
            <p class="mj-noprint">
              <Button text={m.openRoom} href={data.roomHref} />
            </p>
          )}
          {of.steps.length === 0 && data.toDo.length === 0 && <p class="govuk-body mj-noprint">{m.noActs}</p>}
          <CommonStepForms view={view} of={of} parties={data.parties} formId={data.formId} faulty={faulty} />
          <p class="govuk-body-s mj-quiet mj-noprint">{m.print}</p>
        </aside>
      </div>
    </DeskLayout>
  )
}

const Head: FC<{ view: View; data: CaseView }> = ({ view, data: { of, due, roomHref } }) => {
  const m = deskMessages[view.locale]
  const marks = {
    urged: of.urges.length > 0 && !of.ended,
    supervised: of.supervisions.some(({ ended_on }) => ended_on === null),
    suspended: of.suspension !== null,
  }
  const holder = of.holder === null ? m.nobody : of.holder.name
  const facts: [string, Child][] = [
    [m.number, of.number ?? '–'],
    [m.business, of.table.name[view.locale]],
    [m.unit, <span lang="zh-CN">{of.unit}</span>],
    [m.holder, holder],
    [m.openedOn, of.received_on],
    of.ended_on === null ? [m.dueOn, <DueCell view={view} due_on={of.due_on} due={due} />] : [m.endedOn, of.ended_on],
  ]
  return (
    <>
      <div class="mj-case__head">
        <h1 class="govuk-heading-l" lang="zh-CN">
          {of.title}
        </h1>
        <p class="govuk-body">
          <Tag text={stateName(of.table, of.state)[view.locale]} /> <Marks view={view} row={marks} />
        </p>
      </div>
      <dl class="mj-facts">
        {facts.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {of.suspension !== null && <InsetText text={`${m.suspended} ${of.suspension.since} ${of.suspension.note}`} />}
      {of.ended && (
        <p class="govuk-body mj-noprint">
          <a class="govuk-link" href={roomHref}>
            {m.openRoom}
          </a>
        </p>
      )}
    </>
  )
}

/** What this person was asked for: an opinion, or a task. It stands above everything else. */
const Asked: FC<Props> = ({ view, data, faulty, faultyTask }) => {
  const { of, toDo, parties, formId } = data
  const m = deskMessages[view.locale]
  const s = stepMessages[view.locale]
  const opinions = of.opinions.filter(({ id }) => toDo.includes(id))
  const tasks = of.tasks.filter(({ id }) => toDo.includes(id))
  return (
    <>
      {opinions.map(task => (
        <section class="mj-surface" aria-labelledby={`asked-${task.id}`}>
          <h2 class="govuk-heading-m" id={`asked-${task.id}`}>
            {s.askedFor(task.kind)}
          </h2>
          <p class="govuk-body" lang="zh-CN">
            {task.what} {task.due_on}
          </p>
          <OpinionForm view={view} of={of} parties={parties} formId={formId} task_id={task.id} faulty={faulty} />
        </section>
      ))}
      {tasks.map(task => {
        const state = faultyTask?.id === task.id ? faultyTask.state : undefined
        return (
          <section class="mj-surface" aria-labelledby={`task-${task.id}`}>
            <h2 class="govuk-heading-m" id={`task-${task.id}`}>
              {m.task}
            </h2>
            <p class="govuk-body" lang="zh-CN">
              {task.what} {task.due_on}
            </p>
            <form method="post" action={taskCompletionHref(of.id, task.id)} novalidate class="mj-noprint">
              <input type="hidden" name="form_id" value={formId} />
              <Textarea
                name="outcome"
                id={state ? 'outcome' : `outcome-${task.id}`}
                label={{ text: m.outcome }}
                hint={{ text: m.outcomeHint }}
                rows={3}
                value={state?.typed.outcome ?? ''}
                errorMessage={state && fieldError(view, state, 'outcome')}
              />
              <Button text={m.complete} preventDoubleClick />
            </form>
          </section>
        )
      })}
    </>
  )
}

const Sections: FC<{ view: View; data: CaseView }> = ({ view, data }) => {
  const m = deskMessages[view.locale]
  const asked = [...data.of.tasks, ...data.of.opinions].sort((a, b) => a.id - b.id)
  return (
    <Tabs
      idPrefix="section"
      title={m.contents}
      items={[
        { id: 'timeline', label: m.timeline, panel: { children: <Happened view={view} events={data.events} /> } },
        { id: 'tasks', label: `${m.tasks} (${asked.length})`, panel: { children: <Tasks view={view} tasks={asked} /> } },
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
