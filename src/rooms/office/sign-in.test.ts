import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { type Actor, thePublic } from '../../kernel/org/actor.ts'
import { createAccount, createPerson, grantRole } from '../../kernel/org/people.ts'
import { sessionActor } from '../../kernel/org/sign-in.ts'
import { tokenHash } from '../../kernel/org/tokens.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(async () => await w.drop())

const password = 'a long password'
let serial = 0
let name = ''
let accountId = 0

beforeEach(async () => {
  serial += 1
  name = `clerk-${serial}`
  const unit_id = w.cast.education.id
  accountId = await w.run(
    thePublic,
    async work => {
      const person_id = await createPerson(work, { name: '<b>何某</b>' })
      await grantRole(work, { person_id, role: 'author', unit_id })
      return await createAccount(work, { person_id, sign_in_name: name, password })
    },
    null,
  )
})

const signIn = (form: Readonly<Record<string, string>> = {}, cookie?: string) =>
  w.post('/desk/sign-in', { sign_in_name: name, password, ...form }, cookie === undefined ? {} : { headers: { cookie } })
const cookieOf = (answer: Response) => /mj_session=[\w-]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0]
const tokenOf = (answer: Response) => cookieOf(answer)?.slice('mj_session='.length) ?? ''
const desk = (cookie: string, path = '/desk') => w.get(path, { headers: { cookie } })
const account = () => w.db.selectFrom('kernel.accounts').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow()
/** What a reader sees, without what differs in every page. */
const words = async (answer: Response) => (await answer.text()).replaceAll(/value="[^"]*"/g, '')

describe('signing in', () => {
  test('opens my work, with a cookie that scripts and other sites don’t get', async () => {
    const answer = await signIn({ sign_in_name: ` ${name.toUpperCase()} ` })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/desk'])
    const cookie = answer.headers.get('set-cookie') ?? ''
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/desk']) expect(cookie).toContain(part)
    const page = await desk(cookieOf(answer) ?? '')
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    const html = await page.text()
    expect(html).toContain('我的工作')
    expect(html).toContain('&lt;b&gt;何某&lt;/b&gt;')
    expect(html).not.toContain('<b>何某')
  })

  test('a wrong password, an unknown name and a closed account get the same answer; the name is kept, the password not', async () => {
    const wrong = await signIn({ password: 'not the password' })
    expect(wrong.status).toBe(422)
    const html = await wrong.clone().text()
    expect(html).toContain(`value="${name}"`)
    expect(html).not.toContain('not the password')
    expect(html).toContain('govuk-error-summary')
    expect(html).toContain('href="#sign_in_name"')
    expect(html).toContain('id="sign_in_name-error"')
    const said = await words(wrong)
    const unknown = await signIn({ sign_in_name: 'nobody-of-this-name', password: 'not the password' })
    expect([unknown.status, await words(unknown)]).toEqual([422, said])
    await w.db.updateTable('kernel.accounts').set({ disabled_on: '2018-01-01' }).where('id', '=', accountId).execute()
    const closed = await signIn()
    expect([closed.status, await words(closed)]).toEqual([422, said])
    expect(cookieOf(closed)).toBeUndefined()
  })

  test.each([
    ['an empty form', { sign_in_name: '', password: '' }, ['请填写用户名', '请填写密码']],
    ['a password too long to hash', { password: 'x'.repeat(201) }, ['密码不能超过 200 个字符']],
    ['a name too long to be one', { sign_in_name: 'x'.repeat(201) }, ['用户名过长']],
  ])('%s is refused beside the field', async (_what, form, messages) => {
    const answer = await signIn(form)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    for (const message of messages) expect(html).toContain(message)
  })

  test('says so in English too', async () => {
    const answer = await w.post('/desk/sign-in', { sign_in_name: name, password: 'wrong' }, { lang: 'en' })
    expect(await answer.text()).toContain('The user name or password is not right')
  })

  test('html in name and address is shown as text', async () => {
    const evil = '"><script>alert(1)</script>'
    const html = await (await signIn({ sign_in_name: evil, password: evil, to: `/desk/${evil}` })).text()
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    const page = await (await w.get(`/desk/sign-in?to=${encodeURIComponent(`/desk/${evil}`)}&done=${encodeURIComponent(evil)}`)).text()
    expect(page).not.toContain('<script>alert')
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example/desk', '/desk/../figures', '/desk/..//evil.example'])(
    'does not lead to %s',
    async to => {
      expect((await signIn({ to })).headers.get('location')).toBe('/desk')
      const html = await (await w.get(`/desk/sign-in?to=${encodeURIComponent(to)}`)).text()
      expect(html).toContain('name="to" value="/desk"')
    },
  )

  test('leads back to the page that asked for it', async () => {
    const asked = await w.get('/desk?which=soon&page=2')
    const location = asked.headers.get('location') ?? ''
    expect([asked.status, location]).toEqual([303, '/desk/sign-in?to=%2Fdesk%3Fwhich%3Dsoon%26page%3D2'])
    expect(await (await w.get(location)).text()).toContain('name="to" value="/desk?which=soon&amp;page=2"')
    expect((await signIn({ to: '/desk?which=soon&page=2' })).headers.get('location')).toBe('/desk?which=soon&page=2')
  })

  test('a form of another site is refused', async () => {
    const answer = await w.post('/desk/sign-in', { sign_in_name: name, password }, { headers: { origin: 'https://evil.example' } })
    expect(answer.status).toBe(403)
    expect(cookieOf(answer)).toBeUndefined()
  })
})

describe('lock-out', () => {
  const failures = async () => {
    const rows = await w.db.selectFrom('kernel.sign_in_failures').select('failed_count').where('name_hash', '=', tokenHash(name)).execute()
    return rows.reduce((sum, row) => sum + row.failed_count, 0)
  }

  const fail = async (times: number) => {
    const statuses: number[] = []
    for (let n = 0; n < times; n += 1) statuses.push((await signIn({ password: 'wrong password' })).status)
    return statuses
  }

  test('after five failures even the right password waits, and 15 minutes later it is right again', async () => {
    expect(await fail(5)).toEqual([422, 422, 422, 422, 429])
    const locked = await signIn()
    expect(locked.status).toBe(429)
    expect(await locked.text()).toContain('请15分钟后再试')
    expect(cookieOf(locked)).toBeUndefined()
    w.clock.move({ minutes: 14 })
    expect((await signIn()).status).toBe(429)
    w.clock.move({ minutes: 1, seconds: 1 })
    expect((await signIn()).status).toBe(303)
    expect(await failures()).toBe(0)
  })

  test('a name that nobody has locks just the same, so a lock tells nothing', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 6; n += 1) statuses.push((await signIn({ sign_in_name: 'nobody.here', password: 'wrong password' })).status)
    expect(statuses).toEqual([422, 422, 422, 422, 429, 429])
  })

  test('a right password forgets the failures before it', async () => {
    await fail(4)
    expect(await failures()).toBe(4)
    expect((await signIn()).status).toBe(303)
    expect(await fail(4)).toEqual([422, 422, 422, 422])
  })

  test('failures at the same moment all count', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn({ password: 'wrong password' })))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(1)
    expect((await signIn()).status).toBe(429)
  })

  test('failures and the lock stand in the log, without what was typed', async () => {
    await fail(5)
    const rows = await w.db.selectFrom('kernel.log').selectAll().where('subject', '=', `account:${accountId}`).orderBy('id').execute()
    expect(rows.map(({ act }) => act)).toEqual(['create_account', ...Array.from({ length: 4 }, () => 'fail_sign_in'), 'lock_sign_in'])
    expect(JSON.stringify(rows)).not.toContain('wrong password')
  })
})

describe('a session', () => {
  test('gets a new token at every sign-in, and the old one ends', async () => {
    const planted = 'mj_session=planted-by-somebody-else'
    const first = await signIn({}, planted)
    expect(cookieOf(first)).not.toBe(planted)
    expect((await desk(planted)).status).toBe(303)
    const second = await signIn({}, cookieOf(first))
    expect(cookieOf(second)).not.toBe(cookieOf(first))
    expect((await desk(cookieOf(first) ?? '')).status).toBe(303)
    expect((await desk(cookieOf(second) ?? '')).status).toBe(200)
  })

  test('a failed sign-in leaves the session that was there', async () => {
    const cookie = cookieOf(await signIn()) ?? ''
    await signIn({ password: 'wrong password' }, cookie)
    expect((await desk(cookie)).status).toBe(200)
  })

  test('ends after a working day, by the clock, however busy it was', async () => {
    const token = tokenOf(await signIn())
    const actor = () => w.read(thePublic, sessionActor, { token, now: w.clock.now() })
    for (let minutes = 0; minutes < 600 - 25; minutes += 25) {
      w.clock.move({ minutes: 25 })
      expect((await desk(`mj_session=${token}`)).status, `${minutes}`).toBe(200)
    }
    w.clock.move({ minutes: 24 })
    expect((await actor())?.name).toBe('<b>何某</b>')
    w.clock.move({ minutes: 2 })
    expect(await actor()).toBeUndefined()
    expect((await desk(`mj_session=${token}`)).status).toBe(303)
  })

  test('ends when nothing is asked for during half an hour; a page that only listens is nobody at work', async () => {
    const token = tokenOf(await signIn())
    w.clock.move({ minutes: 29 })
    expect((await desk(`mj_session=${token}`)).status).toBe(200)
    w.clock.move({ minutes: 20 })
    const line = new AbortController()
    await w.app.request('http://mingjing.test/desk/live', { headers: { cookie: `mj_session=${token}` }, signal: line.signal })
    line.abort()
    w.clock.move({ minutes: 11 })
    expect((await desk(`mj_session=${token}`)).status).toBe(303)
  })

  test('is written as seen every five minutes at most', async () => {
    const token = tokenOf(await signIn())
    const seen = async () =>
      (await w.db.selectFrom('kernel.sessions').select('last_seen_at').where('token_hash', '=', tokenHash(token)).executeTakeFirstOrThrow())
        .last_seen_at
    const first = await seen()
    w.clock.move({ minutes: 4 })
    await desk(`mj_session=${token}`)
    expect(await seen()).toBe(first)
    w.clock.move({ minutes: 2 })
    await desk(`mj_session=${token}`)
    expect(await seen()).not.toBe(first)
  })

  test('ends when the account is closed', async () => {
    const cookie = cookieOf(await signIn()) ?? ''
    await w.db.updateTable('kernel.accounts').set({ disabled_on: '2018-01-01' }).where('id', '=', accountId).execute()
    expect((await desk(cookie)).status).toBe(303)
  })

  test('is kept as a hash: the table signs nobody in', async () => {
    const token = tokenOf(await signIn())
    const { token_hash } = await w.db
      .selectFrom('kernel.sessions')
      .select('token_hash')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    expect(token_hash.equals(tokenHash(token))).toBe(true)
    expect((await desk(`mj_session=${token_hash.toString('base64url')}`)).status).toBe(303)
  })

  test('ends with signing out, which says so and is logged; twice does no harm', async () => {
    const cookie = cookieOf(await signIn()) ?? ''
    const out = await w.post('/desk/sign-out', {}, { headers: { cookie } })
    expect([out.status, out.headers.get('location')]).toEqual([303, '/desk/sign-in?done=signed_out'])
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect((await desk(cookie)).status).toBe(303)
    expect((await w.post('/desk/sign-out', {}, { headers: { cookie } })).status).toBe(303)
    expect(await (await w.get('/desk/sign-in?done=signed_out')).text()).toContain('您已安全退出')
    const acts = await w.db.selectFrom('kernel.log').select('act').where('subject', '=', `account:${accountId}`).orderBy('id').execute()
    expect(acts.map(({ act }) => act)).toEqual(['create_account', 'sign_in', 'sign_out'])
  })

  test('who is signed in already is not asked again', async () => {
    const cookie = cookieOf(await signIn()) ?? ''
    expect((await desk(cookie, '/desk/sign-in?to=/desk?page=2')).headers.get('location')).toBe('/desk?page=2')
  })

  test('who has no right at the desk is told so', async () => {
    const actor: Actor = { person_id: (await account()).person_id, name: '', grants: [] }
    await w.db
      .updateTable('kernel.grants')
      .set({ valid_to: '2026-01-01', valid_from: '2018-01-01' })
      .where('person_id', '=', actor.person_id)
      .execute()
    expect((await desk(cookieOf(await signIn()) ?? '')).status).toBe(403)
  })
})
