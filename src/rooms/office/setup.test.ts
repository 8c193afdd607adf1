import { afterEach, beforeEach, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { thePublic } from '../../kernel/org/actor.ts'
import { createSetupLink } from '../../kernel/org/setup.ts'
import { createDivisions } from '../../kernel/org/units.ts'
import { setUpLinkHref } from './links.ts'

let w: World
let token: string
beforeEach(async () => {
  w = await world()
  // The cast is not part of an empty city; its units stay, since the root of a set-up has a code of its own.
  for (const table of ['kernel.sessions', 'kernel.accounts'] as const) await w.db.deleteFrom(table).execute()
  token = await w.run(thePublic, createSetupLink, undefined)
})
afterEach(async () => await w.drop())

const form = {
  unit_name: '金昌市人民政府',
  organisation_code: '00001434-9',
  system_admin_name: '钱某',
  system_admin_sign_in_name: 'QIAN',
  system_admin_password: 'password of qian',
  security_admin_name: '冯某',
  security_admin_sign_in_name: 'feng',
  security_admin_password: 'password of feng',
  audit_admin_name: '陈某',
  audit_admin_sign_in_name: 'chen',
  audit_admin_password: 'password of chen',
}
const send = (changes: Readonly<Record<string, string>> = {}) => w.post('/desk/setup', { token, ...form, ...changes })
const accounts = () =>
  w.db
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .innerJoin('kernel.grants as g', 'g.person_id', 'p.id')
    .innerJoin('kernel.units as u', 'u.id', 'g.unit_id')
    .innerJoin('kernel.holdings as h', 'h.person_id', 'p.id')
    .innerJoin('kernel.posts as o', 'o.id', 'h.post_id')
    .select(['p.name', 'a.sign_in_name', 'g.role', 'u.code', 'u.name as unit', 'o.name as post'])
    .orderBy('a.id')
    .execute()

test('a new city is set up once: its government and three administrators, who can sign in', async () => {
  await w.run(thePublic, createDivisions, [
    { code: '620300', name: '金昌市', level: 1, parent_code: null, valid_from: '2000-01-01', source: 'test' },
  ])
  const page = await w.get(setUpLinkHref(token))
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('三员分立')

  const done = await send()
  expect([done.status, done.headers.get('location')]).toEqual([303, '/desk/sign-in?done=set_up'])
  expect(await (await w.get('/desk/sign-in?done=set_up')).text()).toContain('初始设置已完成')
  const city = { code: 'city', unit: '金昌市人民政府' }
  expect(await accounts()).toEqual([
    { name: '钱某', sign_in_name: 'qian', role: 'system_admin', post: '系统管理员', ...city },
    { name: '冯某', sign_in_name: 'feng', role: 'security_admin', post: '安全管理员', ...city },
    { name: '陈某', sign_in_name: 'chen', role: 'audit_admin', post: '审计管理员', ...city },
  ])
  const unit = await w.db.selectFrom('kernel.units').selectAll().where('code', '=', 'city').executeTakeFirstOrThrow()
  expect(unit).toMatchObject({ division_code: '620300', organisation_code: '000014349', level: 'city', parent_id: null })
  const log = JSON.stringify(await w.db.selectFrom('kernel.log').selectAll().execute())
  expect(log).toContain('"set_up"')
  expect(log).not.toContain('password of')
  expect((await w.post('/desk/sign-in', { sign_in_name: 'feng', password: 'password of feng' })).status).toBe(303)

  expect((await w.get(setUpLinkHref(token))).status).toBe(409)
  const again = await send({ unit_name: '另一个市' })
  expect([again.status, (await accounts()).length]).toEqual([409, 3])
  await expect(w.run(thePublic, createSetupLink, undefined)).rejects.toMatchObject({ kind: 'conflict' })
})

test('two at once: one sets up, the other is told; the same form sent twice is one', async () => {
  const both = await Promise.all([send(), send({ unit_name: '另一个市', system_admin_sign_in_name: 'other' })])
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
  expect(await accounts()).toHaveLength(3)
})

test('a form sent twice gets the first one’s answer', async () => {
  const form_id = crypto.randomUUID()
  const both = await Promise.all([send({ form_id }), send({ form_id })])
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  expect(await accounts()).toHaveLength(3)
})

test('only the newest link works, and only its hash is kept', async () => {
  const newer = await w.run(thePublic, createSetupLink, undefined)
  expect((await w.get(setUpLinkHref(token))).status).toBe(404)
  expect((await send()).status).toBe(404)
  expect((await w.get(setUpLinkHref(newer))).status).toBe(200)
  const rows = await w.db.selectFrom('kernel.setup_links').select('token_hash').execute()
  expect(rows.map(({ token_hash }) => token_hash.length)).toEqual([32])
})

test.each(['', 'wrong', '<script>alert(1)</script>', 'x'.repeat(5000)])('no page and no set-up for the token %j', async wrong => {
  expect((await w.get(setUpLinkHref(wrong))).status).toBe(404)
  const answer = await w.post('/desk/setup', { ...form, token: wrong })
  expect(answer.status).toBe(404)
  expect(await answer.text()).not.toContain('<script>alert')
})

test.each([
  ['no government', { unit_name: ' ' }, 'unit_name', '请填写政府全称'],
  ['a wrong organisation code', { organisation_code: '000014340' }, 'organisation_code', '校验码'],
  ['a short password', { audit_admin_password: 'short' }, 'audit_admin_password', '密码至少 12 个字符'],
  ['an odd name to sign in', { system_admin_sign_in_name: 'qian qian' }, 'system_admin_sign_in_name', '用户名须为'],
  ['one name to sign in for two', { audit_admin_sign_in_name: 'qian' }, 'audit_admin_sign_in_name', '用户名不能相同'],
  ['one person in two offices', { security_admin_name: '钱某' }, 'security_admin_name', '三个不同的人'],
  ['one password for two', { security_admin_password: 'password of qian' }, 'security_admin_password', '密码不能相同'],
])('%s is refused beside the field, and the link still works', async (_what, changes, field, message) => {
  const answer = await send(changes)
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(html).toContain(`href="#${field}"`)
  expect(html).toContain(`id="${field}-error"`)
  expect(html).toContain(message)
  expect(html).not.toContain('password of')
  expect(await accounts()).toEqual([])
  expect((await send()).status).toBe(303)
})

test('the summary says whose field it is', async () => {
  const html = await (await send({ system_admin_name: '', audit_admin_name: '' })).text()
  for (const line of ['系统管理员：请填写姓名', '审计管理员：请填写姓名']) expect(html).toContain(line)
})

test('html typed into every field comes back as text', async () => {
  const evil = '"><script>alert(1)</script>'
  const answer = await send(Object.fromEntries(Object.keys(form).map(field => [field, evil])))
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).not.toContain('<script>alert')
  const done = await send({ unit_name: '<script>alert(1)</script>', system_admin_name: '<script>alert(2)</script>' })
  expect(done.status).toBe(303)
  const signed = await w.post('/desk/sign-in', { sign_in_name: 'qian', password: 'password of qian' })
  expect(signed.headers.get('location')).toContain('/desk/sign-in/passwords') // one typed for three: each chooses their own
  const person = await w.db.selectFrom('kernel.people').select('id').where('name', 'like', '%alert(2)%').executeTakeFirstOrThrow()
  const page = await (await w.get('/desk', { as: { ...w.cast.system, person_id: person.id } })).text()
  expect(page).toContain('&lt;script&gt;alert(2)')
  expect(page).not.toContain('<script>alert')
})
