import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { administrators } from '../../kernel/org/actor.ts'
import { can, rights } from '../../kernel/org/can.ts'
import { setContact } from '../../kernel/org/contacts.ts'
import { rightsCsv, rightsTable } from './rights-table.ts'

let w: World
let today: string
beforeAll(async () => {
  w = await world()
  today = w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
})
afterAll(() => w.drop())

const system = () => ({ as: w.cast.system })
const security = () => ({ as: w.cast.security })
const idIn = (answer: Response) => /\/(\d+)\?done=/.exec(answer.headers.get('location') ?? '')?.[1] ?? 'none'
const form = (fields: Readonly<Record<string, string>>) => ({ form_id: randomUUID(), ...fields })

describe('units, from the list to the closing', () => {
  const facts = { level: 'city', kind: 'department', uscc: '', organisation_code: '', division_code: '', document_prefix: '', phone: '' }

  test('a unit is set up, renamed, moved and closed; what is wrong comes back with what was typed', async () => {
    const typed = { parent: 'test-city', code: 'culture', name: '测试市文化局', short_name: '文化局', ...facts }
    const wrong = await w.post('/desk/units', form({ ...typed, uscc: '11330105002500288', code: 'Culture!' }), system())
    expect(wrong.status).toBe(422)
    const html = await wrong.text()
    for (const part of ['校验码正确', '单位代码由小写字母', 'value="测试市文化局"', 'href="#uscc"']) expect(html).toContain(part)
    expect((await w.post('/desk/units', form({ ...typed, parent: '没有的单位' }), system())).status).toBe(422)
    const made = await w.post('/desk/units', form({ ...typed, uscc: '11330105 0025 00287 '.replaceAll(' ', '') }), system())
    expect(made.status).toBe(422) // 17 characters are no code
    const good = await w.post('/desk/units', form({ ...typed, uscc: '12441500196720244t' }), system())
    const id = idIn(good)
    expect([good.status, id]).toEqual([303, expect.stringMatching(/^\d+$/)])
    expect((await w.post('/desk/units', form(typed), system())).status).toBe(422) // the code is taken
    expect((await w.post(`/desk/units/${id}/names`, form({ name: '测试市文旅局', short_name: '文旅局' }), system())).status).toBe(303)
    expect((await w.post(`/desk/units/${id}/moves`, form({ parent: 'culture' }), system())).status).toBe(422)
    expect((await w.post(`/desk/units/${id}/moves`, form({ parent: '测试市教育局' }), system())).status).toBe(303)
    await w.db.updateTable('kernel.units').set({ valid_from: '2018-01-01' }).where('id', '=', Number(id)).execute()
    expect((await w.post(`/desk/units/${id}/closures`, form({}), system())).status).toBe(303)
    expect(await (await w.get(`/desk/units/${id}?done=closed`, system())).text()).toContain('已关闭。')
    expect(await (await w.get('/desk/units?q=文旅', system())).text()).toContain('没有符合条件的内容')
    expect(await (await w.get('/desk/units?q=文旅&state=closed', system())).text()).toContain('测试市文旅局')
  })

  test('a form sent twice makes one unit', async () => {
    const typed = form({ parent: 'test-city', code: 'twice', name: '测试市双局', short_name: '双局', ...facts })
    const both = await Promise.all([w.post('/desk/units', typed, system()), w.post('/desk/units', typed, system())])
    expect(both.map(answer => answer.headers.get('location'))[0]).toBe(both[1]?.headers.get('location'))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
  })

  test('a search for wildcards finds what has them in its name, and nothing else', async () => {
    for (const q of ['%25', '_', '%5C']) expect(await (await w.get(`/desk/units?q=${q}`, system())).text()).toContain('没有符合条件的内容')
  })

  test.each(['0', '-1', '999999', 'x', '1e3', '99999999999'])('there is no unit, person or role %s', async id => {
    for (const path of [`/desk/units/${id}`, `/desk/people/${id}`, `/desk/posts/${id}/names/new`])
      expect((await w.get(path, system())).status, path).toBe(404)
    expect((await w.get(`/desk/grants/${id}/endings/new`, security())).status).toBe(404)
  })
})

describe('people', () => {
  let person = ''
  let post = 0
  beforeAll(async () => {
    post = (
      await w.db.insertInto('kernel.posts').values({ unit_id: w.cast.education.id, name: '科员' }).returning('id').executeTakeFirstOrThrow()
    ).id
    const typed = {
      post_id: String(post),
      name: '许某',
      valid_from: today,
      sign_in_name: 'Xu.Mou',
      one_time_password: 'some words in a row',
    }
    person = idIn(await w.post('/desk/people', form(typed), system()))
  })

  test('are added from a post; the proposed password is new each time and never sent back', async () => {
    const proposed = async () =>
      /value="([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})"/.exec(
        await (await w.get(`/desk/people/new?post=${post}`, system())).text(),
      )?.[1]
    const [one, two] = [await proposed(), await proposed()]
    expect(one).toBeDefined()
    expect(one).not.toBe(two)
    const wrong = await w.post(
      '/desk/people',
      form({ post_id: String(post), name: '', valid_from: '2026-02-30', sign_in_name: 'x y', one_time_password: one ?? '' }),
      system(),
    )
    const html = await wrong.text()
    expect(wrong.status).toBe(422)
    expect(html).not.toContain(one)
    for (const field of ['name', 'valid_from', 'sign_in_name']) expect(html).toContain(`href="#${field}"`)
    expect(await (await w.get('/desk/people/new?q=教育', system())).text()).toContain('科员')
  })

  test('are found by name, user name and unit, and hand their post on', async () => {
    for (const q of ['许某', 'xu.m', '教育局'])
      expect(await (await w.get(`/desk/people?q=${encodeURIComponent(q)}`, system())).text(), q).toContain('xu.mou')
    const ending = `/desk/posts/${post}/holdings/${person}/${today}/endings`
    expect((await w.get(`${ending}/new`, system())).status).toBe(200)
    expect((await w.post(ending, form({ on: '', successor: '' }), system())).status).toBe(422)
    expect((await w.post(ending, form({ on: today, successor: 'nobody.here' }), system())).status).toBe(422)
    const { sign_in_name } = await w.db
      .selectFrom('kernel.accounts')
      .select('sign_in_name')
      .where('person_id', '=', w.cast.zhao.person_id)
      .executeTakeFirstOrThrow()
    expect((await w.post(ending, form({ on: today, successor: sign_in_name }), system())).status).toBe(303)
    expect((await w.post(`/desk/posts/${post}/holdings`, form({ sign_in_name: 'nobody.here', valid_from: today }), system())).status).toBe(
      422,
    )
    expect((await w.post(`/desk/posts/${post}/holdings`, form({ sign_in_name: 'xu.mou', valid_from: today }), system())).status).toBe(303)
  })

  test('are reached by what is masked until somebody gives a reason, which the log keeps', async () => {
    await w.run(w.cast.system, setContact, { person_id: Number(person), kind: 'phone', value: '13812345678' })
    const page = await (await w.get(`/desk/people/${person}`, system())).text()
    expect(page).toContain('138****5678')
    expect(page).not.toContain('13812345678')
    const look = (fields: Readonly<Record<string, string>>) => w.post(`/desk/people/${person}/looks`, form(fields), system())
    const refused = await look({ kind: 'phone', reason: ' ' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).not.toContain('13812345678')
    const shown = await look({ kind: 'phone', reason: '紧急联系' })
    expect([shown.status, shown.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await shown.text()).toContain('13812345678')
    expect((await look({ kind: 'email', reason: '甲' })).status).toBe(404)
    const logged = await w.db.selectFrom('kernel.log').select(['person_id', 'detail']).where('act', '=', 'look_at_personal_data').execute()
    expect(logged).toEqual([{ person_id: w.cast.system.person_id, detail: { field: 'phone', reason: '紧急联系' } }])
    expect(JSON.stringify(await w.db.selectFrom('kernel.form_receipts').selectAll().execute())).not.toContain('13812345678')
  })

  test('keep their own contacts', async () => {
    const own = (fields: Readonly<Record<string, string>>) => w.post('/desk/account/contacts', fields, { as: w.cast.li })
    expect((await own({ phone: 'not a number', email: '' })).status).toBe(422)
    expect((await own({ phone: '13900001111', email: 'li@example.gov.cn' })).status).toBe(303)
    const html = await (await w.get('/desk/account', { as: w.cast.li })).text()
    expect(html).toContain('139****1111')
    expect(html).not.toContain('13900001111')
    await own({ phone: '', email: '' })
    expect(await (await w.get('/desk/account', { as: w.cast.li })).text()).toContain('139****1111')
    await own({ phone: '', email: '', remove_phone: 'yes' })
    expect(await (await w.get('/desk/account', { as: w.cast.li })).text()).not.toContain('139****1111')
  })
})

describe('roles', () => {
  test('the table says what the routes ask for, each route once, and who carries it', async () => {
    const lines = rightsTable(w.house.routes)
    expect(lines.map(({ right }) => right)).toEqual(Object.keys(rights))
    const named = w.app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/desk'))
    const known = new Set(named.map(({ method, path }) => `${method} ${path}`))
    const shown = lines.flatMap(({ routes }) => routes)
    expect(new Set(shown).size).toBe(shown.length)
    for (const route of shown) expect(known, route).toContain(route)
    const open = w.house.routes.filter(({ right }) => right === 'open').map(({ method, path }) => `${method} ${path}`)
    expect(shown.length + open.length).toBe(known.size)
    const html = await (await w.get('/desk/roles', { as: w.cast.li })).text()
    for (const route of shown) expect(html).toContain(`<code>${route}</code>`)
    const csv = await w.get('/desk/roles.csv', { as: w.cast.li })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const words = await csv.text()
    expect(words.trimEnd().split('\r\n')).toHaveLength(lines.length + 1)
    expect(words).toContain('role.grant')
  })

  test('a cell of the CSV with commas and quotes stays one cell', () => {
    const line = { right: 'role.grant', roles: ['security_admin'], routes: ['GET /a,b', 'GET /"c"'] } as const
    const words = rightsCsv([line], { right: '权限', routes: '操作', role: role => role, yes: '有' })
    expect(words).toContain('"GET /a,b; GET /""c"""')
  })

  test('a role is granted to a known person in a known unit until its last day', async () => {
    const typed = { sign_in_name: 'xu.mou', role: 'author', unit: '测试市教育局', valid_from: today, last_day: '2099-12-31' }
    for (const [field, value] of [
      ['sign_in_name', 'nobody.here'],
      ['unit', '没有'],
      ['role', 'king'],
      ['valid_from', ''],
      ['last_day', '2001-01-01'],
    ] as const) {
      const answer = await w.post('/desk/grants', form({ ...typed, [field]: value }), security())
      expect(answer.status, field).toBe(422)
      expect(await answer.text(), field).toContain(`href="#${field}"`)
    }
    expect((await w.post('/desk/grants', form(typed), security())).status).toBe(303)
    const html = await (await w.get('/desk/grants?q=xu.mou&role=author', security())).text()
    expect(html).toContain('2099-12-31')
    expect(html).toContain('冯某')
    const ending = /href="(\/desk\/grants\/\d+\/endings)\/new"/.exec(html)?.[1] ?? 'none'
    expect((await w.post(ending, form({ reason: '' }), security())).status).toBe(422)
    expect((await w.post(ending, form({ reason: '调离' }), security())).status).toBe(303)
    expect(await (await w.get('/desk/grants?q=xu.mou', security())).text()).toContain('没有符合条件的内容')
    expect(await (await w.get('/desk/grants?q=xu.mou&state=all', security())).text()).toContain('已结束')
  })
})

describe('三员分立', () => {
  const people = () => ({ system_admin: w.cast.system, security_admin: w.cast.security, audit_admin: w.cast.audit })

  test.each(administrators)('%s is refused all work of the other two', async office => {
    const mine = people()[office]
    const others = administrators.filter(other => other !== office).map(other => people()[other])
    const theirs = w.house.routes.filter(({ right }) => right !== 'open' && !can(mine, right) && others.some(other => can(other, right)))
    expect(theirs.length).toBeGreaterThan(office === 'system_admin' ? 5 : 20)
    for (const { method, path } of theirs) {
      const at = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '1')
      const answer = method === 'GET' ? await w.get(at, { as: mine }) : await w.post(at, form({}), { as: mine })
      expect(answer.status, `${method} ${path}`).toBe(403)
    }
  })

  // What they do together is theirs together: the command asks for two of different offices (kernel/org/agreements.test.ts).
  test('no right of one is another’s', () => {
    const { system_admin, security_admin, audit_admin } = people()
    for (const right of Object.keys(rights).filter(
      name => name !== 'administrators.agree' && name !== 'desk.open',
    ) as (keyof typeof rights)[]) {
      const held = [system_admin, security_admin, audit_admin].filter(actor => can(actor, right))
      expect(held.length, right).toBeLessThanOrEqual(1)
    }
  })
})

describe('the lists of the administration', () => {
  const csv = async (path: string, sent: object) => (await (await w.get(path, sent)).text()).replace('\ufeff', '').split('\r\n')

  test('are sorted and filtered by their addresses, and their files have the same rows', async () => {
    const units = await csv('/desk/units.csv?q=test-city&sort=-code&cols=code.level', system())
    expect(units[0]).toBe('单位代码,层级')
    const codes = units.slice(1).flatMap(line => line.split(',')[0] || [])
    expect(codes).toEqual(codes.toSorted().toReversed())
    expect(codes).toContain('test-city.education')
    const below = await csv(`/desk/units.csv?parent=${w.cast.city.id}&cols=code`, system())
    expect(below).toEqual(expect.arrayContaining(['test-city.education', 'test-county']))
    expect(below).not.toContain('test-city')
    const people = await csv('/desk/people.csv?q=测试市教育局&cols=sign_in_name', system())
    expect(people.length).toBeGreaterThan(0)
    const grants = await csv(`/desk/grants.csv?person=${w.cast.li.person_id}&state=all&cols=role&sort=role`, security())
    expect(grants.slice(0, 3)).toEqual(['角色', '承办人', '登记人'])
  })

  test('stay within the units that one keeps, whatever stands in the address', async () => {
    expect(await csv(`/desk/units.csv?parent=999999`, system())).toEqual(['全称,单位代码,层级,上级单位,下级单位', ''])
    for (const path of ['/desk/units.csv', '/desk/people.csv', '/desk/grants.xlsx'])
      expect((await w.get(path, { as: w.cast.li })).status, path).toBe(403)
  })
})
