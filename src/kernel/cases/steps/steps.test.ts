import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../org/actor.ts'
import { commonStepNames, type commonSteps } from '../common.ts'
import { commonState } from '../common-state.ts'
import { eventWords } from '../event-words.ts'
import { caseNotices } from '../notices.ts'
import { type Office, office, refusal } from '../office.fixture.ts'
import { request, review } from '../processes.example.ts'
import { openCase, take } from '../take.ts'
import { completeTask } from '../tasks.ts'
import { caseClock, timeline } from '../timeline.ts'
import { type CommonInput, readCopy, takeCommon } from './index.ts'
import { commonInputs } from './inputs.ts'

let o: Office
beforeAll(async () => {
  o = await office()
})
afterAll(async () => await o.drop())
beforeEach(() => o.day('2018-03-01'))

type RequestStep = keyof typeof request.steps
const open = (unit_id = o.bureau) =>
  o.as(o.li, async work => {
    const period = { days: 15, unit: 'working' } as const
    return (await openCase(work, request, { title: '申请', unit_id, received_on: '2018-03-01', period })).case_id
  })
const step = (caseId: number, name: RequestStep, actor: Actor = o.li, asked = {}) =>
  o.as(actor, work => take(work, request, caseId, name, asked))
const common = <S extends keyof typeof commonSteps>(caseId: number, name: S, input: CommonInput<S>, actor: Actor = o.li) =>
  o.as(actor, work => takeCommon(work, { process: request, case_id: caseId, step: name, input }))
const state = (caseId: number, actor: Actor = o.li) => o.read(actor, commonState, { process: request, case_id: caseId })
const row = (caseId: number) => o.db.selectFrom('kernel.cases').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
const steps = async (caseId: number) => (await o.read(o.li, timeline, caseId)).map(event => event.step)
const handling = async () => {
  const caseId = await open()
  await step(caseId, 'handle')
  return caseId
}
const why = '说明'

describe('退回 return_to', () => {
  test('offers the states of the case’s own way, and goes back to whoever had it, while time goes on', async () => {
    const caseId = await handling()
    expect((await state(caseId)).returnable).toEqual([{ state: 'received', person_id: o.li.person_id, name: request.states.received.name }])
    const due = (await row(caseId)).due_on
    await common(caseId, 'return_to', { to: 'received', why })
    expect(await row(caseId)).toMatchObject({ state: 'received', due_on: due, holder_id: o.li.person_id })
    expect((await state(caseId)).returnable).toEqual([]) // never forward again
    const event = (await o.read(o.li, timeline, caseId)).at(-1)
    expect(event).toMatchObject({ step: 'return_to', note: why, detail: { clock: 'running' } })
    expect(event && eventWords(request, event)).toEqual({
      'zh-CN': '退回到“已收到”，期限照常计算。',
      en: "Returned to 'Received'; time goes on.",
    })
  })

  test('is refused to a state the case has not been through, to one where the clock stands, and while it stands', async () => {
    const caseId = await open()
    await step(caseId, 'ask_supplement')
    await expect(common(caseId, 'return_to', { to: 'received', why })).rejects.toEqual(refusal('conflict', /clock is paused or stopped/))
    await step(caseId, 'supplement')
    await step(caseId, 'handle')
    for (const to of ['awaiting_supplement', 'consulting', 'handling', 'answered', 'nowhere'])
      await expect(common(caseId, 'return_to', { to, why })).rejects.toEqual(refusal('invalid', 'to'))
  })

  test('is refused without the right, to who did not open the case, and after its end', async () => {
    const caseId = await handling()
    await expect(common(caseId, 'return_to', { to: 'received', why }, o.zhao)).rejects.toEqual(refusal('forbidden'))
    await expect(common(caseId, 'return_to', { to: 'received', why }, o.qian)).rejects.toEqual(refusal('forbidden'))
    await step(caseId, 'answer', o.sun)
    await expect(common(caseId, 'return_to', { to: 'received', why })).rejects.toEqual(refusal('conflict', /'Answer' on 2018-03-01/))
  })

  test('is refused when something happened since the page was shown', async () => {
    const caseId = await handling()
    const { last_seq } = await state(caseId)
    await step(caseId, 'extend', o.sun, { clock: { days: 15 } })
    await expect(common(caseId, 'return_to', { to: 'received', why, seen: last_seq })).rejects.toEqual(refusal('conflict'))
  })
})

describe('转办 hand_on', () => {
  test('to another unit: the right goes with it, and the unit before still reads it', async () => {
    const caseId = await handling()
    await common(caseId, 'hand_on', { unit_id: o.other, why })
    expect(await row(caseId)).toMatchObject({ unit_id: o.other, holder_id: null, state: 'handling' })
    await expect(step(caseId, 'answer', o.sun)).rejects.toEqual(refusal('forbidden'))
    expect((await state(caseId, o.li)).copies).toEqual([expect.objectContaining({ unit: 'bureau', read_at: null })])
    const event = (await o.read(o.li, timeline, caseId)).at(-1)
    expect(event && eventWords(request, event)?.en).toBe('From bureau to other.')
    await step(caseId, 'answer', o.wu)
  })

  test('to a person: what they may do, only they do', async () => {
    const caseId = await handling()
    await common(caseId, 'hand_on', { person_id: o.qian.person_id, why })
    expect((await state(caseId, o.qian)).holder).toMatchObject({ name: '钱办事员', mine: true })
    await expect(step(caseId, 'consult', o.li, { tasks: { to: [{ unit_id: o.other, what: '问' }] } })).rejects.toEqual(
      refusal('forbidden', /钱办事员 has this case/),
    )
    await step(caseId, 'extend', o.sun, { clock: { days: 5 } }) // not the holder's to do: open to who has the right
    await common(caseId, 'hand_on', { person_id: o.li.person_id, why }, o.qian)
    await step(caseId, 'consult', o.li, { tasks: { to: [{ unit_id: o.other, what: '问' }] } })
    expect((await row(caseId)).holder_id).toBeNull() // in the next state nobody has it yet
  })

  test('is refused to a unit or person who could not go on, and to who has it already', async () => {
    const caseId = await handling()
    const empty = await o.unit(`empty-${caseId}`, [o.city])
    const cases: [Partial<CommonInput<'hand_on'>>, string][] = [
      [{ unit_id: 0 + 999_999 }, 'unit_id'],
      [{ unit_id: empty }, 'unit_id'],
      [{}, 'unit_id'],
      [{ person_id: 999_999 }, 'person_id'],
      [{ person_id: o.zhao.person_id }, 'person_id'], // a reviewer has nothing to do here
      [{ person_id: o.zhou.person_id }, 'person_id'], // of another unit
    ]
    for (const [to, field] of cases) await expect(common(caseId, 'hand_on', { ...to, why })).rejects.toEqual(refusal('invalid', field))
    await common(caseId, 'hand_on', { person_id: o.qian.person_id, why })
    await expect(common(caseId, 'hand_on', { person_id: o.qian.person_id, why }, o.qian)).rejects.toEqual(refusal('invalid', 'person_id'))
  })

  test('stays in the unit where the process says so, and passes no review to who opened the case', async () => {
    const both = await o.person('两任', o.bureau, ['author', 'reviewer', 'leader'])
    const caseId = await o.as(
      both,
      async work => (await openCase(work, review, { title: '公告', unit_id: o.bureau, received_on: '2018-03-01' })).case_id,
    )
    await o.as(both, work => take(work, review, caseId, 'submit'))
    const hand = (input: object) =>
      o.as(o.sun, work => takeCommon(work, { process: review, case_id: caseId, step: 'hand_on', input: { why, ...input } }))
    await expect(hand({ unit_id: o.other, person_id: o.wu.person_id })).rejects.toEqual(refusal('invalid', 'person_id'))
    await expect(hand({})).rejects.toEqual(refusal('invalid', 'person_id'))
    await o.as(both, work => take(work, review, caseId, 'pass'))
    await expect(hand({ person_id: both.person_id })).rejects.toEqual(refusal('invalid', 'person_id'))
    await hand({ person_id: o.sun.person_id })
  })
})

describe('加签、会签', () => {
  const opinion = (task_id: number, agrees: boolean, actor: Actor, caseId: number) =>
    common(caseId, 'give_opinion', { task_id, agrees, opinion: agrees ? '' : '不妥' }, actor)

  test('a review holds up every step until it is given', async () => {
    const caseId = await handling()
    await common(caseId, 'add_reviewer', { to: [{ unit_id: o.bureau, person_id: o.zhao.person_id }], what: '请审' })
    await expect(step(caseId, 'answer', o.sun)).rejects.toEqual(refusal('conflict', /still awaited/))
    const [asked] = (await state(caseId, o.zhao)).opinions
    expect(asked).toMatchObject({ kind: 'review', person: '赵审核', what: '请审', closed_on: null })
    await expect(opinion(asked?.id ?? 0, true, o.sun, caseId)).rejects.toEqual(refusal('forbidden'))
    await expect(common(caseId, 'give_opinion', { task_id: asked?.id ?? 0, agrees: false, opinion: '' }, o.zhao)).rejects.toEqual(
      refusal('invalid', 'opinion'),
    )
    await opinion(asked?.id ?? 0, false, o.zhao, caseId) // an opinion, not a veto
    await expect(opinion(asked?.id ?? 0, true, o.zhao, caseId)).rejects.toEqual(refusal('conflict'))
    await step(caseId, 'answer', o.sun)
  })

  test('a request can be withdrawn, once', async () => {
    const caseId = await handling()
    await common(caseId, 'add_reviewer', { to: [{ unit_id: o.bureau }], what: '请审' })
    const { last_seq: group, steps: offered } = await state(caseId)
    expect(offered).toContain('withdraw_request')
    await expect(common(caseId, 'withdraw_request', { group: 1, why })).rejects.toEqual(refusal('invalid', 'group'))
    await expect(common(caseId, 'withdraw_request', { group, why }, o.zhao)).rejects.toEqual(refusal('forbidden'))
    await common(caseId, 'withdraw_request', { group, why })
    await expect(common(caseId, 'withdraw_request', { group, why })).rejects.toEqual(refusal('conflict'))
    const [asked] = (await state(caseId)).opinions
    expect(asked?.outcome).toBe('not_needed')
    await expect(opinion(asked?.id ?? 0, true, o.zhao, caseId)).rejects.toEqual(refusal('conflict', /no longer needed/))
    await step(caseId, 'answer', o.sun)
  })

  test.each([
    ['all', undefined, [true, true], true],
    ['all, one against', undefined, [true, false], false],
    ['any', 1, [false, true], true],
    ['any: the first is enough', 1, [true], true],
  ])('a countersignature by %s', async (_, needed, said, settled) => {
    const caseId = await handling()
    await common(caseId, 'countersign', { to: [{ unit_id: o.bureau }, { unit_id: o.other }], needed, what: '请会签' })
    const tasks = (await state(caseId)).opinions
    for (const [index, agrees] of said.entries()) await opinion(tasks[index]?.id ?? 0, agrees, index === 0 ? o.sun : o.wu, caseId)
    const answer = step(caseId, 'answer', o.sun)
    if (settled) expect((await answer).state).toBe('answered')
    else await expect(answer).rejects.toEqual(refusal('conflict', /still awaited/))
  })

  test('two who sign at once: one settles it, both are kept', async () => {
    const caseId = await handling()
    await common(caseId, 'countersign', { to: [{ unit_id: o.bureau }, { unit_id: o.other }], what: '请会签' })
    const [one, two] = (await state(caseId)).opinions
    await Promise.all([opinion(one?.id ?? 0, true, o.sun, caseId), opinion(two?.id ?? 0, true, o.wu, caseId)])
    expect((await state(caseId)).opinions.map(({ agrees, closed_on }) => [agrees, closed_on])).toEqual([
      [true, '2018-03-01'],
      [true, '2018-03-01'],
    ])
  })

  test('who returns the case makes the opinions pointless', async () => {
    const caseId = await handling()
    await common(caseId, 'countersign', { to: [{ unit_id: o.other }], what: '请会签' })
    await common(caseId, 'return_to', { to: 'received', why })
    expect((await state(caseId)).opinions).toEqual([expect.objectContaining({ outcome: 'not_needed', closed_on: '2018-03-01' })])
    await step(caseId, 'handle')
  })

  test('is refused to oneself, twice to one, to who may not, for more than are asked, before today, and where tasks are out', async () => {
    const caseId = await handling()
    const bureau = { unit_id: o.bureau }
    const cases: ['add_reviewer' | 'countersign', object, string][] = [
      ['add_reviewer', { to: [{ ...bureau, person_id: o.li.person_id }] }, 'to'],
      ['add_reviewer', { to: [bureau, bureau] }, 'to'],
      ['add_reviewer', { to: [{ ...bureau, person_id: o.qian.person_id }] }, 'person_id'],
      ['countersign', { to: [bureau], needed: 2 }, 'needed'],
      ['countersign', { to: [bureau], due_on: '2018-02-28' }, 'due_on'],
    ]
    for (const [name, input, field] of cases) {
      const asked = o.as(o.li, work => takeCommon(work, { process: request, case_id: caseId, step: name, input: { what: '请', ...input } }))
      await expect(asked).rejects.toEqual(refusal('invalid', field))
    }
    await expect(common(caseId, 'add_reviewer', { to: [bureau], what: '请' }, o.zhao)).rejects.toEqual(refusal('forbidden'))
    await step(caseId, 'consult', o.li, { tasks: { to: [{ unit_id: o.other, what: '问' }] } })
    await expect(common(caseId, 'add_reviewer', { to: [bureau], what: '请' })).rejects.toEqual(
      refusal('conflict', /not possible in 'Consulting'/),
    )
  })
})

describe('催办、督办、抄送', () => {
  test('one person urges once a day, and is counted', async () => {
    const caseId = await handling()
    await common(caseId, 'urge', { note: '请抓紧' }, o.zhao)
    await expect(common(caseId, 'urge', { note: '' }, o.zhao)).rejects.toEqual(refusal('conflict', /once a day/))
    await expect(common(caseId, 'urge', { note: '' }, o.li)).rejects.toEqual(refusal('forbidden'))
    o.day('2018-03-02')
    await common(caseId, 'urge', { note: '' }, o.zhao)
    expect((await state(caseId)).urges.map(({ person, legal_day }) => [person, legal_day])).toEqual([
      ['赵审核', '2018-03-02'],
      ['赵审核', '2018-03-01'],
    ])
    const event = (await o.read(o.li, timeline, caseId)).at(-1)
    expect(event && eventWords(request, event)?.en).toBe('Urged for time 2: bureau.')
  })

  test('urged twice at once: one gets through', async () => {
    const caseId = await handling()
    const results = await Promise.allSettled([1, 2].map(() => common(caseId, 'urge', { note: '' }, o.zhao)))
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('an urge stands in nobody’s way: what was done before it may still be recorded late', async () => {
    const caseId = await handling()
    o.day('2018-03-09')
    await common(caseId, 'urge', { note: '' }, o.zhao)
    await step(caseId, 'answer', o.sun, { legal_day: '2018-03-05' })
    expect((await row(caseId)).ended_on).toBe('2018-03-05')
  })

  test('a supervision demands an answer, one at a time, and ends with its result', async () => {
    const caseId = await handling()
    const demand = '请说明进展'
    await expect(common(caseId, 'supervise', { answer_by: '2018-03-09', demand }, o.li)).rejects.toEqual(refusal('forbidden'))
    await expect(common(caseId, 'supervise', { answer_by: '2018-02-28', demand }, o.feng)).rejects.toEqual(refusal('invalid', 'answer_by'))
    await expect(common(caseId, 'end_supervision', { result: '已办' }, o.feng)).rejects.toEqual(refusal('conflict'))
    await common(caseId, 'supervise', { answer_by: '2018-03-09', demand }, o.feng)
    await expect(common(caseId, 'supervise', { answer_by: '2018-03-12', demand }, o.feng)).rejects.toEqual(refusal('conflict'))
    expect((await state(caseId, o.feng)).steps).toEqual(['end_supervision'])
    await expect(common(caseId, 'end_supervision', { result: '已办' }, o.li)).rejects.toEqual(refusal('forbidden'))
    await common(caseId, 'end_supervision', { result: '已办' }, o.feng)
    expect((await state(caseId, o.feng)).supervisions).toEqual([
      { seq: 3, answer_by: '2018-03-09', demand, ended_on: '2018-03-01', result: '已办', person: '冯督查' },
    ])
  })

  test('a copy lets its reader read, and is receipted; others see nothing', async () => {
    const caseId = await handling()
    await expect(state(caseId, o.wu)).rejects.toEqual(refusal('not_found'))
    await expect(common(caseId, 'copy_to', { to: [{ unit_id: o.other }], note: '' }, o.zhao)).rejects.toEqual(refusal('forbidden'))
    await expect(common(caseId, 'copy_to', { to: [{ person_id: 999_999 }], note: '' })).rejects.toEqual(refusal('invalid', 'to'))
    await common(caseId, 'copy_to', { to: [{ unit_id: o.other }, { person_id: o.zhao.person_id }], note: '' })
    await expect(common(caseId, 'copy_to', { to: [{ unit_id: o.other }], note: '' })).rejects.toEqual(refusal('conflict'))
    expect((await state(caseId, o.wu)).steps).toEqual([])
    expect(await o.as(o.wu, work => readCopy(work, caseId))).toBe(1)
    expect(await o.as(o.zhou, work => readCopy(work, caseId))).toBe(0) // read already
    expect((await state(caseId)).copies.map(({ unit, person, read_by }) => [unit, person, read_by])).toEqual([
      ['other', null, '吴局长'],
      [null, '赵审核', null],
    ])
  })
})

describe('撤回 take_back', () => {
  test('restores state and due date by a counter-mark; the ledger says so', async () => {
    const caseId = await handling()
    const before = await row(caseId)
    o.day('2018-03-05')
    await step(caseId, 'extend', o.sun, { clock: { days: 10 }, note: '复杂' })
    expect((await row(caseId)).due_on).not.toBe(before.due_on)
    expect((await state(caseId, o.sun)).steps).toContain('take_back')
    expect((await state(caseId, o.li)).steps).not.toContain('take_back')
    o.day('2018-03-06')
    await common(caseId, 'take_back', { why: '误办' }, o.sun)
    expect(await row(caseId)).toMatchObject({ state: 'handling', due_on: before.due_on })
    const marks = await o.db
      .selectFrom('kernel.clock_marks')
      .select(['seq', 'effect', 'undoes'])
      .where('case_id', '=', caseId)
      .orderBy('seq')
      .execute()
    expect(marks.slice(1)).toEqual([
      { seq: 3, effect: 'extend', undoes: null },
      { seq: 4, effect: 'undo', undoes: 3 },
    ])
    const clock = await o.read(o.li, caseClock, caseId)
    expect(clock.rows.find(({ day }) => day === '2018-03-05')?.undone).toEqual([
      { effect: 'extend', why: '复杂', on: '2018-03-06', by: '孙局长' },
    ])
    await expect(common(caseId, 'take_back', { why }, o.sun)).rejects.toEqual(refusal('conflict', /cannot be taken back/))
  })

  test('drops the tasks that nobody did, and is refused once one is done', async () => {
    const caseId = await handling()
    const due = (await row(caseId)).due_on
    await step(caseId, 'consult', o.li, {
      tasks: {
        to: [
          { unit_id: o.bureau, what: '问' },
          { unit_id: o.other, what: '问' },
        ],
      },
    })
    expect((await row(caseId)).due_on).toBeNull()
    await common(caseId, 'take_back', { why })
    expect(await row(caseId)).toMatchObject({ state: 'handling', due_on: due })
    expect((await state(caseId)).tasks.map(({ outcome }) => outcome)).toEqual(['not_needed', 'not_needed'])
    await step(caseId, 'consult', o.li, {
      tasks: {
        to: [
          { unit_id: o.bureau, what: '问' },
          { unit_id: o.other, what: '问' },
        ],
      },
    })
    const task = (await state(caseId)).tasks.at(-1)?.id ?? 0
    await o.as(o.wu, work => completeTask(work, request, task, '同意'))
    expect((await state(caseId)).take_back).toBe(false)
    await expect(common(caseId, 'take_back', { why })).rejects.toEqual(refusal('conflict', /has been done/))
  })

  test('only by who took it, while nobody acted on it, never of the opening, and not after the end', async () => {
    const caseId = await open()
    await expect(common(caseId, 'take_back', { why })).rejects.toEqual(refusal('conflict'))
    await step(caseId, 'handle')
    await expect(common(caseId, 'take_back', { why }, o.sun)).rejects.toEqual(refusal('forbidden'))
    await common(caseId, 'urge', { note: '' }, o.zhao) // stands in nobody's way
    await common(caseId, 'take_back', { why })
    await step(caseId, 'handle')
    await step(caseId, 'extend', o.sun, { clock: { days: 5 } })
    await expect(common(caseId, 'take_back', { why })).rejects.toEqual(refusal('forbidden'))
    await step(caseId, 'answer', o.sun)
    await expect(common(caseId, 'take_back', { why }, o.sun)).rejects.toEqual(refusal('conflict'))
  })

  test('of a handing on gives the case back, and needs the right still', async () => {
    const caseId = await handling()
    await common(caseId, 'hand_on', { unit_id: o.other, why })
    await expect(common(caseId, 'take_back', { why }, { ...o.li, grants: [] })).rejects.toEqual(refusal('forbidden'))
    await common(caseId, 'take_back', { why })
    expect(await row(caseId)).toMatchObject({ unit_id: o.bureau, holder_id: null, state: 'handling' })
  })

  test('two at once: one takes back, or the other goes on', async () => {
    const caseId = await open()
    await step(caseId, 'handle')
    const results = await Promise.allSettled([common(caseId, 'take_back', { why }), step(caseId, 'answer', o.sun)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const seqs = (await o.read(o.li, timeline, caseId)).map(({ seq }) => seq)
    expect(seqs).toEqual([1, 2, 3])
  })
})

describe('挂起 suspend', () => {
  test('only on a ground; pauses the clock where the law allows it; nothing is done until it is resumed', async () => {
    const caseId = await handling()
    await expect(common(caseId, 'suspend', { ground: 'weather', note: '' })).rejects.toEqual(refusal('invalid', 'ground'))
    await expect(common(caseId, 'suspend', { ground: 'court', note: '' }, o.sun)).rejects.toEqual(refusal('forbidden'))
    await expect(common(caseId, 'resume', { note: '' })).rejects.toEqual(refusal('conflict', /not suspended/))
    o.day('2018-03-05')
    await common(caseId, 'suspend', { ground: 'court', note: '（2018）1号' })
    expect(await row(caseId)).toMatchObject({ due_on: null, suspended_seq: 3 })
    await expect(step(caseId, 'answer', o.sun)).rejects.toEqual(refusal('conflict', /suspended/))
    await expect(common(caseId, 'suspend', { ground: 'court', note: '' })).rejects.toEqual(refusal('conflict'))
    await expect(common(caseId, 'return_to', { to: 'received', why })).rejects.toEqual(refusal('conflict', /suspended/))
    expect((await state(caseId)).steps).toEqual(['hand_on', 'copy_to', 'resume'])
    o.day('2018-03-12')
    await common(caseId, 'resume', { note: '' })
    expect(await row(caseId)).toMatchObject({ due_on: '2018-03-29', suspended_seq: null })
    const clock = await o.read(o.li, caseClock, caseId)
    expect(clock.rows.find(({ day }) => day === '2018-03-07')?.reason).toMatchObject({ kind: 'paused', why: '等待法院裁判：（2018）1号' })
    const told = await o.read(o.li, caseNotices, { case_id: caseId, audience: 'applicant' })
    expect(told.map(({ words_en }) => words_en)).toEqual([
      'The case has been resumed.',
      'The case is suspended (A court decision is awaited); the clock is paused.',
    ])
    await step(caseId, 'answer', o.sun)
  })

  test('lets the clock run on where the process says so', async () => {
    const period = { days: 20, unit: 'working' } as const
    const caseId = await o.as(
      o.li,
      async work => (await openCase(work, review, { title: '公告', unit_id: o.bureau, received_on: '2018-03-01', period })).case_id,
    )
    const { due_on } = await row(caseId)
    await o.as(o.li, work => takeCommon(work, { process: review, case_id: caseId, step: 'suspend', input: { ground: 'facts' } }))
    expect(await row(caseId)).toMatchObject({ due_on, suspended_seq: 2 })
    expect((await o.read(o.li, caseClock, caseId)).state).toBe('running')
  })
})

test('what a process does not allow is refused, whoever asks', async () => {
  const everybody = {
    ...o.sun,
    grants: (['author', 'reviewer', 'leader', 'supervisor'] as const).map(role => ({ role, unit_id: o.bureau })),
  }
  const caseId = await o.as(
    o.li,
    async work => (await openCase(work, review, { title: '公告', unit_id: o.bureau, received_on: '2018-03-01' })).case_id,
  )
  const inputs: Record<string, object> = {
    urge: {},
    supervise: { answer_by: '2018-03-09', demand: why },
    end_supervision: { result: why },
    copy_to: { to: [{ unit_id: o.other }] },
    add_reviewer: { to: [{ unit_id: o.bureau }], what: why },
    countersign: { to: [{ unit_id: o.bureau }], what: why },
    return_to: { to: 'drafting', why }, // not in this state
  }
  for (const step of commonStepNames().filter(name => Object.hasOwn(inputs, name))) {
    const asked = o.as(everybody, work => takeCommon(work, { process: review, case_id: caseId, step, input: inputs[step] }))
    await expect(asked, step).rejects.toEqual(refusal('conflict', /not possible in 'Drafting'/))
  }
  expect(await steps(caseId)).toEqual(['open'])
})

test('a case of another business is not found', async () => {
  const caseId = await open()
  const asked = o.as(o.li, work => takeCommon(work, { process: review, case_id: caseId, step: 'take_back', input: { why } }))
  await expect(asked).rejects.toEqual(refusal('not_found'))
  await expect(o.read(o.li, commonState, { process: review, case_id: caseId })).rejects.toEqual(refusal('not_found'))
})

test('every common step has its schema, which refuses what is no answer at all', () => {
  expect(Object.keys(commonInputs).toSorted()).toEqual(commonStepNames().toSorted())
  expect(commonInputs.return_to.safeParse({ to: '', why: '' }).success).toBe(false)
  expect(commonInputs.hand_on.safeParse({ why: ' ' }).success).toBe(false)
  expect(commonInputs.countersign.safeParse({ to: [], what: why }).success).toBe(false)
})
