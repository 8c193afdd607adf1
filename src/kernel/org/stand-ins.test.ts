import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { commonState } from '../cases/common-state.ts'
import { eventWords } from '../cases/event-words.ts'
import { type Office, office, refusal } from '../cases/office.fixture.ts'
import { request } from '../cases/processes.example.ts'
import { takeCommon } from '../cases/steps/index.ts'
import { openCase, take } from '../cases/take.ts'
import { completeTask } from '../cases/tasks.ts'
import { timeline } from '../cases/timeline.ts'
import { actsFor, endAbsence, endStandIn, nameStandIn, recordAbsence, standInFor } from './stand-ins.ts'

let o: Office
beforeAll(async () => {
  o = await office()
})
afterAll(async () => await o.drop())
beforeEach(() => o.day('2018-03-01'))

const name = (input: Parameters<typeof nameStandIn>[1]) => o.as(o.feng, work => nameStandIn(work, input))
const away = (person_id: number, absent_from: string, absent_until: string, reason = '出差') =>
  o.as(o.feng, work => recordAbsence(work, { person_id, absent_from, absent_until, reason }))
/** Two authors of the bureau: a case that A has, and A's B. */
async function pair() {
  const a = await o.person('甲', o.bureau, ['author'])
  const b = await o.person('乙', o.bureau, ['author'])
  await name({ post_id: a.post_id, to_post_id: b.post_id })
  const caseId = await o.as(o.li, async work => {
    const { case_id } = await openCase(work, request, { title: '申请', unit_id: o.bureau, received_on: '2018-03-01' })
    await take(work, request, case_id, 'handle')
    await takeCommon(work, { process: request, case_id, step: 'hand_on', input: { person_id: a.person_id, why: '分工' } })
    return case_id
  })
  const consult = (actor: typeof a) =>
    o.as(actor, work => take(work, request, caseId, 'consult', { tasks: { to: [{ unit_id: o.other, what: '问' }] } }))
  return { a, b, caseId, consult }
}

describe('while A is absent', () => {
  test('B acts, by date alone, and the event says for whom', async () => {
    const { a, b, caseId, consult } = await pair()
    await away(a.person_id, '2018-03-05', '2018-03-06')
    for (const day of ['2018-03-02', '2018-03-07']) {
      o.day(day)
      expect(await o.read(b, actsFor, undefined)).toEqual([])
    }
    o.day('2018-03-02')
    await expect(consult(b)).rejects.toEqual(refusal('forbidden', /甲 has this case/))
    o.day('2018-03-05')
    expect(await o.read(b, actsFor, undefined)).toEqual([a.person_id])
    expect((await o.read(b, commonState, { process: request, case_id: caseId })).holder).toMatchObject({ mine: true, absent: true })
    await expect(consult(o.qian)).rejects.toEqual(refusal('forbidden', /the stand-in has this case/))
    await consult(b)
    const event = (await o.read(b, timeline, caseId)).at(-1)
    expect(event).toMatchObject({ person: '乙', for_person: '甲' })
    expect(event && eventWords(request, event)?.en).toBe('In place of 甲.')
  })

  test('a B without the right does nothing', async () => {
    const { a, b, consult } = await pair()
    await away(a.person_id, '2018-03-01', '2018-03-02')
    await expect(consult({ ...b, grants: [] })).rejects.toEqual(refusal('forbidden'))
  })

  test('and B as well, it is unattended: nobody acts, and it can be handed on', async () => {
    const { a, b, caseId, consult } = await pair()
    await away(a.person_id, '2018-03-01', '2018-03-02')
    await away(b.person_id, '2018-03-01', '2018-03-01')
    expect(await o.read(o.sun, standInFor, { person_id: a.person_id, day: '2018-03-01' })).toEqual({
      absent: true,
      stand_ins: [],
      unattended: true,
    })
    await expect(consult(b)).rejects.toEqual(refusal('forbidden', /stand-in are absent/))
    await expect(consult(o.qian)).rejects.toEqual(refusal('forbidden', /stand-in are absent/))
    await o.as(o.li, work =>
      takeCommon(work, { process: request, case_id: caseId, step: 'hand_on', input: { person_id: o.qian.person_id, why: '急' } }),
    )
    await consult(o.qian)
  })

  test('B completes A’s task, and a B of the B does not', async () => {
    const [a, b, c] = [
      await o.person('审甲', o.other, ['reviewer']),
      await o.person('审乙', o.other, ['reviewer']),
      await o.person('审丙', o.other, ['reviewer']),
    ]
    await name({ post_id: a.post_id, to_person_id: b.person_id })
    await name({ post_id: b.post_id, to_post_id: c.post_id })
    const caseId = await o.as(o.li, async work => {
      const { case_id } = await openCase(work, request, { title: '申请', unit_id: o.bureau, received_on: '2018-03-01' })
      await take(work, request, case_id, 'handle')
      await take(work, request, case_id, 'consult', { tasks: { to: [{ unit_id: o.other, person_id: a.person_id, what: '问' }] } })
      return case_id
    })
    const { id } = await o.db.selectFrom('kernel.case_tasks').select('id').where('case_id', '=', caseId).executeTakeFirstOrThrow()
    const complete = (actor: typeof a) => o.as(actor, work => completeTask(work, request, id, '同意'))
    await expect(complete(b)).rejects.toEqual(refusal('forbidden'))
    await away(a.person_id, '2018-03-01', '2018-03-02')
    await expect(complete(c)).rejects.toEqual(refusal('forbidden'))
    await complete(b)
    const task = await o.db
      .selectFrom('kernel.case_tasks')
      .select(['done_by', 'for_person_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(task).toEqual({ done_by: b.person_id, for_person_id: a.person_id })
  })

  test('what is A’s alone by having opened it is B’s too', async () => {
    const a = await o.person('经办', o.bureau, ['author'])
    await name({ post_id: a.post_id, to_person_id: o.qian.person_id })
    const caseId = await o.as(
      a,
      async work => (await openCase(work, request, { title: '申请', unit_id: o.bureau, received_on: '2018-03-01' })).case_id,
    )
    const suspend = () =>
      o.as(o.qian, work => takeCommon(work, { process: request, case_id: caseId, step: 'suspend', input: { ground: 'court' } }))
    await expect(suspend()).rejects.toEqual(refusal('forbidden'))
    await away(a.person_id, '2018-03-01', '2018-03-01')
    await suspend()
    expect((await o.read(a, timeline, caseId)).at(-1)).toMatchObject({ person: '钱办事员', for_person: '经办' })
  })
})

describe('naming a stand-in', () => {
  test('is refused for oneself, for a post that nobody holds, for nobody, for two at once and for the past', async () => {
    const [a, b, c] = [await o.person('一', o.bureau, []), await o.person('二', o.bureau, []), await o.person('三', o.bureau, [])]
    await expect(name({ post_id: a.post_id, to_post_id: a.post_id })).rejects.toEqual(refusal('invalid', /themselves/))
    await expect(name({ post_id: a.post_id, to_person_id: a.person_id })).rejects.toEqual(refusal('invalid', /themselves/))
    const second = await o.db.insertInto('kernel.posts').values({ unit_id: o.bureau, name: '兼' }).returning('id').executeTakeFirstOrThrow()
    await o.db.insertInto('kernel.holdings').values({ post_id: second.id, person_id: a.person_id, valid_from: '2000-01-01' }).execute()
    await expect(name({ post_id: a.post_id, to_post_id: second.id })).rejects.toEqual(refusal('invalid', /themselves/))
    const vacant = await o.db
      .insertInto('kernel.posts')
      .values({ unit_id: o.bureau, name: '空岗' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await expect(name({ post_id: a.post_id, to_post_id: vacant.id })).rejects.toEqual(refusal('invalid', /Nobody holds/))
    await o.db
      .insertInto('kernel.holdings')
      .values({ post_id: vacant.id, person_id: b.person_id, valid_from: '2000-01-01', valid_to: '2018-02-01' })
      .execute()
    await expect(name({ post_id: a.post_id, to_post_id: vacant.id })).rejects.toEqual(refusal('invalid', 'to_post_id')) // left already
    await expect(name({ post_id: a.post_id })).rejects.toEqual(refusal('invalid', 'to_post_id'))
    await expect(name({ post_id: a.post_id, to_post_id: c.post_id, to_person_id: b.person_id })).rejects.toEqual(
      refusal('invalid', 'to_post_id'),
    )
    await expect(name({ post_id: 999_999, to_post_id: c.post_id })).rejects.toEqual(refusal('invalid', 'post_id'))
    await expect(name({ post_id: a.post_id, to_post_id: 999_999 })).rejects.toEqual(refusal('invalid', 'to_post_id'))
    await expect(name({ post_id: a.post_id, to_person_id: 999_999 })).rejects.toEqual(refusal('invalid', 'to_person_id'))
    await expect(name({ post_id: a.post_id, to_post_id: c.post_id, valid_from: '2018-02-28' })).rejects.toEqual(
      refusal('invalid', 'valid_from'),
    )
  })

  test('ends the one before, from its day on', async () => {
    const [a, b, c] = [await o.person('四', o.bureau, []), await o.person('五', o.bureau, []), await o.person('六', o.bureau, [])]
    await name({ post_id: a.post_id, to_post_id: b.post_id })
    await name({ post_id: a.post_id, to_post_id: c.post_id, valid_from: '2018-03-05' })
    await expect(name({ post_id: a.post_id, to_post_id: b.post_id })).rejects.toEqual(refusal('invalid', 'valid_from'))
    await away(a.person_id, '2018-03-01', '2018-03-31')
    const on = async (day: string) => (await o.read(o.sun, standInFor, { person_id: a.person_id, day })).stand_ins.map(one => one.name)
    expect([await on('2018-03-04'), await on('2018-03-05')]).toEqual([['五'], ['六']])
    await o.as(o.feng, work => endStandIn(work, { post_id: a.post_id, from: '2018-03-08' }))
    expect([await on('2018-03-07'), await on('2018-03-08')]).toEqual([['六'], []])
  })

  test('two are each other’s B, and three in a ring; a B of a B never acts', async () => {
    const [a, b, c] = [await o.person('七', o.bureau, []), await o.person('八', o.bureau, []), await o.person('九', o.bureau, [])]
    await Promise.all([name({ post_id: a.post_id, to_post_id: b.post_id }), name({ post_id: b.post_id, to_person_id: a.person_id })])
    const stands = async (person_id: number) => {
      const { stand_ins, unattended } = await o.read(o.sun, standInFor, { person_id, day: '2018-03-05' })
      return unattended ? 'unattended' : stand_ins.map(one => one.name).join()
    }
    await away(a.person_id, '2018-03-05', '2018-03-09')
    expect(await stands(a.person_id)).toBe('八')
    await away(b.person_id, '2018-03-05', '2018-03-09')
    expect([await stands(a.person_id), await stands(b.person_id)]).toEqual(['unattended', 'unattended'])
    // 七 → 八 → 九 → 七: with 八 away too, 九 does not act for 七.
    await name({ post_id: b.post_id, to_post_id: c.post_id })
    await name({ post_id: c.post_id, to_post_id: a.post_id })
    expect([await stands(a.person_id), await stands(b.person_id)]).toEqual(['unattended', '九'])
  })

  test('two Bs of one post named at once: one of them stands', async () => {
    const [a, b, c] = [await o.person('甲', o.bureau, []), await o.person('乙', o.bureau, []), await o.person('丙', o.bureau, [])]
    await Promise.allSettled([name({ post_id: a.post_id, to_post_id: b.post_id }), name({ post_id: a.post_id, to_post_id: c.post_id })])
    await away(a.person_id, '2018-03-05', '2018-03-09')
    const { stand_ins } = await o.read(o.sun, standInFor, { person_id: a.person_id, day: '2018-03-05' })
    expect(stand_ins).toHaveLength(1)
  })
})

describe('an absence', () => {
  test('is refused when it overlaps another, lies in the past, is turned round, has no reason or nobody', async () => {
    const { person_id } = await o.person('九', o.bureau, [])
    await away(person_id, '2018-03-05', '2018-03-09')
    for (const [from, until] of [
      ['2018-03-09', '2018-03-12'],
      ['2018-03-01', '2018-03-05'],
      ['2018-03-06', '2018-03-07'],
    ] as const)
      await expect(away(person_id, from, until)).rejects.toEqual(refusal('conflict', /overlaps/))
    await expect(away(person_id, '2018-03-20', '2018-03-19')).rejects.toEqual(refusal('invalid', 'absent_until'))
    await expect(away(person_id, '2018-02-01', '2018-02-02')).rejects.toEqual(refusal('invalid', 'absent_until'))
    await expect(away(person_id, '2018-02-30', '2018-03-30')).rejects.toEqual(refusal('invalid', 'absent_from'))
    await expect(away(person_id, '2018-03-20', '2018-03-20', ' ')).rejects.toEqual(refusal('invalid', 'reason'))
    await expect(away(999_999, '2018-03-20', '2018-03-20')).rejects.toEqual(refusal('invalid', 'person_id'))
  })

  test('ends when the person is back earlier, and then another may begin', async () => {
    const { person_id } = await o.person('十', o.bureau, [])
    const absence_id = await away(person_id, '2018-03-01', '2018-03-09')
    const end = () => o.as(o.feng, work => endAbsence(work, { absence_id }))
    o.day('2018-03-05')
    await end()
    await expect(end()).rejects.toEqual(refusal('conflict', /is over/))
    const absent = async (day: string) => (await o.read(o.sun, standInFor, { person_id, day })).absent
    expect([await absent('2018-03-04'), await absent('2018-03-05')]).toEqual([true, false])
    await away(person_id, '2018-03-06', '2018-03-06')
  })
})
