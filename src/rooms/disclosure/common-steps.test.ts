import { BpmnModdle } from 'bpmn-moddle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import type { CommonStep } from '../../kernel/cases/common.ts'
import { commonState } from '../../kernel/cases/common-state.ts'
import { refusal } from '../../kernel/cases/office.fixture.ts'
import { takeCommon } from '../../kernel/cases/steps/index.ts'
import { timeline } from '../../kernel/cases/timeline.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { nameStandIn, recordAbsence } from '../../kernel/org/stand-ins.ts'
import { approve, draft, release, revise, submit } from './commands.ts'
import { review } from './process.ts'

let w: World
/** A colleague of the author, who reviews as well. */
let he: Actor & { person_id: number }
beforeAll(async () => {
  w = await world()
  const { education } = w.cast
  const { id } = await w.db.insertInto('kernel.people').values({ name: '何某' }).returning('id').executeTakeFirstOrThrow()
  for (const role of ['author', 'reviewer'] as const)
    await w.db.insertInto('kernel.grants').values({ person_id: id, role, unit_id: education.id, valid_from: '2000-01-01' }).execute()
  he = { person_id: id, name: '何某', grants: (['author', 'reviewer'] as const).map(role => ({ role, unit_id: education.id })) }
})
afterAll(() => w.drop())

const form = () => ({
  title: '关于开学准备工作的通知',
  summary: '',
  body_text: '各学校要做好开学准备。',
  unit_id: w.cast.education.id,
  column_id: w.cast.column.id,
  genre: '通知' as const,
  theme: '11',
  category: 15,
  openness: 'management' as const,
  document_number: null,
  formed_on: '2018-12-28',
  keywords: [],
  source: '测试市教育局',
  interprets: '',
})
const drafted = () => w.run(w.cast.li, draft, form())
const common = (actor: Actor, case_id: number, step: CommonStep, input: object) =>
  w.run(actor, takeCommon, { process: review, case_id, step, input })
const stateOf = async (caseId: number) =>
  await w.db.selectFrom('kernel.cases').select(['state', 'holder_id']).where('id', '=', caseId).executeTakeFirstOrThrow()
const note = { note: '' }

describe('the common steps in a review', () => {
  test('a draft handed on is the colleague’s to edit and submit, and nobody’s own to approve', async () => {
    const { li, sun, zhao } = w.cast
    const caseId = await drafted()
    await expect(common(li, caseId, 'hand_on', { person_id: he.person_id, why: '休假' })).rejects.toEqual(refusal('forbidden'))
    await common(sun, caseId, 'hand_on', { person_id: he.person_id, why: '休假' })
    await expect(w.run(li, submit, { caseId, ...note })).rejects.toEqual(refusal('forbidden'))
    await w.run(he, revise, { caseId, form: form() })
    await w.run(he, submit, { caseId, ...note })
    await expect(w.run(he, approve, { caseId, ...note })).rejects.toEqual(refusal('forbidden', /own/))
    await w.run(zhao, approve, { caseId, ...note })
    await w.run(sun, release, { caseId, ...note })
  })

  test('who submitted takes it back; who reviews returns it to them', async () => {
    const { li, zhao } = w.cast
    const caseId = await drafted()
    await w.run(li, submit, { caseId, ...note })
    await common(li, caseId, 'take_back', { why: '漏附件' })
    expect((await stateOf(caseId)).state).toBe('drafting')
    await w.run(li, submit, { caseId, ...note })
    await common(zhao, caseId, 'return_to', { to: 'drafting', why: '改标题' })
    expect(await stateOf(caseId)).toEqual({ state: 'drafting', holder_id: li.person_id })
    await w.run(li, submit, { caseId, ...note })
  })

  test('the author urges, and suspends only while writing; the clock runs on', async () => {
    const { li, zhao } = w.cast
    const caseId = await drafted()
    const due = () => w.db.selectFrom('kernel.cases').select('due_on').where('id', '=', caseId).executeTakeFirstOrThrow()
    const before = await due()
    await common(li, caseId, 'suspend', { ground: 'facts' })
    expect(await due()).toEqual(before)
    await expect(w.run(li, submit, { caseId, ...note })).rejects.toEqual(refusal('conflict', /suspended/))
    await common(li, caseId, 'resume', {})
    await w.run(li, submit, { caseId, ...note })
    await expect(common(li, caseId, 'suspend', { ground: 'facts' })).rejects.toEqual(refusal('conflict'))
    await common(li, caseId, 'urge', { note: '请尽快' })
    expect((await w.read(zhao, commonState, { process: review, case_id: caseId })).urges).toHaveLength(1)
  })

  test('while the author is absent, the stand-in submits for them', async () => {
    const { li, education, system } = w.cast
    const caseId = await drafted()
    const post = await w.db
      .insertInto('kernel.posts')
      .values({ unit_id: education.id, name: '拟稿岗' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await w.db
      .insertInto('kernel.holdings')
      .values({ post_id: post.id, person_id: li.person_id ?? 0, valid_from: '2000-01-01' })
      .execute()
    await w.run(system, nameStandIn, { post_id: post.id, to_person_id: he.person_id })
    await expect(w.run(he, submit, { caseId, ...note })).rejects.toEqual(refusal('forbidden'))
    const today = Temporal.Now.plainDateISO('Asia/Shanghai').toString()
    await w.run(system, recordAbsence, { person_id: li.person_id ?? 0, absent_from: today, absent_until: today, reason: '出差' })
    await w.run(he, submit, { caseId, ...note })
    expect((await w.read(he, timeline, caseId)).at(-1)).toMatchObject({ step: 'submit', person: '何某', for_person: '李某' })
  })
})

test('the process can be downloaded as BPMN, and its page names the common steps', async () => {
  const file = await w.get('/processes/publication-review.bpmn')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="publication_review.bpmn"')
  expect((await new BpmnModdle().fromXML(await file.text())).warnings).toEqual([])
  const page = await (await w.get('/processes/publication-review', { lang: 'en' })).text()
  expect(page).toContain('Whoever took the last step takes it back')
  expect(page).toContain('href="/processes/publication-review.bpmn"')
})

describe('the page of a draft', () => {
  test('offers no step while the case is suspended or an opinion is awaited, and says why', async () => {
    const { li, zhao } = w.cast
    const caseId = await drafted()
    const page = async (actor: Actor) => (await w.get(`/desk/drafts/${caseId}`, { as: actor })).text()
    const submitButton = `/desk/drafts/${caseId}/submissions`
    expect(await page(li)).toContain(submitButton)
    await common(li, caseId, 'suspend', { ground: 'facts', note: '核实数据' })
    const held = await page(li)
    expect([held.includes(submitButton), held.includes('本事项已挂起')]).toEqual([false, true])
    await common(li, caseId, 'resume', { note: '' })
    expect(await page(li)).toContain(submitButton)
    await w.run(li, submit, { caseId, ...note })
    expect(await page(zhao)).toContain(`/desk/drafts/${caseId}/approvals`)
    await common(zhao, caseId, 'countersign', { to: [{ unit_id: w.cast.education.id }], what: '请会签' })
    const waiting = await page(zhao)
    expect([waiting.includes(`/desk/drafts/${caseId}/approvals`), waiting.includes('会签意见尚未齐备')]).toEqual([false, true])
  })
})
