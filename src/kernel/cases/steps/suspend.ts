import type { Words } from '../../words.ts'
import type { Work } from '../../work.ts'
import type { Process } from '../process.ts'
import { type Recorded, record } from '../record.ts'
import { asHolder, conflict, hold, invalid, notAllowed, refuseSuspended } from './allowed.ts'
import type { CommonInput } from './inputs.ts'

/**
 * 挂起: on one of the grounds that the process names, and no other. The clock pauses only where the process says that the law allows it;
 * otherwise it runs on. Refusal 'forbidden', 'conflict', 'invalid' beside `ground`.
 */
export async function suspend(work: Work, process: Process, caseId: number, input: CommonInput<'suspend'>): Promise<Recorded> {
  const at = await hold(work, process, { case_id: caseId, step: 'suspend', seen: input.seen })
  const { held, table } = at
  const for_person_id = await asHolder(work, at, 'suspend')
  refuseSuspended(at)
  const rule = table.common?.suspend
  if (!rule) throw notAllowed(at, 'suspend')
  const ground = Object.hasOwn(rule.grounds, input.ground) ? rule.grounds[input.ground] : undefined
  if (!ground) throw invalid('ground', '请选择规定的情形。', 'Choose one of the grounds.')
  const why = [ground['zh-CN'], input.note].filter(text => text !== '').join('：')
  return await record(work, table.business, held, {
    step: 'suspend',
    to: held.state,
    legal_day: work.today,
    note: input.note,
    detail: { ground: input.ground, ground_words: ground, clock: rule.clock },
    for_person_id,
    ...(rule.clock === 'pauses' ? { mark: { effect: 'exclude', days: null, until: null, why } } : {}),
    now: { suspended: true },
    notice: { audience: 'applicant', words: suspendedWords(ground, rule.clock) },
  })
}

function suspendedWords(ground: Words, clock: 'pauses' | 'runs'): Words {
  const [zh, en] = clock === 'pauses' ? ['期限暂停计算', 'the clock is paused'] : ['期限照常计算', 'time goes on']
  return { 'zh-CN': `本事项已挂起（${ground['zh-CN']}），${zh}。`, en: `The case is suspended (${ground.en}); ${en}.` }
}

/** 恢复办理: the ground is gone; a clock that was paused by it runs on. Refusal 'forbidden', 'conflict' when it is not suspended. */
export async function resume(work: Work, process: Process, caseId: number, input: CommonInput<'resume'>): Promise<Recorded> {
  const at = await hold(work, process, { case_id: caseId, step: 'resume', seen: input.seen })
  const { held, table } = at
  const for_person_id = await asHolder(work, at, 'resume')
  const since = held.suspended_seq
  if (since === null) throw conflict('本事项没有挂起。', 'The case is not suspended.')
  const paused = held.marks.some(({ seq, effect }) => seq === since && effect === 'exclude')
  return await record(work, table.business, held, {
    step: 'resume',
    to: held.state,
    legal_day: work.today,
    note: input.note,
    detail: { suspended: since },
    for_person_id,
    ...(paused ? { mark: { effect: 'include', days: null, until: null, why: input.note } } : {}),
    now: { suspended: false },
    notice: { audience: 'applicant', words: { 'zh-CN': '本事项已恢复办理。', en: 'The case has been resumed.' } },
  })
}
