import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sent, someItem, type World, world } from '../../../test/world.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { publish } from '../../kernel/publications/publish.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const nasty = '<script>alert("x")</script><img src=x onerror=alert(1)>'

const draftOf = (changes: Record<string, string> = {}) => ({
  form_id: randomUUID(),
  unit_id: String(w.cast.education.id),
  column_id: String(w.cast.column.id),
  title: '关于秋季开学的通知',
  body_text: '第一段。\n第二段。',
  summary: '',
  document_number: '',
  genre: '通知',
  theme: '11',
  category: '15',
  openness: 'service',
  formed_on: '2026-11-02',
  source: '测试市教育局',
  keywords: '',
  interprets: '',
  ...changes,
})

const idIn = (response: Response) => Number(response.headers.get('location')?.split('/').at(-1))
const step = (id: number, noun: string, as: Actor, note = '') =>
  w.post(`/desk/drafts/${id}/${noun}`, { form_id: randomUUID(), note }, { as })

async function drafted(changes: Record<string, string> = {}, as = w.cast.li): Promise<number> {
  const response = await w.post('/desk/drafts', draftOf(changes), { as })
  expect(response.status).toBe(303)
  return idIn(response)
}

describe('from a draft to the public', () => {
  it('author, reviewer and leader release an item, which is delivered to the portal and counted', async () => {
    const before = await figure('disclosure.total')
    const id = await drafted({ title: '关于校车安全的通知' })
    expect((await step(id, 'submissions', w.cast.li)).status).toBe(303)
    expect((await step(id, 'approvals', w.cast.zhao)).status).toBe(303)
    expect((await step(id, 'releases', w.cast.sun)).status).toBe(303)
    const row = await w.db.selectFrom('disclosure.drafts').select('publication_id').where('case_id', '=', id).executeTakeFirstOrThrow()
    const article = await (await w.get(`/articles/${row.publication_id}`)).text()
    expect(article).toContain('关于校车安全的通知')
    expect(article).toContain('<p>第一段。</p>')
    expect(await figure('disclosure.total')).toBe(before + 1)
    const page = await (await w.get(`/desk/drafts/${id}`, { as: w.cast.li })).text()
    expect(page).toContain(`/articles/${row.publication_id}`)
  })

  it('is due 20 working days after the day it was formed, and shows why', async () => {
    const id = await drafted({ formed_on: '2018-12-28' })
    const row = await w.db.selectFrom('kernel.cases').select('due_on').where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.due_on).toBe('2019-01-28') // vector of the calendar's own tests
    const page = await (await w.get(`/desk/drafts/${id}`, { as: w.cast.li })).text()
    expect(page).toContain('2018-12-29')
    expect(page).toContain('调休')
  })

  it('can be sent back with a reason, revised, and submitted again', async () => {
    const id = await drafted()
    await step(id, 'submissions', w.cast.li)
    const silent = await step(id, 'returns', w.cast.zhao)
    expect(silent.status).toBe(422)
    expect(await silent.text()).toContain('请说明理由')
    expect((await step(id, 'returns', w.cast.zhao, '请补充时间')).status).toBe(303)
    const revised = await w.post(`/desk/drafts/${id}/revisions`, draftOf({ title: '改过的标题' }), { as: w.cast.li })
    expect(revised.status).toBe(303)
    expect(await (await w.get(`/desk/drafts/${id}`, { as: w.cast.li })).text()).toContain('改过的标题')
    expect((await step(id, 'submissions', w.cast.li)).status).toBe(303)
  })

  it('cannot be revised while others have it', async () => {
    const id = await drafted()
    await step(id, 'submissions', w.cast.li)
    const late = await w.post(`/desk/drafts/${id}/revisions`, draftOf({ body_text: '写了很久的正文' }), { as: w.cast.li })
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('写了很久的正文') // came too late, but is not lost
  })
})

describe('who may not', () => {
  it('the author reviews nothing of their own, even with a reviewer’s role', async () => {
    const both: Actor = { ...w.cast.li, grants: [...w.cast.li.grants, { role: 'reviewer', unit_id: w.cast.education.id }] }
    await w.db
      .insertInto('kernel.grants')
      .values({
        person_id: both.person_id ?? 0,
        role: 'reviewer',
        unit_id: w.cast.education.id,
        valid_from: '2000-01-01',
        valid_to: '2999-01-01',
      })
      .execute()
    const id = await drafted()
    await step(id, 'submissions', both)
    const response = await step(id, 'approvals', both)
    expect(response.status).toBe(403)
    expect(await response.text()).toContain('您自己的稿件')
    await w.db.deleteFrom('kernel.grants').where('valid_to', '=', '2999-01-01').execute()
  })

  it('another unit’s draft does not exist', async () => {
    const id = await drafted()
    expect((await w.get(`/desk/drafts/${id}`, { as: w.cast.wu })).status).toBe(404)
    expect((await step(id, 'submissions', w.cast.wu)).status).toBe(404)
  })

  it('nobody writes for a unit that is not theirs', async () => {
    const response = await w.post('/desk/drafts', draftOf({ unit_id: String(w.cast.county.id) }), { as: w.cast.li })
    expect(response.status).toBe(404)
  })

  it.each([
    ['/desk/drafts/new', 'zhao'],
    ['/desk/drafts/new', 'system'],
  ] as const)('%s is not for %s', async (path, who) => {
    expect((await w.get(path, { as: w.cast[who] })).status).toBe(403)
  })

  it('whoever is not signed in is asked to, and comes back afterwards', async () => {
    const response = await w.get('/desk/drafts/new')
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe('/desk/sign-in?to=%2Fdesk%2Fdrafts%2Fnew')
  })
})

describe('bad input', () => {
  it('is answered beside the fields, in the reader’s language, and nothing typed is lost', async () => {
    const typed = draftOf({ title: '', body_text: nasty, formed_on: '2018-02-30', summary: '保留的概述' })
    const response = await w.post('/desk/drafts', typed, { as: w.cast.li, lang: 'en' })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('There is a problem')
    expect(html).toContain('href="#title"')
    expect(html).toContain('Enter a real date, for example 2018-12-28')
    expect(html).toContain('保留的概述')
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toContain('<script>alert')
  })

  it('markup typed into every field is shown as text, on the desk and on the portal', async () => {
    const id = await drafted({ title: `标题${nasty}`, body_text: nasty, summary: nasty, source: nasty, keywords: nasty })
    await step(id, 'submissions', w.cast.li, nasty)
    await step(id, 'approvals', w.cast.zhao, nasty)
    await step(id, 'releases', w.cast.sun, nasty)
    const { publication_id } = await w.db
      .selectFrom('disclosure.drafts')
      .select('publication_id')
      .where('case_id', '=', id)
      .executeTakeFirstOrThrow()
    for (const [path, sent] of [
      [`/desk/drafts/${id}`, { as: w.cast.li }],
      [`/articles/${publication_id}`, {}],
      ['/columns/test-news', {}],
      ['/desk', { as: w.cast.sun }],
    ] as [string, Sent][]) {
      const html = await (await w.get(path, sent)).text()
      expect(html, path).not.toMatch(/<script>alert|<img src=x/)
    }
  })

  it('a form sent twice makes one draft', async () => {
    const form = draftOf({ title: '只有一份的通知' })
    const [first, second] = await Promise.all([
      w.post('/desk/drafts', form, { as: w.cast.li }),
      w.post('/desk/drafts', form, { as: w.cast.li }),
    ])
    expect(idIn(first)).toBe(idIn(second))
    const made = await w.db.selectFrom('kernel.cases').select('id').where('title', '=', form.title).execute()
    expect(made).toHaveLength(1)
  })

  it('of two reviewers at once one is told what the other did', async () => {
    const other = await secondReviewer()
    const id = await drafted()
    await step(id, 'submissions', w.cast.li)
    const answers = await Promise.all([step(id, 'approvals', w.cast.zhao), step(id, 'approvals', other)])
    expect(answers.map(answer => answer.status).sort()).toEqual([303, 409])
    const conflict = answers.find(answer => answer.status === 409)
    expect(await conflict?.text()).toMatch(/赵某|卫某/)
  })

  it('text that was changed since the page was opened is not approved unread', async () => {
    const id = await drafted()
    await step(id, 'submissions', w.cast.li)
    const page = await (await w.get(`/desk/drafts/${id}`, { as: w.cast.zhao })).text()
    const seen = /name="seen" value="(\d+)"/.exec(page)?.[1] ?? ''
    await step(id, 'returns', w.cast.zhao, '请改')
    await w.post(`/desk/drafts/${id}/revisions`, draftOf({ body_text: '换过的正文' }), { as: w.cast.li })
    await step(id, 'submissions', w.cast.li)
    const stale = await w.post(`/desk/drafts/${id}/approvals`, { form_id: randomUUID(), note: '', seen }, { as: w.cast.zhao })
    expect(stale.status).toBe(409)
    expect(await stale.text()).toContain('稿件已有变化')
  })

  it('a document number is published once, also by two drafts', async () => {
    const number = { document_number: '测政发〔2026〕7号' }
    const [one, two] = [await drafted(number), await drafted(number)]
    for (const id of [one, two]) {
      await step(id, 'submissions', w.cast.li)
      await step(id, 'approvals', w.cast.zhao)
    }
    expect((await step(one, 'releases', w.cast.sun)).status).toBe(303)
    const second = await step(two, 'releases', w.cast.sun)
    expect(second.status).toBe(422)
    expect(await second.text()).toContain('已用于已公开的信息')
  })

  it('a document from before the law has no due day, and no fault', async () => {
    const id = await drafted({ formed_on: '2001-05-08' })
    expect((await w.get(`/desk/drafts/${id}`, { as: w.cast.li })).status).toBe(200)
  })

  it('control characters in a search are ignored', async () => {
    expect((await w.get('/desk/publications?q=%00a', { as: w.cast.li })).status).toBe(200)
  })

  it.each(['0', '-1', 'abc', '1e3', '9999999999', '99999999999999999999', '1%00', '%E0%A4%A'])(
    'the unknown draft %s is a page that says so',
    async id => {
      const response = await w.get(`/desk/drafts/${id}`, { as: w.cast.li })
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('没有找到')
    },
  )
})

async function secondReviewer(): Promise<Actor> {
  const { id } = await w.db.insertInto('kernel.people').values({ name: '卫某' }).returning('id').executeTakeFirstOrThrow()
  await w.db
    .insertInto('kernel.grants')
    .values({ person_id: id, role: 'reviewer', unit_id: w.cast.education.id, valid_from: '2000-01-01' })
    .execute()
  await w.db
    .insertInto('kernel.accounts')
    .values({ person_id: id, sign_in_name: `test-${id}`, password_hash: '-' })
    .execute()
  return { person_id: id, name: '卫某', grants: [{ role: 'reviewer', unit_id: w.cast.education.id }] }
}

const figure = async (id: string) => {
  const year = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 4)
  const body = (await (await w.get(`/figures/${id}.json?year=${year}`)).json()) as { value: number }
  return body.value
}

describe('a delivery recorded afterwards', () => {
  const delivery = (changes: Record<string, string> = {}) => ({
    form_id: randomUUID(),
    outlet_id: String(w.cast.wechat.id),
    delivered_on: '2018-12-28',
    delivered_time: '',
    proof: '推文编号 7',
    ...changes,
  })
  const item = () => w.run(w.cast.public, publish, someItem(w.cast))

  it('counts on its legal day and says when it was recorded', async () => {
    const { id } = await item()
    const before = await count2018()
    const response = await w.post(`/desk/publications/${id}/deliveries`, delivery(), { as: w.cast.li })
    expect(response.status).toBe(303)
    expect(await count2018()).toBe(before + 1)
    const html = await (await w.get(`/articles/${id}`)).text()
    expect(html).toContain('推文编号 7')
    expect(html).toContain('补录')
  })

  it.each([
    [{ outlet_id: '' }, 'outlet_id', '请选择渠道'],
    [{ delivered_on: '2999-01-01' }, 'delivered_on', '不能晚于今天'],
    [{ delivered_on: '2018-12-27' }, 'delivered_on', '不能早于成文日期'],
    [{ proof: '' }, 'proof', '请输入凭证'],
    [{ outlet_id: '2147483647' }, 'outlet_id', '请选择渠道'],
  ])('%j is refused beside %s', async (changes, field, words) => {
    const { id } = await item()
    const response = await w.post(`/desk/publications/${id}/deliveries`, delivery(changes as Record<string, string>), { as: w.cast.li })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(words)
  })

  it('is recorded once per outlet', async () => {
    const { id } = await item()
    await w.post(`/desk/publications/${id}/deliveries`, delivery(), { as: w.cast.li })
    const again = await w.post(`/desk/publications/${id}/deliveries`, delivery(), { as: w.cast.li })
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('已登记过这一渠道')
  })

  it('sent by several at once is recorded once, and nobody sees a fault', async () => {
    const { id } = await item()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => w.post(`/desk/publications/${id}/deliveries`, delivery(), { as: w.cast.li })),
    )
    const statuses = answers.map(answer => answer.status)
    expect(statuses.filter(status => status === 303)).toHaveLength(1)
    expect(statuses.every(status => [303, 409, 422].includes(status))).toBe(true)
  })

  it('is not recorded for a day after the withdrawal', async () => {
    const { id } = await item()
    await w.post(`/desk/publications/${id}/withdrawals`, { kind: 'privacy', reason: '隐私' }, { as: w.cast.zhou })
    const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
    const response = await w.post(`/desk/publications/${id}/deliveries`, delivery({ delivered_on: today }), { as: w.cast.li })
    expect(response.status).toBe(422)
  })

  it('of another unit’s item is not for this clerk', async () => {
    const { id } = await item()
    expect((await w.post(`/desk/publications/${id}/deliveries`, delivery(), { as: w.cast.wu })).status).toBe(404)
    expect((await w.get(`/desk/publications/${id}/deliveries/new`, { as: w.cast.wu })).status).toBe(404)
    expect((await w.post(`/desk/publications/${id}/deliveries`, delivery(), { as: w.cast.zhao })).status).toBe(403)
  })
})

const count2018 = async () => ((await (await w.get('/figures/disclosure.total.json?year=2018')).json()) as { value: number }).value

describe('withdrawing and correcting', () => {
  it('a withdrawn item’s text is gone from the portal, which says why; its deliveries stay counted', async () => {
    const deliveries = [{ outlet_id: w.cast.portal.id, delivered_on: '2018-12-28', proof: '/' }]
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast, { title: '要撤回的通知', deliveries }))
    const before = await count2018()
    const response = await w.post(
      `/desk/publications/${id}/withdrawals`,
      { form_id: randomUUID(), kind: 'privacy', reason: '未隐去姓名' },
      { as: w.cast.zhou },
    )
    expect(response.status).toBe(303)
    const html = await (await w.get(`/articles/${id}`)).text()
    expect(html).toContain('此信息已撤回')
    expect(html).not.toContain('要撤回的通知')
    expect(html).not.toContain('开学准备')
    expect(await (await w.get('/columns/test-news')).text()).not.toContain('要撤回的通知')
    expect(await count2018()).toBe(before)
    expect(await (await w.get('/figures/disclosure.total?year=2018')).text()).not.toContain('要撤回的通知')
  })

  it('needs a kind and a reason, and the right', async () => {
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast))
    expect((await w.post(`/desk/publications/${id}/withdrawals`, { kind: '', reason: '' }, { as: w.cast.zhou })).status).toBe(422)
    expect((await w.post(`/desk/publications/${id}/withdrawals`, { kind: 'error', reason: '错' }, { as: w.cast.li })).status).toBe(403)
  })

  it('a correction shows as a new version', async () => {
    const { id } = await w.run(w.cast.public, publish, someItem(w.cast))
    const form = await (await w.get(`/desk/publications/${id}/amendments/new`, { as: w.cast.zhou })).text()
    expect(form).toContain('各学校要做好开学准备。')
    const response = await w.post(
      `/desk/publications/${id}/amendments`,
      { title: '更正后的标题', body_text: '新正文', reason: '日期有误' },
      { as: w.cast.zhou },
    )
    expect(response.status).toBe(303)
    const html = await (await w.get(`/articles/${id}`)).text()
    expect(html).toContain('更正后的标题')
    expect(html).toContain('第 2 版')
  })
})
