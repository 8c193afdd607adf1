import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { thePublic } from '../../kernel/org/actor.ts'
import { createAccount, createPerson, grantRole } from '../../kernel/org/people.ts'
import { writePolicy } from '../../kernel/org/policies.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const password = 'a long password'
let serial = 0
let name = ''
let accountId = 0
let personId = 0

async function newcomer(role: 'author' | 'audit_admin' = 'author', one_time = false): Promise<void> {
  serial += 1
  name = `stage-${serial}`
  const unit_id = w.cast.city.id
  const one_time_until = w.clock.now().add({ hours: 24 })
  ;[personId, accountId] = await w.run(
    thePublic,
    async work => {
      const person_id = await createPerson(work, { name: '何某' })
      await grantRole(work, { person_id, role, unit_id })
      return [
        person_id,
        await createAccount(work, { person_id, sign_in_name: name, password, ...(one_time ? { one_time_until } : {}) }),
      ] as const
    },
    null,
  )
}
beforeEach(async () => {
  w.clock.move({ minutes: 20 }) // what locked the tests before is over
  await newcomer()
})

/** A browser: it keeps the cookies it is given, and sends them by their path. */
class Visitor {
  readonly jar = new Map<string, { value: string; path: string }>()
  async #send(path: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookie = [...this.jar]
      .filter(([, one]) => path.startsWith(one.path))
      .map(([key, one]) => `${key}=${one.value}`)
      .join('; ')
    const sent = { headers: { cookie, 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537' } }
    const answer = form === undefined ? await w.get(path, sent) : await w.post(path, form, sent)
    for (const line of answer.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/Max-Age=0/.test(line)) this.jar.delete(key)
      else this.jar.set(key, { value, path: /Path=([^;]+)/.exec(line)?.[1] ?? '/' })
    }
    return answer
  }
  readonly get = (path: string) => this.#send(path)
  readonly post = (path: string, form: Readonly<Record<string, string>>) => this.#send(path, form)
  readonly password = (given = password, more: Readonly<Record<string, string>> = {}) =>
    this.post('/desk/sign-in', { sign_in_name: name, password: given, ...more })
  readonly code = (code: string, more: Readonly<Record<string, string>> = {}) => this.post('/desk/sign-in/codes', { code, ...more })
  get session(): string | undefined {
    return this.jar.get('mj_session')?.value
  }
}
const location = (answer: Response) => answer.headers.get('location')
const secretIn = (html: string) => /<code>([A-Z2-7 ]{20,})<\/code>/.exec(html)?.[1]?.replaceAll(' ', '') ?? ''
const codesIn = (html: string) => [...html.matchAll(/<li>([a-z2-9]{5}-[a-z2-9]{5})<\/li>/g)].map(([, code = '']) => code)
const codeOf = (secret: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: w.clock.now().add({ seconds }).epochMilliseconds })
const nextStep = () => w.clock.move({ seconds: 30 })

/** Turns the second factor on, as a person does. */
async function enrolled(): Promise<{ visitor: Visitor; secret: string; recovery: string[] }> {
  const visitor = new Visitor()
  await visitor.password()
  expect(location(await visitor.post('/desk/account/factors', { password }))).toBe('/desk/account/factors/codes/new')
  const secret = secretIn(await (await visitor.get('/desk/account/factors/codes/new')).text())
  const answer = await visitor.post('/desk/account/factors/codes', { code: codeOf(secret) })
  const recovery = codesIn(await answer.text())
  expect([answer.status, recovery.length]).toEqual([200, 10])
  nextStep()
  return { visitor, secret, recovery }
}

describe('a second factor', () => {
  test('is asked for after the password: the password alone opens nothing', async () => {
    const { secret } = await enrolled()
    const visitor = new Visitor()
    const first = await visitor.password(password, { to: '/desk/account' })
    expect([first.status, location(first)]).toEqual([303, '/desk/sign-in/codes?to=%2Fdesk%2Faccount'])
    expect(visitor.session).toBeUndefined()
    expect((await visitor.get('/desk')).status).toBe(303)
    const asked = await visitor.get('/desk/sign-in/codes?to=%2Fdesk%2Faccount')
    expect(asked.headers.get('cache-control')).toBe('no-store')
    expect(await asked.text()).toContain('name="to" value="/desk/account"')
    const second = await visitor.code(codeOf(secret), { to: '/desk/account' })
    expect([second.status, location(second)]).toEqual([303, '/desk/account'])
    expect((await visitor.get('/desk/account')).status).toBe(200)
    expect(visitor.jar.has('mj_pending')).toBe(false)
  })

  test('takes each code once, and those of the half minute before and after', async () => {
    const { secret } = await enrolled()
    const [one, two, three] = [new Visitor(), new Visitor(), new Visitor()]
    for (const visitor of [one, two, three]) await visitor.password()
    const code = codeOf(secret)
    expect((await one.code(code)).status).toBe(303)
    expect(await (await two.password()).status).toBe(303)
    expect((await two.code(code)).status).toBe(422)
    expect((await two.code(codeOf(secret, -30))).status).toBe(422) // older than the one that was taken
    expect((await two.code(codeOf(secret, 120))).status).toBe(422)
    expect((await two.code(codeOf(secret, 30))).status).toBe(303)
  })

  test('of two who give one code at once one gets in', async () => {
    const { secret } = await enrolled()
    const both = [new Visitor(), new Visitor()]
    for (const visitor of both) await visitor.password()
    // The first to get in ends the other's half-done sign-in, which then begins anew.
    await Promise.all(both.map(visitor => visitor.code(codeOf(secret))))
    expect(both.filter(({ session }) => session !== undefined)).toHaveLength(1)
  })

  test('wrong codes lock the name as wrong passwords do, and the password in between forgets nothing', async () => {
    const { secret } = await enrolled()
    const visitor = new Visitor()
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1) {
      await visitor.password()
      statuses.push((await visitor.code('000000')).status)
    }
    expect(statuses).toEqual([422, 422, 422, 422, 429])
    expect((await visitor.code(codeOf(secret))).status).toBe(429)
    expect((await visitor.password()).status).toBe(429)
  })

  test('a recovery code stands for it once', async () => {
    const { recovery } = await enrolled()
    const visitor = new Visitor()
    await visitor.password()
    expect((await visitor.code((recovery[0] ?? '').toUpperCase().replace('-', ' '))).status).toBe(303)
    expect(await (await visitor.get('/desk/account')).text()).toContain('备用码还有 9 个')
    const again = new Visitor()
    await again.password()
    expect((await again.code(recovery[0] ?? '')).status).toBe(422)
    const kept = await w.db.selectFrom('kernel.recovery_codes').selectAll().where('account_id', '=', accountId).execute()
    expect(kept).toHaveLength(10)
    expect(JSON.stringify(kept)).not.toContain(recovery[1])
  })

  test('a half-done sign-in is nobody’s session, ends after ten minutes, and is of one browser', async () => {
    const { secret } = await enrolled()
    const visitor = new Visitor()
    await visitor.password()
    const pending = visitor.jar.get('mj_pending')?.value ?? ''
    expect((await w.get('/desk', { headers: { cookie: `mj_session=${pending}` } })).status).toBe(303)
    expect(location(await new Visitor().code(codeOf(secret)))).toBe('/desk/sign-in?to=%2Fdesk')
    expect(
      location(await visitor.post('/desk/sign-in/passwords', { new_password: 'another long one', new_password_again: 'another long one' })),
    ).toBe('/desk/sign-in?to=%2Fdesk')
    w.clock.move({ minutes: 10, seconds: 1 })
    expect(location(await visitor.code(codeOf(secret)))).toBe('/desk/sign-in?to=%2Fdesk')
    expect(visitor.session).toBeUndefined()
  })

  test('the secret lies sealed, its picture is kept nowhere, and both are gone once it is confirmed', async () => {
    const visitor = new Visitor()
    await visitor.password()
    await visitor.post('/desk/account/factors', { password })
    const secret = secretIn(await (await visitor.get('/desk/account/factors/codes/new')).text())
    const picture = await visitor.get('/desk/account/factors/picture.svg')
    expect([picture.headers.get('content-type'), picture.headers.get('cache-control')]).toEqual(['image/svg+xml', 'no-store'])
    expect(await picture.text()).toContain('<svg')
    const { secret: sealed } = await w.db
      .selectFrom('kernel.second_factors')
      .select('secret')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    expect(sealed.includes(secret)).toBe(false)
    expect((await visitor.post('/desk/account/factors/codes', { code: '000000' })).status).toBe(422)
    await visitor.post('/desk/account/factors/codes', { code: codeOf(secret) })
    expect((await visitor.get('/desk/account/factors/picture.svg')).status).toBe(404)
    expect((await visitor.get('/desk/account/factors/codes/new')).status).toBe(404)
    expect((await visitor.post('/desk/account/factors', { password })).status).toBe(409)
  })

  test('is begun, removed and given new codes only with the password; each makes a new token', async () => {
    const { visitor, secret, recovery } = await enrolled()
    const before = visitor.session
    expect((await visitor.post('/desk/account/factors/removals', { password: 'wrong password', code: codeOf(secret) })).status).toBe(422)
    expect((await visitor.post('/desk/account/factors/removals', { password, code: '000000' })).status).toBe(422)
    const renewed = codesIn(await (await visitor.post('/desk/account/factors/recovery-codes', { password, code: codeOf(secret) })).text())
    expect(renewed).toHaveLength(10)
    expect(renewed).not.toContain(recovery[0])
    nextStep()
    expect(location(await visitor.post('/desk/account/factors/removals', { password, code: codeOf(secret) }))).toBe(
      '/desk/account?done=factor_removed',
    )
    expect(visitor.session).not.toBe(before)
    expect((await w.get('/desk', { headers: { cookie: `mj_session=${before}` } })).status).toBe(303)
    expect(location(await new Visitor().password())).toBe('/desk')
  })

  test('what was typed when a session ended comes through it', async () => {
    const { secret } = await enrolled()
    const visitor = new Visitor()
    const typed = { resend: 'yes', 'carried.title': '关于会议的<b>通知</b>', to: '/desk/drafts' }
    const asked = await visitor.password(password, typed)
    expect(asked.status).toBe(200)
    const html = await asked.text()
    expect(html).toContain('name="carried.title"')
    expect(html).not.toContain('<b>通知')
    expect((await visitor.code('000000', typed)).status).toBe(422)
    const done = await visitor.code(codeOf(secret), typed)
    expect(await done.text()).toContain('action="/desk/drafts"')
  })

  test.each(['//evil.example', 'https://evil.example/desk', '/desk/sign-in/codes', '/desk/../figures'])('does not lead to %s', async to => {
    const { secret } = await enrolled()
    const visitor = new Visitor()
    expect(location(await visitor.password(password, { to }))).toBe('/desk/sign-in/codes?to=%2Fdesk')
    expect(await (await visitor.get(`/desk/sign-in/codes?to=${encodeURIComponent(to)}`)).text()).toContain('name="to" value="/desk"')
    expect(location(await visitor.code(codeOf(secret), { to }))).toBe('/desk')
  })
})

describe('a one-time password', () => {
  beforeEach(() => newcomer('author', true))
  const own = 'words of my own'

  test('opens nothing but the page where one chooses one’s own', async () => {
    const visitor = new Visitor()
    expect(location(await visitor.password())).toBe('/desk/sign-in/passwords?to=%2Fdesk')
    expect((await visitor.get('/desk')).status).toBe(303)
    const choose = (new_password: string, new_password_again = new_password) =>
      visitor.post('/desk/sign-in/passwords', { new_password, new_password_again })
    expect((await choose(own, 'words of another')).status).toBe(422)
    expect((await choose('short')).status).toBe(422)
    expect((await choose('123456789012')).status).toBe(422)
    const same = await choose(password)
    expect(same.status).toBe(422)
    expect(await same.text()).toContain('新密码不能与一次性密码相同')
    expect(location(await choose(own))).toBe('/desk')
    expect((await visitor.get('/desk')).status).toBe(200)
    expect((await new Visitor().password()).status).toBe(422)
    expect(location(await new Visitor().password(own))).toBe('/desk')
  })

  test('that is too old is a wrong one', async () => {
    w.clock.move({ hours: 24, seconds: 1 })
    const visitor = new Visitor()
    const answer = await visitor.password()
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('用户名或密码不正确')
  })
})

describe('where the city asks administrators for a second factor', () => {
  // No city has to decide so: it is what holds until one decides otherwise.
  afterAll(() => w.run(w.cast.security, writePolicy, { key: 'administrators_second_factor', value: false, reason: '试验结束' }))
  beforeEach(() => newcomer('audit_admin'))

  test('the first sign-in leads to setting it up, with codes for a loss; then it is asked for', async () => {
    const visitor = new Visitor()
    expect(location(await visitor.password())).toBe('/desk/sign-in/factors?to=%2Fdesk')
    expect((await visitor.get('/desk')).status).toBe(303)
    const secret = secretIn(await (await visitor.get('/desk/sign-in/factors')).text())
    expect((await visitor.get('/desk/sign-in/factors/picture.svg')).headers.get('cache-control')).toBe('no-store')
    expect((await visitor.post('/desk/sign-in/factors', { code: '000000' })).status).toBe(422)
    const done = await visitor.post('/desk/sign-in/factors', { code: codeOf(secret) })
    expect([done.status, codesIn(await done.text()).length]).toEqual([200, 10])
    expect((await visitor.get('/desk')).status).toBe(200)
    nextStep()
    expect((await visitor.post('/desk/account/factors/removals', { password, code: codeOf(secret) })).status).toBe(409)
    expect(location(await new Visitor().password())).toBe('/desk/sign-in/codes?to=%2Fdesk')
  })

  test('others go on as they like', async () => {
    await newcomer('author')
    expect(location(await new Visitor().password())).toBe('/desk')
  })

  test('who has a passkey signs in with it: the password alone does not set up a factor beside it', async () => {
    await w.db
      .insertInto('kernel.passkeys')
      .values({ account_id: accountId, credential_id: `k${serial}`, public_key: Buffer.from('x'), counter: 0, name: '钥匙' })
      .execute()
    const visitor = new Visitor()
    const answer = await visitor.password()
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('请用您的通行密钥登录')
    expect(visitor.jar.size).toBe(0)
  })
})

describe('one’s own password', () => {
  test('is changed with the old one; other sessions end, and this one goes on under a new token', async () => {
    const [here, elsewhere] = [new Visitor(), new Visitor()]
    await here.password()
    await elsewhere.password()
    const before = here.session
    const change = (old: string, new_password: string) =>
      here.post('/desk/account/passwords', { password: old, new_password, new_password_again: new_password })
    expect((await change('wrong password', 'words of my own')).status).toBe(422)
    expect((await change(password, `${name}${name}`)).status).toBe(422)
    expect((await change(password, password)).status).toBe(422)
    expect((await elsewhere.get('/desk')).status).toBe(200)
    expect(location(await change(password, 'words of my own'))).toBe('/desk/account?done=password')
    expect(here.session).not.toBe(before)
    expect((await here.get('/desk')).status).toBe(200)
    expect((await elsewhere.get('/desk')).status).toBe(303)
    const acts = await w.db.selectFrom('kernel.log').select('act').where('subject', '=', `account:${accountId}`).execute()
    expect(acts.map(({ act }) => act)).toContain('change_password')
  })

  test('wrong guesses at an open desk lock the name as at sign-in', async () => {
    const visitor = new Visitor()
    await visitor.password()
    const guess = () =>
      visitor.post('/desk/account/passwords', {
        password: 'wrong password',
        new_password: 'words of my own',
        new_password_again: 'words of my own',
      })
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1) statuses.push((await guess()).status)
    expect(statuses).toEqual([422, 422, 422, 422, 429])
  })
})

describe('one’s own sessions', () => {
  test('are listed with their devices; one or all others are ended', async () => {
    const [here, there, third] = [new Visitor(), new Visitor(), new Visitor()]
    for (const visitor of [here, there, third]) await visitor.password()
    const html = await (await here.get('/desk/account')).text()
    expect(html.match(/Chrome · Windows/g)?.length).toBeGreaterThanOrEqual(3)
    const ends = [...html.matchAll(/action="(\/desk\/account\/sessions\/\d+\/endings)"/g)].map(([, action = '']) => action)
    expect(ends).toHaveLength(2)
    expect(location(await here.post(ends[0] ?? '', {}))).toBe('/desk/account?done=ended')
    expect((await here.post(ends[0] ?? '', {})).status).toBe(404)
    expect(await Promise.all([there, third].map(async visitor => (await visitor.get('/desk')).status)).then(all => all.sort())).toEqual([
      200, 303,
    ])
    await here.post('/desk/account/sessions/endings', {})
    for (const visitor of [there, third]) expect((await visitor.get('/desk')).status).toBe(303)
    expect((await here.get('/desk')).status).toBe(200)
  })

  test('nobody ends somebody else’s as their own', async () => {
    const [mine, stranger] = [new Visitor(), new Visitor()]
    await mine.password()
    const { id } = await w.db.selectFrom('kernel.sessions').select('id').where('account_id', '=', accountId).executeTakeFirstOrThrow()
    await newcomer()
    await stranger.password()
    expect((await stranger.post(`/desk/account/sessions/${id}/endings`, {})).status).toBe(404)
    expect((await mine.get('/desk')).status).toBe(200)
  })
})

describe('the security administrator', () => {
  const as = () => ({ as: w.cast.security })
  beforeEach(async () => {
    await w.cookie(w.cast.security)
    const { id } = await w.db
      .selectFrom('kernel.accounts')
      .select('id')
      .where('person_id', '=', w.cast.security.person_id)
      .executeTakeFirstOrThrow()
    const later = w.clock.now().add({ hours: 1 }).toString() // the clock was moved by more than a day
    await w.db.updateTable('kernel.sessions').set({ expires_at: later, last_seen_at: later }).where('account_id', '=', id).execute()
  })

  test('ends sessions, unlocks names, and removes what was lost; each stands in the log', async () => {
    const { visitor } = await enrolled()
    for (let n = 0; n < 5; n += 1) await new Visitor().password('wrong password')
    await w.post('/desk/sign-in', { sign_in_name: 'nobody-at-all', password: 'x' })
    const html = await (await w.get(`/desk/sessions?q=${name}`, as())).text()
    const action = (pattern: RegExp) => pattern.exec(html)?.[1] ?? 'none'
    expect(html).toContain('Chrome · Windows')
    expect((await w.post(action(/action="(\/desk\/sessions\/\d+\/endings)"/), {}, as())).status).toBe(303)
    expect((await visitor.get('/desk')).status).toBe(303)
    expect((await w.post(action(/action="(\/desk\/locks\/\d+\/endings)"/), {}, as())).status).toBe(303)
    expect(location(await new Visitor().password())).toBe('/desk/sign-in/codes?to=%2Fdesk')
    expect((await w.post(`/desk/sessions/people/${personId}/losses`, { reason: '' }, as())).status).toBe(422)
    expect((await w.post(`/desk/sessions/people/${personId}/losses`, { reason: '手机遗失' }, as())).status).toBe(303)
    expect(location(await new Visitor().password())).toBe('/desk')
    const acts = (await w.db.selectFrom('kernel.log').select('act').where('subject', '=', `account:${accountId}`).execute()).map(
      ({ act }) => act,
    )
    expect(acts).toEqual(expect.arrayContaining(['end_session', 'unlock_sign_in', 'remove_lost_factors', 'add_second_factor']))
  })

  test('sets the policy with a reason, and does not remove their own factors', async () => {
    expect((await w.post('/desk/policies', { value: 'on', reason: '' }, as())).status).toBe(422)
    expect((await w.post('/desk/policies', { value: 'maybe', reason: '甲' }, as())).status).toBe(422)
    expect((await w.post('/desk/policies', { value: 'on', reason: '试行' }, as())).status).toBe(303)
    expect(await (await w.get('/desk/policies', as())).text()).toContain('试行')
    const own = w.cast.security.person_id
    expect((await w.post(`/desk/sessions/people/${own}/losses`, { reason: '甲' }, as())).status).toBe(409)
  })
})

describe('a passkey', () => {
  test.each(['', 'not json', '{}', '{"id":"x","rawId":"x","type":"public-key","response":{},"clientExtensionResults":{}}'])(
    'that is none is refused calmly: %s',
    async credential => {
      const visitor = new Visitor()
      expect((await visitor.post('/desk/sign-in/passkeys', { credential })).status).toBe(422)
      await visitor.password()
      expect((await visitor.post('/desk/account/passkeys', { name: '钥匙', credential })).status).toBe(422)
      expect((await visitor.post('/desk/account/passkeys', { name: '', credential })).status).toBe(422)
    },
  )
  test('is made only for who knows the password: whoever sits at an open desk must show more than that', async () => {
    const visitor = new Visitor()
    await visitor.password()
    const ask = (given?: string) => visitor.post('/desk/account/passkeys/challenges', given === undefined ? {} : { password: given })
    expect((await ask()).status).toBe(422)
    const wrong = await ask('not the password')
    expect([wrong.status, await wrong.json()]).toEqual([422, { words: '密码不正确' }])
    expect(await (await ask(password)).json()).toMatchObject({ rp: { id: 'mingjing.test' } })
    for (let n = 0; n < 5; n += 1) await ask('not the password')
    expect((await ask(password)).status).toBe(429) // counted and locked as at sign-in
  })
  test('may stand for the authenticator that an administrator is asked for, while the sign-in waits', async () => {
    const visitor = new Visitor()
    expect((await visitor.post('/desk/sign-in/factors/passkeys/challenges', {})).status).toBe(404)
    await w.run(w.cast.security, writePolicy, { key: 'administrators_second_factor', value: true, reason: '等级保护' })
    await newcomer('audit_admin')
    await visitor.password()
    const offered = await (await visitor.post('/desk/sign-in/factors/passkeys/challenges', {})).json()
    expect(offered).toMatchObject({ user: { name } })
    for (const credential of ['', '{}']) {
      const answer = await visitor.post('/desk/sign-in/factors/passkeys', { name: '钥匙', credential })
      expect([answer.status, (await answer.text()).includes('没有完成')]).toEqual([422, true])
    }
    expect((await visitor.post('/desk/sign-in/factors/passkeys', { name: '', credential: '' })).status).toBe(422)
    expect((await visitor.get('/desk')).status).toBe(303)
    await w.run(w.cast.security, writePolicy, { key: 'administrators_second_factor', value: false, reason: '试验结束' })
  })
  test('that answers no challenge of ours is refused', async () => {
    await w.db
      .insertInto('kernel.passkeys')
      .values({ account_id: accountId, credential_id: 'a2V5', public_key: Buffer.from('x'), counter: 0, name: '钥匙' })
      .execute()
    const clientDataJSON = Buffer.from(
      JSON.stringify({ type: 'webauthn.get', challenge: 'bm9uZQ', origin: 'http://mingjing.test' }),
    ).toString('base64url')
    const response = { clientDataJSON, authenticatorData: 'AAAA', signature: 'AAAA' }
    const credential = JSON.stringify({ id: 'a2V5', rawId: 'a2V5', type: 'public-key', response, clientExtensionResults: {} })
    const visitor = new Visitor()
    expect((await visitor.post('/desk/sign-in/passkeys', { credential })).status).toBe(422)
    expect(visitor.session).toBeUndefined()
  })
  test('is offered without telling who has one', async () => {
    const offered = await (await w.post('/desk/sign-in/passkeys/challenges', {})).json()
    expect(offered).toMatchObject({ rpId: 'mingjing.test', userVerification: 'required' })
    expect(JSON.stringify(offered)).not.toContain('allowCredentials":[{')
  })
})
