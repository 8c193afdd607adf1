import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { propose } from '../../kernel/org/agreements.ts'
import { requiredColumns } from '../../kernel/publications/required-columns.ts'
import { siteMessages } from './messages/site.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const zhou = () => ({ as: w.cast.zhou })
const system = () => ({ as: w.cast.system })
const li = () => ({ as: w.cast.li })
const today = () => w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()

describe('numbers of the law', () => {
  it('stand on one page, each with its source and whether it may be set; as of any day', async () => {
    const text = await (await w.get('/desk/law', system())).text()
    for (const key of Object.keys(w.house.law)) expect(text).toContain(key)
    const then = await (await w.get('/desk/law?day=2010-01-01', system())).text()
    expect(then).toContain('15个工作日')
    expect(then).toContain('这一天尚无规定') // the time to ask for a correction is of 2019
  })

  it('that the law leaves open are set from a day on, with reason and history, and hold at once', async () => {
    const form = { value: '5', valid_from: today(), reason: '市政府常务会议纪要第3号' }
    expect((await w.post('/desk/law/clock.warning/settings', form, system())).status).toBe(303)
    const text = await (await w.get('/desk/law/clock.warning', system())).text()
    for (const words of ['市政府常务会议纪要第3号', '钱某', '本市设定']) expect(text).toContain(words)
    expect(await (await w.get('/desk', li())).text()).toContain('5 个工作日内到期')
    const twice = await w.post('/desk/law/clock.warning/settings', { ...form, value: '6' }, system())
    expect(twice.status).toBe(422)
    expect(await twice.text()).toContain('从这一天起已有设定')
    const log = await w.db.selectFrom('kernel.log').select(['detail', 'person_id']).where('act', '=', 'set_law').executeTakeFirstOrThrow()
    expect(log).toMatchObject({ person_id: w.cast.system.person_id, detail: { value: 5, reason: form.reason } })
  })

  it.each([
    ['gk.publish', { value: '30', valid_from: '2999-01-01', reason: 'x' }, '不能自行设定'],
    ['clock.warning', { value: '5', valid_from: '2018-01-01', reason: 'x' }, '不能早于今天'],
    ['clock.warning', { value: '01-31', valid_from: '2999-01-01', reason: 'x' }, '的值不正确'],
    ['clock.warning', { value: 'many', valid_from: '2999-01-01', reason: 'x' }, '请按单位填写数值'],
    ['clock.warning', { value: '5', valid_from: '2999-01-01', reason: '' }, '请写明理由'],
  ])('are refused beside the field: %s %o', async (key, form, words) => {
    const answer = await w.post(`/desk/law/${key}/settings`, form, system())
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })

  it('of the house itself stay within bounds in which it is safe', async () => {
    const set = (key: string, value: string) =>
      w.post(`/desk/law/${key}/settings`, { value, valid_from: '2099-01-01', reason: '会议纪要' }, system())
    expect(await (await w.get('/desk/law/account.idle', system())).text()).toContain('可设 10 至 120')
    for (const [key, value] of [
      ['account.idle', '600'],
      ['account.idle', '0'],
      ['account.session', '24'],
      ['account.failures', '1000'],
      ['account.lock', '100000'],
      ['account.oneTime', '365'],
    ] as const) {
      const answer = await set(key, value)
      expect([answer.status, (await answer.text()).includes('只能设为')], `${key} ${value}`).toEqual([422, true])
    }
    expect((await set('account.idle', '20')).status).toBe(303)
  })

  it('that no source gives are marked where they are shown, until the city sets them', async () => {
    expect(await (await w.get('/desk', system())).text()).toContain('本市设定') // clock.warning, set above
    const text = await (await w.get('/desk/law', system())).text()
    expect(text).toContain('默认值，并非出自法规文件')
    const english = await (await w.get('/desk/law/account.lock', { ...system(), lang: 'en' })).text()
    expect(english).toContain('A name stays locked for')
  })

  it('fixed by law have no form', async () => {
    const text = await (await w.get('/desk/law/gk.publish', system())).text()
    expect(text).toContain('不能自行设定')
    expect(text).not.toContain('name="value"')
    expect((await w.get('/desk/law/no.such', system())).status).toBe(404)
  })
})

describe('columns', () => {
  const facts = { name_zh: '新栏目', name_en: 'New', column_type: '工作动态', category: '15', update_days: '14' }
  const make = (code: string, changes: Readonly<Record<string, string>> = {}) =>
    w.post('/desk/columns', { ...facts, code, unit_id: String(w.cast.city.id), parent_id: '', ...changes }, zhou())
  const idIn = (answer: Response) => Number((answer.headers.get('location') ?? '').match(/columns\/(\d+)/)?.[1])
  const rowOf = (id: number) => w.db.selectFrom('kernel.columns').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('are made, changed, put below each other and closed; the address stays and says so', async () => {
    const parent = idIn(await make('parent'))
    const child = idIn(await make('parent/child', { parent_id: String(parent) }))
    expect((await w.get('/columns/parent/child')).status).toBe(200)
    const changed = await w.post(`/desk/columns/${child}/facts`, { ...facts, name_zh: '改名', unit_id: String(w.cast.city.id) }, zhou())
    expect(changed.status).toBe(303)
    expect(await (await w.get('/columns/parent/child')).text()).toContain('改名') // and the kept page is gone
    expect((await w.post(`/desk/columns/${parent}/closures`, {}, zhou())).status).toBe(409) // one below it is open
    const below = await w.post(`/desk/columns/${parent}/parents`, { parent_id: String(child) }, zhou())
    expect(below.status).toBe(422)
    expect(await below.text()).toContain('不能移到自己')
    expect((await w.post(`/desk/columns/${child}/parents`, { parent_id: '' }, zhou())).status).toBe(303)
    expect((await rowOf(child)).parent_id).toBeNull()
    expect((await w.post(`/desk/columns/${child}/closures`, {}, zhou())).status).toBe(303)
    expect(await (await w.get('/columns/parent/child')).text()).toContain('关闭，不再更新')
    expect((await w.post(`/desk/columns/${child}/closures`, {}, zhou())).status).toBe(409)
    expect(await (await w.get('/columns')).text()).not.toContain('改名')
    expect(await (await w.get('/desk/drafts/new', li())).text()).not.toContain('改名')
  })

  it('keep their order until one goes up or down', async () => {
    const [a, b] = [idIn(await make('order-a')), idIn(await make('order-b'))]
    await w.post(`/desk/columns/${b}/positions`, { direction: 'up' }, zhou())
    expect((await rowOf(b)).position).toBeLessThan((await rowOf(a)).position)
    await w.post(`/desk/columns/${b}/positions`, { direction: 'down' }, zhou())
    expect((await rowOf(b)).position).toBeGreaterThan((await rowOf(a)).position)
    expect((await w.post(`/desk/columns/${b}/positions`, { direction: 'sideways' }, zhou())).status).toBe(404)
  })

  it.each([
    ['test-news', {}, '此代码已被使用'],
    ['Bad Code', {}, '代码应为'],
    ['fine', { name_zh: '' }, '请填写名称'],
    ['fine', { column_type: 'x' }, '请选择栏目类型'],
    ['fine', { update_days: '0' }, '1 至 3650'],
    ['fine', { parent_id: '999999' }, '没有此上级栏目'],
  ])('are refused beside the field: %s %o', async (code, changes, words) => {
    const answer = await make(code, changes)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })

  it('that every site must have are made by one button, once', async () => {
    const unit_id = String(w.cast.city.id)
    expect(await (await w.get('/desk/columns', zhou())).text()).toContain('政府公报')
    expect((await w.post('/desk/columns/required', { unit_id }, zhou())).status).toBe(303)
    await w.post('/desk/columns/required', { unit_id }, zhou())
    const rows = await w.db
      .selectFrom('kernel.columns')
      .select('code')
      .where(
        'code',
        'in',
        requiredColumns.map(({ code }) => code),
      )
      .execute()
    expect(rows.length).toBe(requiredColumns.length)
    expect(await (await w.get('/desk/columns', zhou())).text()).not.toContain('建立规定栏目')
  })

  it('of another’s units do not exist', async () => {
    await w.db
      .insertInto('kernel.grants')
      .values({ person_id: w.cast.wu.person_id ?? 0, role: 'openness_office', unit_id: w.cast.county.id, valid_from: '2000-01-01' })
      .execute()
    const wu = { as: w.cast.wu }
    expect((await w.get(`/desk/columns/${w.cast.column.id}`, wu)).status).toBe(404)
    for (const path of ['facts', 'parents', 'positions', 'closures']) {
      const form = { ...facts, unit_id: String(w.cast.county.id), parent_id: '', direction: 'up' }
      expect((await w.post(`/desk/columns/${w.cast.column.id}/${path}`, form, wu)).status, path).toBe(404)
    }
    expect((await w.post('/desk/columns', { ...facts, code: 'x', unit_id: String(w.cast.city.id), parent_id: '' }, wu)).status).toBe(404)
    expect((await w.post('/desk/columns/required', { unit_id: String(w.cast.city.id) }, wu)).status).toBe(404)
  })
})

describe('outlets', () => {
  const form = (code: string, channel = 'wechat') => ({ code, name: `渠道 ${code}`, channel, unit_id: String(w.cast.city.id) })

  it('are opened and closed; the portal stays', async () => {
    expect((await w.post('/desk/outlets', form('new-account'), zhou())).status).toBe(303)
    const { id } = await w.db.selectFrom('kernel.outlets').select('id').where('code', '=', 'new-account').executeTakeFirstOrThrow()
    expect((await w.post(`/desk/outlets/${id}/closures`, {}, zhou())).status).toBe(303)
    expect((await w.post(`/desk/outlets/${id}/closures`, {}, zhou())).status).toBe(409)
    const portal = await w.post(`/desk/outlets/${w.cast.portal.id}/closures`, {}, zhou())
    expect(portal.status).toBe(409)
    expect(await portal.text()).toContain('不能关闭')
    expect((await w.post('/desk/outlets/999999/closures', {}, zhou())).status).toBe(404)
  })

  it.each([
    ['portal', 'website', '此代码已被使用'],
    ['portal', 'wechat', '只能用于门户网站'],
    ['UPPER', 'wechat', '代码应为'],
    ['fine', 'telegraph', '请选择渠道种类'],
  ])('are refused beside the field: %s %s', async (code, channel, words) => {
    const answer = await w.post('/desk/outlets', form(code, channel), zhou())
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })
})

describe('the words of the site', () => {
  const said = {
    ...{ name_zh: '某某市人民政府', name_en: 'City of Someplace', sponsor_zh: '某某市人民政府办公室', sponsor_en: 'Its office' },
    ...{
      contact_zh: '电话 0000-1234567',
      contact_en: 'Phone 0000-1234567',
      icp: '某ICP备12345678号',
      police: '某公网安备 12345678901234号',
    },
    ...{ site_code: '1234567890', domain: 'www.someplace.gov.cn' },
  }

  it('stand on every page at once, in both languages, also on pages that were kept', async () => {
    expect(await (await w.get('/')).text()).toContain('陇ICP备00000000号') // the demo's own words until then
    expect((await w.post('/desk/site', said, system())).status).toBe(303)
    const zh = await (await w.get('/')).text()
    for (const words of [said.name_zh, said.sponsor_zh, said.icp, said.police, said.contact_zh, '网站标识码：1234567890'])
      expect(zh).toContain(words)
    for (const tag of [
      'name="SiteName" content="某某市人民政府"',
      'name="SiteDomain" content="www.someplace.gov.cn"',
      'content="1234567890"',
    ])
      expect(zh).toContain(tag)
    expect(zh).not.toContain('占位')
    const en = await (await w.get('/columns', { lang: 'en' })).text()
    for (const words of [said.name_en, said.sponsor_en, said.contact_en]) expect(en).toContain(words)
    expect(await (await w.get('/desk/site', system())).text()).toContain('value="某ICP备12345678号"')
  })

  it('that are empty are left out', async () => {
    await w.post('/desk/site', { ...said, icp: '', police: '', site_code: '' }, system())
    const text = await (await w.get('/')).text()
    expect(text).not.toContain('备案号')
    expect(text).toContain('6203000001') // the environment's code again
  })

  it.each([
    [{ name_zh: '' }, '请填写网站名称'],
    [{ site_code: '123' }, '十位'],
    [{ domain: 'not a domain' }, '请填写域名'],
  ])('are refused beside the field: %o', async (changes, words) => {
    const answer = await w.post('/desk/site', { ...said, ...changes }, system())
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })
})

describe('what a city still needs', () => {
  it('is listed with who does it, and leads there those who may', async () => {
    const text = await (await w.get('/desk/city', zhou())).text()
    const { steps } = siteMessages['zh-CN']
    for (const words of Object.values(steps)) expect(text).toContain(words)
    expect(text).toContain('href="/desk/columns"')
    expect(text).not.toContain('href="/desk/site"')
    expect(text).toContain('一切就绪')
    const { cityTitle } = siteMessages['zh-CN']
    const heading = new RegExp(`<h2[^>]*>${cityTitle}</h2>`)
    expect(await (await w.get('/desk', system())).text()).not.toMatch(heading) // done: administrators are not bothered
    await w.db.deleteFrom('kernel.grants').where('role', '=', 'leader').execute()
    expect(await (await w.get('/desk/city', zhou())).text()).toContain('还没有')
    for (const as of [w.cast.system, w.cast.security, w.cast.audit]) expect(await (await w.get('/desk', { as })).text()).toMatch(heading)
    for (const as of [w.cast.li, w.cast.zhou]) expect(await (await w.get('/desk', { as })).text()).not.toMatch(heading)
  })

  it('a proposal that waits is told to those who may agree to it', async () => {
    await w.run(w.cast.system, propose, { act: 'remove_factors', person_id: w.cast.audit.person_id, reason: '遗失' })
    expect(await (await w.get('/desk', { as: w.cast.security })).text()).toContain('有 1 项管理员账户的变更等待处理')
    for (const as of [w.cast.system, w.cast.audit, w.cast.zhou])
      expect(await (await w.get('/desk', { as })).text()).not.toContain('项管理员账户的变更等待处理')
  })
})

describe('who may', () => {
  it.each(['/desk/law', '/desk/law/clock.warning', '/desk/site'])('look at %s: the system administrator alone', async path => {
    expect((await w.get(path, system())).status).toBe(200)
    for (const as of [w.cast.zhou, w.cast.security, w.cast.audit, w.cast.li]) expect((await w.get(path, { as })).status).toBe(403)
    expect((await w.get(path)).status).toBe(303)
  })
  it.each(['/desk/columns', '/desk/columns/new', '/desk/outlets'])('look at %s: the openness office alone', async path => {
    expect((await w.get(path, zhou())).status).toBe(200)
    for (const as of [w.cast.system, w.cast.li]) expect((await w.get(path, { as })).status).toBe(403)
  })
  it.each([
    '/desk/columns',
    '/desk/columns/required',
    '/desk/columns/1/facts',
    '/desk/columns/1/parents',
    '/desk/columns/1/positions',
    '/desk/columns/1/closures',
    '/desk/outlets',
    '/desk/outlets/1/closures',
    '/desk/law/clock.warning/settings',
    '/desk/site',
  ])('send to %s: not an author', async path => {
    expect((await w.post(path, {}, li())).status).toBe(403)
  })
})
