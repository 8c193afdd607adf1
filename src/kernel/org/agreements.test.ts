import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import type { RefusalKind } from '../refusal.ts'
import { resealers } from '../sealed/resealers.ts'
import type { Actor, Role } from './actor.ts'
import { agree, askSecondFactor, closeProposal, propose, resealHalves } from './agreements.ts'
import { endGrant, giveRole, removeLostFactors } from './grants.ts'
import { accountActs, type JointAct } from './joint-acts.ts'
import { disableAccount, enableAccount, enterPerson, resetPassword } from './people-change.ts'
import { policyHolds } from './policies.ts'
import { beginFactor } from './second-factor.ts'
import { endSession, unlockName } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { establishPost } from './units-change.ts'

let w: World
let today: string
beforeAll(async () => {
  w = await world()
  today = w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
})
afterAll(() => w.drop())
beforeEach(async () => {
  w.clock.move({ hours: 24 * 8 }) // whatever waited has lapsed
  await w.db.updateTable('kernel.accounts').set({ disabled_on: null }).execute()
})

const refusal = (kind: RefusalKind) => expect.objectContaining({ name: 'Refusal', kind })
const idOf = (actor: Actor): number => actor.person_id ?? 0
const account = (actor: Actor) =>
  w.db.selectFrom('kernel.accounts').selectAll().where('person_id', '=', idOf(actor)).executeTakeFirstOrThrow()
const proposal = (act: JointAct, person: Actor | null) => ({ act, person_id: person === null ? null : idOf(person), reason: '遗忘' })
const one_time_password = 'some words in a row'

let serial = 0
/** One more administrator, entered and granted as a city does it. */
async function another(role: Role, unit_id = w.cast.city.id): Promise<Actor> {
  serial += 1
  const post_id = await w.run(w.cast.system, establishPost, { unit_id, name: `管理岗${serial}` })
  const sign_in_name = `guard-${serial}`
  const person_id = await w.run(w.cast.system, enterPerson, {
    name: `卫某${serial}`,
    post_id,
    valid_from: today,
    sign_in_name,
    one_time_password,
  })
  await w.db.updateTable('kernel.accounts').set({ one_time_until: null }).where('person_id', '=', person_id).execute()
  const now = w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
  await w.run(w.cast.security, giveRole, { person_id, role, unit_id, valid_from: now, valid_to: null })
  return { person_id, name: '卫某', grants: [{ role, unit_id }] }
}

describe('nobody alone', () => {
  test('resets, disables, enables or opens an administrator’s account, whoever they are', async () => {
    const { system, security, audit } = w.cast
    const before = [await account(security), await account(audit)]
    for (const person_id of [idOf(security), idOf(audit)]) {
      await expect(w.run(system, resetPassword, { person_id, one_time_password })).rejects.toEqual(refusal('conflict'))
      await expect(w.run(system, disableAccount, { person_id, reason: '甲' })).rejects.toEqual(refusal('conflict'))
      await w.db.updateTable('kernel.accounts').set({ disabled_on: today }).where('person_id', '=', person_id).execute()
      await expect(w.run(system, enableAccount, { person_id, one_time_password })).rejects.toEqual(refusal('conflict'))
      await w.db.updateTable('kernel.accounts').set({ disabled_on: null }).where('person_id', '=', person_id).execute()
    }
    for (const person_id of [idOf(system), idOf(audit)])
      await expect(w.run(security, removeLostFactors, { person_id, reason: '甲' })).rejects.toEqual(refusal('conflict'))
    expect([await account(security), await account(audit)]).toEqual(before)
  })

  test('does so before the office begins', async () => {
    serial += 1
    const post_id = await w.run(w.cast.system, establishPost, { unit_id: w.cast.city.id, name: `管理岗${serial}` })
    const person_id = await w.run(w.cast.system, enterPerson, {
      ...{ name: '候某', post_id, valid_from: today, sign_in_name: `guard-${serial}`, one_time_password },
    })
    const office = { person_id, role: 'audit_admin', unit_id: w.cast.city.id, valid_from: '2099-01-01', valid_to: null } as const
    // Whoever entered the account knows its password: it gets no office before the person has replaced it.
    await expect(w.run(w.cast.security, giveRole, office)).rejects.toEqual(refusal('invalid'))
    await w.db.updateTable('kernel.accounts').set({ one_time_until: null }).where('person_id', '=', person_id).execute()
    const grant_id = await w.run(w.cast.security, giveRole, office)
    await expect(w.run(w.cast.system, resetPassword, { person_id, one_time_password })).rejects.toEqual(refusal('conflict'))
    await w.run(w.cast.security, endGrant, { grant_id, reason: '改任' })
    await w.run(w.cast.system, resetPassword, { person_id, one_time_password }) // an ordinary account again
    await expect(w.run(w.cast.security, giveRole, { ...office, valid_from: '2099-01-02' })).rejects.toEqual(refusal('invalid'))
  })

  test('keeps a session open over a grant of an office', async () => {
    const person = await another('audit_admin')
    await w.cookie(w.cast.li)
    await w.cookie(person)
    const sessions = () =>
      w.db
        .selectFrom('kernel.sessions as s')
        .innerJoin('kernel.accounts as a', 'a.id', 's.account_id')
        .select('s.id')
        .where('a.person_id', '=', idOf(person))
        .execute()
    expect(await sessions()).toHaveLength(1)
    const { id } = await w.db.selectFrom('kernel.grants').select('id').where('person_id', '=', idOf(person)).executeTakeFirstOrThrow()
    await w.run(w.cast.security, endGrant, { grant_id: id, reason: '改任' })
    const now = w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
    const again = { person_id: idOf(person), role: 'audit_admin', unit_id: w.cast.city.id, valid_from: now, valid_to: null } as const
    await w.run(w.cast.security, giveRole, again)
    expect(await sessions()).toHaveLength(0)
  })

  test('lowers what is asked of administrators; anybody guarding the whole city raises it', async () => {
    const { security } = w.cast
    const policy = () => policyHolds({ db: w.database.readonly, today }, 'administrators_second_factor')
    expect(await policy()).toBe(true) // unless the city decides otherwise
    await w.run(security, propose, proposal('relax_second_factor', null))
    expect(await policy()).toBe(true)
    const county: Actor = { ...security, grants: [{ role: 'security_admin', unit_id: w.cast.county.id }] }
    await expect(w.run(county, askSecondFactor, { reason: '甲' })).rejects.toEqual(refusal('not_found'))
  })
})

describe('two of different offices', () => {
  test('reset a password: each has a half, and only both sign in', async () => {
    const person = await another('audit_admin')
    const { sign_in_name } = await account(person)
    await w.cookie(person)
    const proposed = await w.run(w.cast.system, propose, proposal('reset_password', person))
    expect(proposed.half).toMatch(/^[a-z2-9]{8}$/)
    const done = await w.run(w.cast.security, agree, proposed.id)
    const tries = async (password: string) => await w.run(w.cast.public, signIn, { sign_in_name, password })
    for (const wrong of [proposed.half ?? '', done.half ?? '', `${done.half}${proposed.half}`, one_time_password])
      expect(await tries(wrong)).toHaveProperty('refusal')
    expect(await tries(`${proposed.half}${done.half}`)).toMatchObject({ stage: 'new_password' })
    const sessions = await w.db
      .selectFrom('kernel.sessions')
      .select('id')
      .where('account_id', '=', (await account(person)).id)
      .execute()
    expect(sessions).toEqual([])
    const row = await w.db.selectFrom('kernel.agreements').selectAll().where('id', '=', proposed.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ outcome: 'agreed', decided_by: idOf(w.cast.security), sealed_half: null })
    const log = await w.db
      .selectFrom('kernel.log')
      .select(['act', 'person_id', 'detail'])
      .where('subject', '=', `agreement:${proposed.id}`)
      .orderBy('id')
      .execute()
    expect(log.map(({ act, person_id }) => [act, person_id])).toEqual([
      ['propose', idOf(w.cast.system)],
      ['agree', idOf(w.cast.security)],
    ])
    expect(JSON.stringify(log)).not.toContain(proposed.half)
    expect(JSON.stringify(log)).not.toContain(done.half)
  })

  test('disable, enable, and remove lost factors', async () => {
    const person = await another('security_admin')
    const { id } = await account(person)
    await w.run(person, beginFactor, id)
    await w.db.updateTable('kernel.second_factors').set({ confirmed_at: w.clock.now().toString() }).where('account_id', '=', id).execute()
    const together = async (act: JointAct) => w.run(w.cast.audit, agree, (await w.run(w.cast.system, propose, proposal(act, person))).id)
    expect(await together('remove_factors')).toEqual({})
    expect(await w.db.selectFrom('kernel.second_factors').select('account_id').where('account_id', '=', id).execute()).toEqual([])
    await expect(w.run(w.cast.system, propose, proposal('enable_account', person))).rejects.toEqual(refusal('conflict'))
    await together('disable_account')
    expect((await account(person)).disabled_on).not.toBeNull()
    for (const act of ['disable_account', 'reset_password', 'remove_factors'] as const)
      await expect(w.run(w.cast.system, propose, proposal(act, person))).rejects.toEqual(refusal('conflict'))
    expect((await together('enable_account')).half).toBeDefined()
    expect(await account(person)).toMatchObject({ disabled_on: null, one_time_until: expect.any(String) })
  })

  test('ask administrators for a second factor no more, and one asks for it again', async () => {
    const { id } = await w.run(w.cast.security, propose, proposal('relax_second_factor', null))
    await w.run(w.cast.audit, agree, id)
    const policy = () => policyHolds({ db: w.database.readonly, today: '2099-01-01' }, 'administrators_second_factor')
    expect(await policy()).toBe(false)
    await w.run(w.cast.security, askSecondFactor, { reason: '等级保护' })
    expect(await policy()).toBe(true)
  })

  test('of three, the other two help the one who forgot, the system administrator too', async () => {
    const { id } = await w.run(w.cast.security, propose, proposal('reset_password', w.cast.system))
    expect((await w.run(w.cast.audit, agree, id)).half).toBeDefined()
  })
})

describe('agreement is refused', () => {
  test.each(accountActs)('%s: to oneself, to the one concerned, to the same office, to who has no office', async act => {
    const [person, colleague] = [await another('audit_admin'), await another('system_admin')]
    if (act === 'enable_account')
      await w.db.updateTable('kernel.accounts').set({ disabled_on: today }).where('person_id', '=', idOf(person)).execute()
    const { id } = await w.run(w.cast.system, propose, proposal(act, person))
    await expect(w.run(w.cast.system, agree, id)).rejects.toEqual(refusal('conflict'))
    await expect(w.run(colleague, agree, id)).rejects.toEqual(refusal('conflict'))
    await expect(w.run(person, agree, id)).rejects.toEqual(refusal('conflict'))
    for (const stranger of [w.cast.li, w.cast.zhou, w.cast.public]) {
      await expect(w.run(stranger, agree, id)).rejects.toEqual(refusal('not_found'))
      await expect(w.run(stranger, closeProposal, id)).rejects.toEqual(refusal('not_found'))
      await expect(w.run(stranger, propose, proposal(act, person))).rejects.toEqual(refusal('not_found'))
    }
    await expect(w.run(w.cast.security, agree, 999_999)).rejects.toEqual(refusal('not_found'))
    await expect(w.run(w.cast.security, propose, proposal(act, w.cast.security))).rejects.toEqual(refusal('conflict'))
    await expect(w.run(w.cast.security, propose, proposal(act, person))).rejects.toEqual(refusal('conflict')) // one waits already
    await w.run(w.cast.security, closeProposal, id)
    await expect(w.run(w.cast.audit, agree, id)).rejects.toEqual(refusal('conflict'))
    await w.run(w.cast.system, closeProposal, (await w.run(w.cast.system, propose, proposal(act, person))).id)
  })

  test('for who is no administrator: one alone may do that', async () => {
    await expect(w.run(w.cast.system, propose, proposal('reset_password', w.cast.li))).rejects.toEqual(refusal('conflict'))
  })

  test('to what has lapsed, and to what the proposer may not propose any more', async () => {
    const [person, colleague] = [await another('audit_admin'), await another('system_admin')]
    const late = await w.run(w.cast.system, propose, proposal('reset_password', person))
    w.clock.move({ hours: 24 * 7 })
    await expect(w.run(w.cast.security, agree, late.id)).rejects.toEqual(refusal('conflict'))
    const { id } = await w.run(colleague, propose, proposal('reset_password', person)) // the lapsed one makes room
    const grant = await w.db.selectFrom('kernel.grants').select('id').where('person_id', '=', idOf(colleague)).executeTakeFirstOrThrow()
    await w.run(w.cast.security, endGrant, { grant_id: grant.id, reason: '改任' })
    await expect(w.run(w.cast.security, agree, id)).rejects.toEqual(refusal('conflict'))
  })

  test('to a county’s administrator over the city’s', async () => {
    const county = await another('system_admin', w.cast.county.id)
    await expect(w.run(county, propose, proposal('reset_password', w.cast.audit))).rejects.toEqual(refusal('not_found'))
    await expect(w.run(county, propose, proposal('relax_second_factor', null))).rejects.toEqual(refusal('not_found'))
    const { id } = await w.run(w.cast.security, propose, proposal('reset_password', w.cast.audit))
    await expect(w.run(county, agree, id)).rejects.toEqual(refusal('not_found'))
  })

  test('to the last of an office being disabled', async () => {
    await expect(w.run(w.cast.security, propose, proposal('disable_account', w.cast.system))).resolves.toBeDefined() // others hold it meanwhile
    const holders = await w.db.selectFrom('kernel.grants').select('person_id').where('role', '=', 'system_admin').execute()
    const others = holders.map(({ person_id }) => person_id).filter(id => id !== idOf(w.cast.system))
    await w.db.updateTable('kernel.accounts').set({ disabled_on: today }).where('person_id', 'in', others).execute()
    const row = await w.db
      .selectFrom('kernel.agreements')
      .select('id')
      .where('decided_at', 'is', null)
      .where('person_id', '=', idOf(w.cast.system))
      .executeTakeFirstOrThrow()
    await expect(w.run(w.cast.audit, agree, row.id)).rejects.toEqual(refusal('conflict'))
  })

  test('by the database itself to one person for both sides', async () => {
    const person = await another('audit_admin')
    const { id } = await w.run(w.cast.system, propose, proposal('remove_factors', person))
    for (const decided_by of [idOf(w.cast.system), idOf(person)])
      await expect(
        w.db
          .updateTable('kernel.agreements')
          .set({ outcome: 'agreed', decided_at: w.clock.now().toString(), decided_by })
          .where('id', '=', id)
          .execute(),
      ).rejects.toThrow(/check constraint/)
  })

  test('twice at once: it is done once', async () => {
    const person = await another('audit_admin')
    const { id } = await w.run(w.cast.system, propose, proposal('reset_password', person))
    const both = await Promise.allSettled([w.run(w.cast.security, agree, id), w.run(w.cast.audit, agree, id)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

test('ending a session or a lock of an administrator gives nobody their account', async () => {
  const person = await another('audit_admin')
  const before = await account(person)
  await w.cookie(person)
  const session = await w.db.selectFrom('kernel.sessions').select('id').where('account_id', '=', before.id).executeTakeFirstOrThrow()
  await w.run(w.cast.security, endSession, session.id)
  await w.run(w.cast.security, unlockName, before.id)
  await expect(w.run(w.cast.system, endSession, session.id)).rejects.toEqual(refusal('not_found'))
  expect(await account(person)).toEqual(before)
})

test('a half that waits is sealed, and sealed anew with a new key', async () => {
  const { id, half } = await w.run(w.cast.system, propose, proposal('reset_password', await another('audit_admin')))
  const row = await w.db.selectFrom('kernel.agreements').select('sealed_half').where('id', '=', id).executeTakeFirstOrThrow()
  expect(row.sealed_half?.toString('latin1')).not.toContain(half)
  expect(resealers).toContain(resealHalves)
  expect(await w.run(w.cast.public, resealHalves, 10)).toBe(0) // of the newest key already
})

describe('on the desk', () => {
  let d: World
  beforeAll(async () => {
    d = await world()
  })
  afterAll(() => d.drop())
  const text = async (path: string, as: Actor, lang: 'en' | 'zh-CN' = 'zh-CN') => (await d.get(path, { as, lang })).text()

  test('one proposes, another agrees, each sees their half once; a faulty form says what is missing', async () => {
    const here = `/desk/administrators/${idOf(d.cast.audit)}/proposals`
    const faulty = await d.post(here, { act: 'become', reason: '' }, { as: d.cast.system })
    expect([faulty.status, await faulty.text()]).toEqual([422, expect.stringContaining('请选择事项')])
    const proposed = await d.post(here, { act: 'reset_password', reason: '遗忘密码' }, { as: d.cast.system })
    const first = /<code>([a-z2-9]{8})<\/code>/.exec(await proposed.text())?.[1] ?? ''
    expect([proposed.status, first.length]).toEqual([200, 8])
    expect(proposed.headers.get('cache-control')).toContain('no-store')
    expect((await d.post(here, { act: 'remove_factors', reason: '甲' }, { as: d.cast.system })).status).toBe(409)
    const page = await text('/desk/administrators', d.cast.security)
    expect(page).toContain('遗忘密码')
    expect(page).not.toContain(first)
    const consent = /action="(\/desk\/proposals\/\d+\/consents)"/.exec(page)?.[1] ?? ''
    expect(await text('/desk/administrators', d.cast.system, 'en')).toContain('You proposed it')
    expect(await text('/desk/administrators', d.cast.audit, 'en')).toContain('It concerns yourself')
    for (const as of [d.cast.system, d.cast.audit]) expect((await d.post(consent, {}, { as })).status).toBe(409)
    expect((await d.post(consent, {}, { as: d.cast.li })).status).toBe(403)
    const agreed = await d.post(consent, {}, { as: d.cast.security })
    expect([agreed.status, await agreed.text()]).toEqual([200, expect.stringMatching(/<code>[a-z2-9]{8}<\/code>/)])
    expect((await d.post(consent, {}, { as: d.cast.security })).status).toBe(409)
  })

  test('the pages of people and of sessions lead there', async () => {
    const person = await text(`/desk/people/${idOf(d.cast.security)}`, d.cast.system)
    expect(person).toContain('/desk/administrators')
    expect(person).not.toContain('/passwords/new')
    const refused = await d.post(`/desk/people/${idOf(d.cast.security)}/passwords`, { one_time_password }, { as: d.cast.system })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(await refused.text()).toContain('管理员账户')
    const loss = await d.post(`/desk/sessions/people/${idOf(d.cast.system)}/losses`, { reason: '甲' }, { as: d.cast.security })
    expect([loss.status, await loss.text()]).toEqual([409, expect.stringContaining('管理员账户')])
  })

  test('the policy is relaxed by a proposal only', async () => {
    const answer = await d.post('/desk/policies', { value: 'off', reason: '试行' }, { as: d.cast.security })
    expect(answer.headers.get('location')).toBe('/desk/administrators?done=proposed')
    expect(await text('/desk/policies', d.cast.security)).toMatch(/value="on" checked|checked[^>]*value="on"/)
  })
})
