import type { CommonStep } from '../cases/common.ts'
import { isCommonStep } from '../cases/common.ts'
import { isEnded, type Process, stateName, stepsOpen, tableOf } from '../cases/process.ts'
import { type Right, separation } from '../org/can.ts'
import type { Words } from '../words.ts'
import type { Work } from '../work.ts'
import type { NoticeKind } from './kinds.ts'
import { notify } from './notify.ts'

/** Every case has one page on the desk, whatever its business. */
const caseHref = (caseId: number): string => `/desk/cases/${caseId}`

type CaseRow = Awaited<ReturnType<typeof caseRow>>

const caseRow = (work: Work, caseId: number) =>
  work.tx
    .selectFrom('kernel.cases')
    .select(['id', 'title', 'state', 'unit_id', 'holder_id', 'opened_by', 'process_version', 'last_seq'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()

/** What each common step says to whom: to those who have the case now, to those asked by tasks, to those who got a copy. */
const common: Readonly<
  Partial<
    Record<
      CommonStep,
      { readonly kind: NoticeKind; readonly to: 'hands' | 'tasks' | 'copies'; readonly words: (title: string, state: Words) => Words }
    >
  >
> = {
  return_to: {
    kind: 'returned',
    to: 'hands',
    words: (title, state) => said(`“${title}”已退回到“${state['zh-CN']}”，请继续办理。`, `‘${title}’ was returned to ‘${state.en}’.`),
  },
  hand_on: { kind: 'waiting', to: 'hands', words: title => said(`“${title}”已转给您办理。`, `‘${title}’ was handed on to you.`) },
  add_reviewer: {
    kind: 'task',
    to: 'tasks',
    words: title => said(`请您对“${title}”提出意见。`, `Your opinion on ‘${title}’ is asked for.`),
  },
  countersign: {
    kind: 'task',
    to: 'tasks',
    words: title => said(`请您会签“${title}”。`, `Your countersignature of ‘${title}’ is asked for.`),
  },
  urge: { kind: 'urged', to: 'hands', words: title => said(`催办：“${title}”，请尽快办理。`, `You are urged: ‘${title}’.`) },
  supervise: {
    kind: 'supervised',
    to: 'hands',
    words: title => said(`督办：“${title}”，请按要求的日期答复。`, `Under supervision: ‘${title}’. Answer by the day demanded.`),
  },
  copy_to: { kind: 'copied', to: 'copies', words: title => said(`“${title}”已抄送给您。`, `‘${title}’ was copied to you.`) },
  give_opinion: { kind: 'waiting', to: 'hands', words: title => said(`“${title}”已有新的意见。`, `There is a new opinion on ‘${title}’.`) },
}

const said = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english })

/**
 * Tells those whom a step concerns, in its transaction: after a common step whoever was asked, urged or got the case; after a step of the
 * process itself whoever can take the next one. Nobody is told what they did themselves, nor what they may not do (先审后发).
 */
export async function tellOfStep(
  work: Work,
  input: { readonly process: Process; readonly case_id: number; readonly step: string },
): Promise<void> {
  const row = await caseRow(work, input.case_id)
  const table = tableOf(input.process, row.process_version)
  const state = stateName(table, row.state)
  if (!isCommonStep(input.step)) {
    const outs = Object.hasOwn(table.steps, input.step) && table.steps[input.step]?.hands_out
    if (outs)
      await tellTasks(work, row, table, {
        kind: 'task',
        words: said(`“${row.title}”有一项任务分给您或您的单位。`, `A task of ‘${row.title}’ is yours or your unit’s.`),
      })
    return await tellNext(work, row, table)
  }
  const rule = common[input.step]
  if (!rule) return
  const notice = { kind: rule.kind, words: rule.words(row.title, state) }
  if (rule.to === 'hands') await tellHands(work, row, table, notice)
  else if (rule.to === 'tasks') await tellTasks(work, row, table, notice)
  else await tellCopies(work, row, notice)
}

/** When a task was done: the last one moves the case on, and whoever is next is told. */
export async function tellOfTask(
  work: Work,
  input: { readonly process: Process; readonly case_id: number; readonly joined: boolean },
): Promise<void> {
  if (!input.joined) return
  const row = await caseRow(work, input.case_id)
  await tellNext(work, row, tableOf(input.process, row.process_version))
}

type Said = { readonly kind: NoticeKind; readonly words: Words }

/** The rights of the steps that lead on from where the case is. */
const rightsHere = (row: CaseRow, table: Process): Right[] =>
  isEnded(table, row.state) ? [] : [...new Set(stepsOpen(table, row.state).flatMap(step => table.steps[step]?.by ?? []))]

async function tellNext(work: Work, row: CaseRow, table: Process): Promise<void> {
  const state = stateName(table, row.state)
  const own = rightsHere(row, table).every(right => separation[right] === 'own')
  const words = own
    ? said(`“${row.title}”已退回给您，现为“${state['zh-CN']}”。`, `‘${row.title}’ came back to you; it is ‘${state.en}’.`)
    : said(`“${row.title}”等您办理：${state['zh-CN']}。`, `‘${row.title}’ waits for you: ${state.en}.`)
  await tellHands(work, row, table, { kind: own ? 'returned' : 'waiting', words })
}

/** Whoever has the case: its holder, or all who can take a step in its unit. */
async function tellHands(work: Work, row: CaseRow, table: Process, { kind, words }: Said): Promise<void> {
  const notice = { kind, words, href: caseHref(row.id), case_id: row.id }
  if (row.holder_id !== null) {
    await notify(work, { ...notice, to: { people: [row.holder_id] } })
    return
  }
  const rights = rightsHere(row, table)
  const own = rights.filter(right => separation[right] === 'own')
  const others = rights.filter(right => separation[right] !== 'own')
  if (own.length > 0) await notify(work, { ...notice, to: { people: [row.opened_by] } })
  if (others.length > 0) {
    const except = others.every(right => separation[right] === 'others') ? [row.opened_by] : []
    await notify(work, {
      ...notice,
      to: { rights: others, unit_id: row.unit_id },
      except: [...except, ...(own.length > 0 ? [row.opened_by] : [])],
    })
  }
}

/** Whoever was asked by the newest event: people by name, of units those with the right. */
async function tellTasks(work: Work, row: CaseRow, table: Process, { kind, words }: Said): Promise<void> {
  const tasks = await work.tx
    .selectFrom('kernel.case_tasks')
    .innerJoin('kernel.case_events', join =>
      join.onRef('kernel.case_events.case_id', '=', 'kernel.case_tasks.case_id').onRef('kernel.case_events.seq', '=', 'group_seq'),
    )
    .select(['kernel.case_tasks.kind', 'kernel.case_tasks.unit_id', 'kernel.case_tasks.person_id', 'kernel.case_events.step'])
    .where('kernel.case_tasks.case_id', '=', row.id)
    .where('group_seq', '=', row.last_seq)
    .where('done_on', 'is', null)
    .execute()
  const notice = { kind, words, href: caseHref(row.id), case_id: row.id }
  const people = tasks.flatMap(({ person_id }) => person_id ?? [])
  if (people.length > 0) await notify(work, { ...notice, to: { people } })
  for (const task of tasks) {
    if (task.person_id !== null) continue
    const right =
      task.kind === 'review'
        ? table.common?.add_reviewer?.reviewer
        : task.kind === 'countersign'
          ? table.common?.countersign?.signer
          : table.steps[task.step]?.hands_out?.by
    if (right !== undefined) await notify(work, { ...notice, to: { rights: [right], unit_id: task.unit_id } })
  }
}

async function tellCopies(work: Work, row: CaseRow, { kind, words }: Said): Promise<void> {
  const copies = await work.tx
    .selectFrom('kernel.case_copies')
    .select(['unit_id', 'person_id'])
    .where('case_id', '=', row.id)
    .where('seq', '=', row.last_seq)
    .execute()
  const notice = { kind, words, href: caseHref(row.id), case_id: row.id }
  const people = copies.flatMap(({ person_id }) => person_id ?? [])
  if (people.length > 0) await notify(work, { ...notice, to: { people } })
  for (const { unit_id } of copies) if (unit_id !== null) await notify(work, { ...notice, to: { staff_of: unit_id } })
}
