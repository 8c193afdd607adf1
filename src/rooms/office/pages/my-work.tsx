import type { FC } from 'hono/jsx'
import { stateName, stepName } from '../../../kernel/cases/process.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { frameMessages } from '../../../web/messages.ts'
import { Alert } from '../../../web/ui/alert.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { LawMark } from '../../../web/ui/law-mark.tsx'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { StatTile } from '../../../web/ui/stat-tile.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { administratorsHref, caseHref, myWorkPageHref, unattendedHref, type Which, whiches } from '../links.ts'
import { agreementMessages } from '../messages/agreements.ts'
import { deskMessages } from '../messages/desk.ts'
import { messages } from '../messages/index.ts'
import { siteMessages } from '../messages/site.ts'
import type { CityStep } from '../queries/city.ts'
import type { MyWorkData } from '../queries/my-work.ts'
import { SetupChecklist } from './city.tsx'
import { LiveNote } from './live.tsx'
import { DueCell, Marks } from './work-cells.tsx'

type Processes = ReadonlyMap<string, RoomProcess>
/** For administrators: steps of a city that is not ready, and proposals that wait for their agreement. */
type Office = { readonly steps: readonly CityStep[]; readonly waiting: number }
type WorkProps = { view: View; work: MyWorkData; processes: Processes }

/** `unattended`: how much nobody attends to in the units that this person leads; null for who leads none. */
type MyWorkProps = WorkProps & { size: number; unattended: number | null; office: Office | undefined }

/** 我的工作: what waits for this person in all businesses, and beside it what they did lately. */
export const MyWorkPage: FC<MyWorkProps> = ({ view, work, unattended, processes, size, office }) => {
  const m = messages[view.locale]
  const d = deskMessages[view.locale]
  const names: Readonly<Record<Which, string>> = {
    today: d.today,
    urged: d.urged,
    overdue: m.overdue,
    soon: m.soon(work.soon_days),
    all: m.all,
  }
  const title = work.which === 'all' ? m.myWork : `${m.myWork}: ${names[work.which]}`
  return (
    <DeskLayout view={view} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      {office !== undefined && <Administration view={view} office={office} />}
      <ul class="mj-tiles">
        {whiches.map(which => (
          <StatTile href={myWorkPageHref(which)} value={work.counts[which]} unit={m.countUnit} label={names[which]} />
        ))}
      </ul>
      <p class="govuk-body mj-lead">
        {d.todayLead} {names.soon} <LawMark locale={view.locale} ruling={work.warning} />
      </p>
      <LiveNote view={view} />
      {unattended !== null && unattended > 0 && <Unattended view={view} count={unattended} />}
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

/** For leaders: work that falls through the cracks. */
const Unattended: FC<{ view: View; count: number }> = ({ view, count }) => {
  const d = deskMessages[view.locale]
  return (
    <Alert variant="warning" title={d.nobodyAttends(count)} showTitleAsHeading variantText={uiWord(view.locale, 'warning')}>
      <p>
        {d.nobodyAttendsWhy}{' '}
        <a class="govuk-link" href={unattendedHref}>
          {d.seeThem}
        </a>
      </p>
    </Alert>
  )
}

const Administration: FC<{ view: View; office: Office }> = ({ view, office: { steps, waiting } }) => (
  <>
    {waiting > 0 && (
      <InsetText>
        <a class="govuk-link" href={administratorsHref}>
          {agreementMessages[view.locale].waiting(waiting)}
        </a>
      </InsetText>
    )}
    {steps.length > 0 && (
      <div class="mj-surface">
        <h2 class="govuk-heading-m">{siteMessages[view.locale].cityTitle}</h2>
        <SetupChecklist view={view} steps={steps} />
      </div>
    )}
  </>
)

const Empty: FC<{ view: View; work: MyWorkData }> = ({ view, work }) => {
  const m = messages[view.locale]
  const d = deskMessages[view.locale]
  const words: Readonly<Record<Which, string>> = {
    today: d.emptyToday,
    urged: d.emptyUrged,
    all: m.emptyAll,
    overdue: m.emptyOverdue,
    soon: m.emptySoon,
  }
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
              {
                text: (
                  <>
                    <CaseLink process={known} caseId={row.case_id} title={row.title} task={row.kind === 'task'} />{' '}
                    <Marks view={view} row={row} />
                    {row.what !== null && <span class="mj-what">{deskMessages[view.locale].what(row.what)}</span>}
                  </>
                ),
              },
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

/** A case is worked on in its room; a task of one on the case's own page. */
const CaseLink: FC<{ process: RoomProcess | undefined; caseId: number; title: string; task?: boolean }> = ({
  process,
  caseId,
  title,
  task,
}) => (
  <a class="govuk-link" href={process && !task ? process.href(caseId) : caseHref(caseId)} lang="zh-CN">
    {title}
  </a>
)

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
