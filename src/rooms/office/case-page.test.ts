import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { openCase, take } from '../../kernel/cases/take.ts'
import { pageSlice } from '../../kernel/lists/list.ts'
import { noticesOf } from '../../kernel/notices/notices.ts'
import { type Actor, isRole } from '../../kernel/org/actor.ts'
import type { RoomProcess } from '../../kernel/room.ts'
import { commonInput } from './forms/steps.ts'
import { myWork } from './queries/my-work.ts'

let w: World
let known: RoomProcess
beforeAll(async () => {
  w = await world()
  const found = w.house.processes.find(({ process }) => process.business === 'publication_review')
  if (!found) throw new Error('the house has no publication review')
  known = found
})
afterAll(async () => await w.drop())

const open = async (title: string, ...steps: [Actor, string][]): Promise<number> => {
  const { li, education } = w.cast
  const input = { title, unit_id: education.id, received_on: '2018-12-03', period: { days: 20, unit: 'working' } as const }
  const { case_id } = await w.run(li, work => openCase(work, known.process, input), undefined)
  for (const [actor, step] of steps) await w.run(actor, work => take(work, known.process, case_id, step, { note: '意见' }), undefined)
  return case_id
}
const post = (actor: Actor, caseId: number, noun: string, form: Readonly<Record<string, string>>) =>
  w.post(`/desk/cases/${caseId}/${noun}`, { form_id: crypto.randomUUID(), ...form }, { as: actor })
const waits = async (actor: Actor) => {
  const found = await w.read(await reload(actor), myWork, { which: 'all', page: 1, processes: [known.process] })
  return found.rows.map(({ title }) => title)
}
/** The actor with the grants that hold now. */
const reload = async (actor: Actor): Promise<Actor> => {
  const rows = await w.db
    .selectFrom('kernel.grants')
    .select(['role', 'unit_id'])
    .where('person_id', '=', actor.person_id ?? 0)
    .execute()
  return { ...actor, grants: rows.flatMap(({ role, unit_id }) => (isRole(role) ? [{ role, unit_id }] : [])) }
}
const told = async (actor: Actor, caseId: number) =>
  (await w.read(actor, noticesOf, { slice: pageSlice(1) })).rows.filter(({ case_id }) => case_id === caseId).map(({ kind }) => kind)

describe('the page of a case', () => {
  test('says where it stands, what happened and how its date was counted, in both languages', async () => {
    const { li, zhao } = w.cast
    const id = await open('关于开学的通知', [li, 'submit'])
    const html = await (await w.get(`/desk/cases/${id}`, { as: zhao })).text()
    for (const part of [
      '关于开学的通知',
      '审核',
      '送审',
      '补录',
      '逾期',
      '期限计算',
      '起算之日，不计入',
      '测试市教育局',
      `/desk/drafts/${id}`,
    ])
      expect(html).toContain(part)
    const english = await (await w.get(`/desk/cases/${id}`, { as: zhao, lang: 'en' })).text()
    for (const part of ['Under review', 'recorded late', 'How the due date is counted', 'Add a reviewer']) expect(english).toContain(part)
  })

  test('does not exist for who has no right in its unit, nor does anything below it', async () => {
    const { li, wu, audit, security } = w.cast
    const id = await open('教育局的稿件')
    expect((await w.get(`/desk/cases/${id}`, { as: li })).status).toBe(200)
    for (const actor of [wu, audit, security]) {
      expect((await w.get(`/desk/cases/${id}`, { as: actor })).status, actor.name).toBe(404)
      expect((await post(actor, id, 'urgings', {})).status, actor.name).toBe(404)
      expect((await post(actor, id, 'tasks/1/completions', { outcome: 'x' })).status, actor.name).toBe(404)
    }
    for (const path of ['/desk/cases/0', '/desk/cases/x', '/desk/cases/999999']) expect((await w.get(path, { as: li })).status).toBe(404)
    expect((await w.get(`/desk/cases/${id}`)).status).toBe(303)
  })

  test('exists for who got a copy, whose reading is recorded', async () => {
    const { li, wu, county, sun } = w.cast
    const id = await open('抄送的稿件')
    expect((await post(li, id, 'copies', { to: `u${county.id}`, note: '供参考' })).status).toBe(303)
    expect(await told(wu, id)).toEqual(['copied'])
    expect((await w.get(`/desk/cases/${id}`, { as: wu })).status).toBe(200)
    const copies = await w.db.selectFrom('kernel.case_copies').select('read_by').where('case_id', '=', id).execute()
    expect(copies).toEqual([{ read_by: wu.person_id }])
    expect(await told(sun, id)).toEqual([])
  })
})

describe('the common steps by their forms', () => {
  test('an urged reviewer is told; a second time on one day is refused', async () => {
    const { li, zhao } = w.cast
    const id = await open('催办', [li, 'submit'])
    expect((await post(li, id, 'urgings', { note: '' })).status).toBe(303)
    expect(await told(zhao, id)).toEqual(['urged'])
    expect((await post(li, id, 'urgings', { note: '' })).status).toBe(409)
    expect((await post(zhao, id, 'urgings', { note: '' })).status).toBe(403)
  })

  test('a return leads back to the author, with its reason; without one the form comes back with what was typed', async () => {
    const { li, zhao } = w.cast
    const id = await open('退回', [li, 'submit'])
    const faulty = await post(zhao, id, 'returns', { to: 'drafting', why: '' })
    expect(faulty.status).toBe(422)
    const html = await faulty.text()
    expect(html).toContain('href="#why"')
    expect(html).toMatch(/<details[^>]* open=""/)
    expect((await post(zhao, id, 'returns', { to: 'released', why: '不对' })).status).toBe(422)
    expect((await post(zhao, id, 'returns', { to: 'drafting', why: '缺附件' })).status).toBe(303)
    expect(await told(li, id)).toContain('returned')
    expect(await (await w.get(`/desk/cases/${id}`, { as: li })).text()).toContain('缺附件')
  })

  test('a review is asked for and given; until then the case waits for nobody else', async () => {
    const { li, zhao, zheng, education } = w.cast
    await w.db
      .insertInto('kernel.grants')
      .values({ person_id: zheng.person_id ?? 0, role: 'reviewer', unit_id: education.id, valid_from: '2000-01-01' })
      .execute()
    const id = await open('加签', [li, 'submit'])
    expect((await post(zhao, id, 'reviews', { to: `p${zheng.person_id}.${education.id}`, what: '' })).status).toBe(422)
    expect((await post(zhao, id, 'reviews', { to: `p${zheng.person_id}.${education.id}`, what: '请核数据' })).status).toBe(303)
    expect(await told(zheng, id)).toEqual(['task'])
    const mine = await (await w.get('/desk', { as: zheng })).text()
    expect(mine).toContain('请核数据')
    expect(await waits(zhao)).not.toContain('加签')
    const { id: task } = await w.db.selectFrom('kernel.case_tasks').select('id').where('case_id', '=', id).executeTakeFirstOrThrow()
    expect(await (await w.get(`/desk/cases/${id}`, { as: zheng })).text()).toContain(`name="task_id" value="${task}"`)
    expect((await post(zheng, id, 'opinions', { task_id: String(task) })).status).toBe(422)
    expect((await post(zheng, id, 'opinions', { task_id: String(task), agrees: 'yes', opinion: '数据无误' })).status).toBe(303)
    expect(await told(zhao, id)).toContain('waiting')
  })

  test('a case handed on is with one person; a form sent twice does it once', async () => {
    const { li, zhao, sun, zheng, education } = w.cast
    const id = await open('转办', [li, 'submit'])
    expect((await post(sun, id, 'handings-on', { to: '', why: '请你办' })).status).toBe(422)
    expect((await post(sun, id, 'handings-on', { to: `p${w.cast.wu.person_id}.${education.id}`, why: '请你办' })).status).toBe(422)
    const form = { form_id: crypto.randomUUID(), to: `p${zheng.person_id}.${education.id}`, why: '请你办' }
    const answers = [await post(sun, id, 'handings-on', form), await post(sun, id, 'handings-on', form)]
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await told(zheng, id)).toEqual(['waiting'])
    expect(await waits(zheng)).toContain('转办')
    expect(await waits(zhao)).not.toContain('转办')
  })
})

describe('what is typed into a form', () => {
  test('becomes what the command is asked; what does not fit names its field', () => {
    expect(commonInput('countersign', { to: 'u1 p2.3 x u0', what: '会签', due_on: '', needed: '1', seen: '4' })).toEqual({
      ok: true,
      input: { to: [{ unit_id: 1 }, { unit_id: 3, person_id: 2 }], what: '会签', needed: 1, seen: 4 },
    })
    expect(commonInput('countersign', { to: '', what: '', needed: 'x' })).toEqual({ ok: false, fields: ['to', 'needed', 'what'] })
    expect(commonInput('hand_on', { to: '', why: '' })).toEqual({ ok: false, fields: ['to', 'why'] })
    expect(commonInput('supervise', { answer_by: '2018-02-30', demand: 'x' })).toEqual({ ok: false, fields: ['answer_by'] })
    expect(commonInput('give_opinion', { task_id: '7', agrees: 'perhaps' })).toEqual({ ok: false, fields: ['agrees'] })
  })
})
