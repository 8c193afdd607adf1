import type { FC } from 'hono/jsx'
import { stateName, stepName } from '../../../kernel/cases/process.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { frameMessages } from '../../../web/messages.ts'
import { DueTag } from '../../../web/ui/due-tag.tsx'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { StatTile } from '../../../web/ui/stat-tile.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { myWorkPageHref, type Which } from '../links.ts'
import { messages } from '../messages/index.ts'
import type { MyWorkData } from '../queries/my-work.ts'
import type { Due } from '../rules.ts'

type Processes = ReadonlyMap<string, RoomProcess>
type WorkProps = { view: View; work: MyWorkData; processes: Processes }

/** 我的工作: what waits for this person in all businesses, and beside it what they did lately. */
export const MyWorkPage: FC<WorkProps & { size: number }> = ({ view, work, processes, size }) => {
  const m = messages[view.locale]
  const names: Readonly<Record<Which, string>> = { overdue: m.overdue, soon: m.soon(work.soon_days), all: m.all }
  const title = work.which === 'all' ? m.myWork : `${m.myWork}: ${names[work.which]}`
  return (
    <DeskLayout view={view} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <ul class="mj-tiles">
        {(['overdue', 'soon', 'all'] as const).map(which => (
          <StatTile href={myWorkPageHref(which)} value={work.counts[which]} unit={m.countUnit} label={names[which]} />
        ))}
      </ul>
      <div class="mj-columns">
        <div>
          {work.rows.length === 0 ? <Empty view={view} work={work} /> : <Cases view={view} work={work} processes={processes} size={size} />}
        </div>
        <aside>
          <Lately view={view} work={work} processes={processes} />
        </aside>
      </div>
    </DeskLayout>
  )
}

const Empty: FC<{ view: View; work: MyWorkData }> = ({ view, work }) => {
  const m = messages[view.locale]
  const words: Readonly<Record<Which, string>> = { all: m.emptyAll, overdue: m.emptyOverdue, soon: m.emptySoon }
  return <p class="mj-empty">{work.counts[work.which] === 0 ? words[work.which] : m.emptyPage}</p>
}

const Cases: FC<WorkProps & { size: number }> = ({ view, work, processes, size }) => {
  const m = messages[view.locale]
  const from = (work.page - 1) * size + 1
  return (
    <>
      <Scroll label={m.myWork}>
        <Table
          head={[{ text: m.title }, { text: m.dueOn }, { text: m.business }, { text: m.state, classes: 'mj-number' }, { text: m.unit }]}
          rows={work.rows.map(row => {
            const known = processes.get(row.business)
            return [
              { text: <CaseLink process={known} caseId={row.id} title={row.title} /> },
              { text: <DueCell view={view} due_on={row.due_on} due={row.due} /> },
              { text: known ? known.process.name[view.locale] : row.business },
              { text: known ? stateName(known.process, row.state)[view.locale] : row.state, classes: 'mj-number' },
              { text: <span lang="zh-CN">{row.unit}</span> },
            ]
          })}
        />
      </Scroll>
      <div class="mj-pager">
        <p class="mj-pager__count">{m.showing(from, from + work.rows.length - 1, work.counts[work.which])}</p>
        <Pages view={view} work={work} />
      </div>
    </>
  )
}

const CaseLink: FC<{ process: RoomProcess | undefined; caseId: number; title: string }> = ({ process, caseId, title }) =>
  process ? (
    <a class="govuk-link" href={process.href(caseId)} lang="zh-CN">
      {title}
    </a>
  ) : (
    <span lang="zh-CN">{title}</span>
  )

const DueCell: FC<{ view: View; due_on: string | null; due: Due | null }> = ({ view, due_on, due }) => {
  const m = messages[view.locale]
  if (due_on === null || due === null) return <>{m.noDue}</>
  const text = due.colour === 'red' ? m.daysLate(due.days_late) : m.daysLeft(due.working_days_left)
  return (
    <>
      <span class="mj-number">{due_on}</span> <DueTag colour={due.colour} text={text} />
    </>
  )
}

const Pages: FC<{ view: View; work: MyWorkData }> = ({ view, work: { which, page, pages } }) => {
  if (pages === 1) return null
  const m = frameMessages[view.locale]
  return (
    <Pagination
      landmarkLabel={m.pages}
      previous={page > 1 ? { href: myWorkPageHref(which, page - 1), text: m.previous } : undefined}
      next={page < pages ? { href: myWorkPageHref(which, page + 1), text: m.next } : undefined}
    />
  )
}

const Lately: FC<WorkProps> = ({ view, work, processes }) => {
  const m = messages[view.locale]
  return (
    <>
      <h2 class="govuk-heading-m">{m.lately}</h2>
      {work.lately.length === 0 ? (
        <p class="govuk-body">{m.latelyEmpty}</p>
      ) : (
        <ul class="mj-list">
          {work.lately.map(event => {
            const known = processes.get(event.business)
            return (
              <li class="mj-list__item">
                <span class="mj-list__title">
                  {known ? stepName(known.process, event.step)[view.locale] : event.step}
                  {view.locale === 'en' ? ': ' : '\uff1a'}
                  <CaseLink process={known} caseId={event.case_id} title={event.title} />
                </span>
                <span class="mj-list__date">{event.legal_day}</span>
              </li>
            )
          })}
        </ul>
      )}
    </>
  )
}
