import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import type { RefusalKind } from '../refusal.ts'
import type { Actor, Role } from './actor.ts'
import { agree, propose } from './agreements.ts'
import { endGrant, giveRole, removeLostFactors } from './grants.ts'
import { appoint, disableAccount, enableAccount, enterPerson, handOn, renamePerson, resetPassword } from './people-change.ts'
import { signIn } from './sign-in.ts'
import { amendUnit, closePost, closeUnit, establishPost, establishUnit, moveUnit, renamePost, renameUnit } from './units-change.ts'

let w: World
let today: string
beforeAll(async () => {
  w = await world()
  today = w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
})
afterAll(() => w.drop())

const refusal = (kind: RefusalKind, ...fields: string[]) =>
  expect.objectContaining({
    name: 'Refusal',
    kind,
    ...(fields.length > 0 ? { fields: expect.objectContaining(Object.fromEntries(fields.map(field => [field, expect.anything()]))) } : {}),
  })
/** All are refused in this way. */
async function refused(kind: RefusalKind, attempts: readonly Promise<unknown>[]): Promise<void> {
  for (const attempt of await Promise.allSettled(attempts)) expect(attempt).toMatchObject({ status: 'rejected', reason: { kind } })
}
const system = (): Actor => w.cast.system
const security = (): Actor => w.cast.security
/** Keeps people and units of the county alone. */
const countys = (): Actor => ({ ...w.cast.system, grants: [{ role: 'system_admin', unit_id: w.cast.county.id }] })

let serial = 0
const unitBelow = async (parent_id: number): Promise<number> => {
  serial += 1
  const names = { code: `change-${serial}`, name: `变更${serial}局`, short_name: `变${serial}` }
  const { id } = await w.run(system(), establishUnit, { parent_id, ...names, level: 'city', kind: 'test' })
  await w.db.updateTable('kernel.units').set({ valid_from: '2018-01-01' }).where('id', '=', id).execute()
  return id
}
const unitRow = (id: number) => w.db.selectFrom('kernel.units').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const logOf = async (subject: string) =>
  (await w.db.selectFrom('kernel.log').select('act').where('subject', '=', subject).orderBy('id').execute()).map(({ act }) => act)

const one_time_password = 'some words in a row'
async function newcomer(unit_id = w.cast.city.id): Promise<{ id: number; post: number; sign_in_name: string }> {
  serial += 1
  const post = await w.run(system(), establishPost, { unit_id, name: `岗位${serial}` })
  const sign_in_name = `new-${serial}`
  const id = await w.run(system(), enterPerson, { name: '许某', post_id: post, valid_from: today, sign_in_name, one_time_password })
  return { id, post, sign_in_name }
}
/** They have chosen a password of their own. */
const settled = (person_id: number) =>
  w.db.updateTable('kernel.accounts').set({ one_time_until: null }).where('person_id', '=', person_id).execute()
const account = (person_id: number) =>
  w.db.selectFrom('kernel.accounts').selectAll().where('person_id', '=', person_id).executeTakeFirstOrThrow()

describe('a unit', () => {
  test('is known by its former names, each from day to day; twice on one day leaves one', async () => {
    const id = await unitBelow(w.cast.city.id)
    const { name } = await unitRow(id)
    await w.run(system(), renameUnit, { unit_id: id, name: '新名局', short_name: '新名' })
    await w.run(system(), renameUnit, { unit_id: id, name: '更新名局', short_name: '更新' })
    const former = await w.db.selectFrom('kernel.unit_names').select(['name', 'valid_from', 'valid_to']).where('unit_id', '=', id).execute()
    expect(former).toEqual([{ name, valid_from: '2018-01-01', valid_to: today }])
    expect((await unitRow(id)).name).toBe('更新名局')
    expect(await logOf(`unit:${id}`)).toEqual(['create_unit', 'rename_unit', 'rename_unit'])
  })

  test('has its particulars corrected, the division among those that are known', async () => {
    const id = await unitBelow(w.cast.city.id)
    const facts = { level: 'city', kind: 'office', phone: '0935 8000000', uscc: '11330105002500287' } as const
    await expect(w.run(system(), amendUnit, { unit_id: id, facts: { ...facts, uscc: null, division_code: '999999' } })).rejects.toEqual(
      refusal('invalid', 'division_code'),
    )
    await w.run(system(), amendUnit, { unit_id: id, facts: { ...facts, uscc: null } })
    expect(await unitRow(id)).toMatchObject({ kind: 'office', phone: '0935 8000000' })
  })

  test('is not there for who keeps another subtree', async () => {
    const id = await unitBelow(w.cast.education.id)
    const attempts = [
      w.run(countys(), renameUnit, { unit_id: id, name: '甲', short_name: '乙' }),
      w.run(countys(), closeUnit, id),
      w.run(countys(), moveUnit, { unit_id: id, parent_id: w.cast.county.id }),
      w.run(countys(), establishUnit, { parent_id: id, code: 'no', name: '甲', short_name: '乙', level: 'city', kind: 'test' }),
      w.run(countys(), establishPost, { unit_id: id, name: '科员' }),
      w.run(countys(), renameUnit, { unit_id: 999_999, name: '甲', short_name: '乙' }),
    ]
    await refused('not_found', attempts)
    const own = await unitBelow(w.cast.county.id)
    await expect(w.run(countys(), moveUnit, { unit_id: own, parent_id: id })).rejects.toEqual(refusal('not_found'))
  })

  test('closes when nothing is left in it, and says what is', async () => {
    const id = await unitBelow(w.cast.city.id)
    const below = await unitBelow(id)
    const { id: person_id, post } = await newcomer(id)
    const grant_id = await w.run(security(), giveRole, { person_id, role: 'author', unit_id: id, valid_from: today, valid_to: null })
    const said = await w.run(system(), closeUnit, id).catch((error: unknown) => error)
    expect(said).toMatchObject({ kind: 'conflict' })
    const { words } = said as { words: Record<string, string> }
    for (const part of ['下级单位 1', '在任人员 1', '有效授权 1']) expect(words['zh-CN']).toContain(part)
    expect(words['zh-CN']).not.toContain('未办结事项')
    await w.run(system(), closeUnit, below)
    await w.run(security(), endGrant, { grant_id, reason: '撤并' })
    await expect(w.run(system(), closePost, post)).rejects.toEqual(refusal('conflict'))
    await w.run(system(), handOn, { post_id: post, person_id, valid_from: today, on: today, to: null })
    await w.run(system(), closeUnit, id)
    expect((await unitRow(id)).valid_to).toBe(today)
    expect(await w.db.selectFrom('kernel.posts').select('valid_to').where('unit_id', '=', id).execute()).toEqual([{ valid_to: today }])
    await refused('conflict', [
      w.run(system(), closeUnit, id),
      w.run(system(), renameUnit, { unit_id: id, name: '甲', short_name: '乙' }),
      w.run(system(), establishPost, { unit_id: id, name: '科员' }),
      w.run(system(), renamePost, { post_id: post, name: '处长' }),
      w.run(security(), giveRole, { person_id, role: 'author', unit_id: id, valid_from: today, valid_to: null }),
    ])
  })

  test('with an open case stays', async () => {
    const id = await unitBelow(w.cast.city.id)
    const { version } = await w.db.selectFrom('kernel.calendar_notices').select('version').limit(1).executeTakeFirstOrThrow()
    await w.db
      .insertInto('kernel.cases')
      .values({ business: 'x', title: '事项', unit_id: id, state: 's', received_on: today, calendar_version: version })
      .execute()
    await expect(w.run(system(), closeUnit, id)).rejects.toMatchObject({
      kind: 'conflict',
      words: { 'zh-CN': expect.stringContaining('未办结事项 1') },
    })
  })

  test('the root neither moves nor closes; one set up today closes tomorrow', async () => {
    const root = w.cast.city.id
    await expect(w.run(system(), closeUnit, root)).rejects.toEqual(refusal('conflict'))
    await expect(w.run(system(), moveUnit, { unit_id: root, parent_id: w.cast.county.id })).rejects.toEqual(refusal('conflict'))
    const id = await unitBelow(root)
    await w.db.updateTable('kernel.units').set({ valid_from: today }).where('id', '=', id).execute()
    await expect(w.run(system(), closeUnit, id)).rejects.toEqual(refusal('conflict'))
  })
})

describe('a move', () => {
  /** Every lineage is that of the unit above with the unit itself: whatever was moved. */
  const faults = async () => {
    const rows = await w.db.selectFrom('kernel.units').select(['id', 'parent_id', 'lineage']).execute()
    const lineages = new Map(rows.map(row => [row.id, row.lineage]))
    return rows.filter(row => JSON.stringify(row.lineage) !== JSON.stringify([...(lineages.get(row.parent_id ?? 0) ?? []), row.id]))
  }

  test('of any unit anywhere keeps the tree whole, and is refused only to make circles', async () => {
    const ids = [await unitBelow(w.cast.city.id)]
    for (const at of [0, 0, 1, 2, 3, 1]) ids.push(await unitBelow(ids[at] ?? 0))
    await fc.assert(
      fc.asyncProperty(fc.nat(ids.length - 1), fc.nat(ids.length - 1), async (from, to) => {
        const [unit_id = 0, parent_id = 0] = [ids[from], ids[to]]
        const circle = (await unitRow(parent_id)).lineage.includes(unit_id)
        const moved = w.run(system(), moveUnit, { unit_id, parent_id })
        if (circle) await expect(moved).rejects.toEqual(refusal('invalid', 'parent'))
        else await moved
        expect(await faults()).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('two at once, each under the other: one is refused, and no circle is made', async () => {
    const [a, b] = [await unitBelow(w.cast.city.id), await unitBelow(w.cast.city.id)]
    const both = await Promise.allSettled([
      w.run(system(), moveUnit, { unit_id: a, parent_id: b }),
      w.run(system(), moveUnit, { unit_id: b, parent_id: a }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await faults()).toEqual([])
  })

  test('while a unit is being created below: it is moved too', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await unitBelow(w.cast.city.id), await unitBelow(w.cast.city.id)]
      await Promise.all([w.run(system(), moveUnit, { unit_id: a, parent_id: b }), unitBelow(a)])
      expect(await faults()).toEqual([])
    }
  })
})

describe('a person', () => {
  test('comes with a post and a one-time password, and leaves with all sessions ended at once', async () => {
    const { id, sign_in_name } = await newcomer()
    const answer = await w.run(w.cast.public, signIn, { sign_in_name, password: one_time_password })
    expect(answer).toMatchObject({ stage: 'new_password' })
    const { id: account_id } = await account(id)
    await w.db
      .insertInto('kernel.sessions')
      .values({ token_hash: Buffer.from('x'), account_id, expires_at: w.clock.now().add({ hours: 1 }).toString() })
      .execute()
    await w.run(system(), disableAccount, { person_id: id, reason: '调离' })
    expect(await w.db.selectFrom('kernel.sessions').select('id').where('account_id', '=', account_id).execute()).toEqual([])
    expect(await w.db.selectFrom('kernel.pending_sign_ins').select('stage').where('account_id', '=', account_id).execute()).toEqual([])
    expect(await w.run(w.cast.public, signIn, { sign_in_name, password: one_time_password })).toMatchObject({
      refusal: { kind: 'invalid' },
    })
    await expect(w.run(system(), disableAccount, { person_id: id, reason: '再次' })).rejects.toEqual(refusal('conflict'))
    await expect(w.run(system(), resetPassword, { person_id: id, one_time_password })).rejects.toEqual(refusal('conflict'))
    await w.run(system(), enableAccount, { person_id: id, one_time_password: 'other words in a row' })
    expect(await w.run(w.cast.public, signIn, { sign_in_name, password: 'other words in a row' })).toMatchObject({ stage: 'new_password' })
    await expect(w.run(system(), enableAccount, { person_id: id, one_time_password })).rejects.toEqual(refusal('conflict'))
    expect(await logOf(`account:${account_id}`)).toEqual(expect.arrayContaining(['create_account', 'disable_account', 'enable_account']))
    expect(JSON.stringify(await w.db.selectFrom('kernel.log').selectAll().execute())).not.toContain('words in a row')
  })

  test('has a password that nobody guesses, and a user name of their own; nothing of a refused one stays', async () => {
    const { post, sign_in_name } = await newcomer()
    const before = await w.db
      .selectFrom('kernel.people')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const good = { name: '何某', post_id: post, valid_from: today, sign_in_name: 'hemou', one_time_password }
    await expect(w.run(system(), enterPerson, { ...good, one_time_password: 'short' })).rejects.toEqual(
      refusal('invalid', 'one_time_password'),
    )
    await expect(w.run(system(), enterPerson, { ...good, one_time_password: 'hemou-hemou-2026' })).rejects.toEqual(
      refusal('invalid', 'one_time_password'),
    )
    await expect(w.run(system(), enterPerson, { ...good, sign_in_name })).rejects.toEqual(refusal('invalid', 'sign_in_name'))
    await expect(w.run(system(), enterPerson, { ...good, post_id: 999_999 })).rejects.toEqual(refusal('invalid', 'post_id'))
    expect(
      await w.db
        .selectFrom('kernel.people')
        .select(eb => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    ).toEqual(before)
  })

  test('is kept only by who keeps all the units that they belong to', async () => {
    const { id, post } = await newcomer(w.cast.county.id)
    await w.run(countys(), renamePerson, { person_id: id, name: '许某某' })
    await w.run(security(), giveRole, { person_id: id, role: 'author', unit_id: w.cast.education.id, valid_from: today, valid_to: null })
    await refused('not_found', [
      w.run(countys(), renamePerson, { person_id: id, name: '甲' }),
      w.run(countys(), resetPassword, { person_id: id, one_time_password }),
      w.run(countys(), disableAccount, { person_id: id, reason: '甲' }),
      w.run(countys(), resetPassword, { person_id: w.cast.security.person_id ?? 0, one_time_password }),
      w.run(countys(), resetPassword, { person_id: 999_999, one_time_password }),
    ])
    expect((await newcomer(w.cast.county.id)).post).not.toBe(post)
  })

  test('nobody disables or resets themselves', async () => {
    const person_id = w.cast.system.person_id ?? 0
    await expect(w.run(system(), disableAccount, { person_id, reason: '甲' })).rejects.toEqual(refusal('conflict'))
    await expect(w.run(system(), resetPassword, { person_id, one_time_password })).rejects.toEqual(refusal('conflict'))
  })
})

describe('a post', () => {
  test('is handed on with its dates', async () => {
    const [old, next] = [await newcomer(), await newcomer()]
    const holding = { post_id: old.post, person_id: old.id, valid_from: today }
    await expect(w.run(system(), handOn, { ...holding, on: '2018-01-01', to: null })).rejects.toEqual(refusal('invalid', 'on'))
    await w.run(system(), handOn, { ...holding, on: '2099-01-01', to: next.id })
    const rows = await w.db.selectFrom('kernel.holdings').selectAll().where('post_id', '=', old.post).orderBy('valid_from').execute()
    expect(rows).toEqual([
      { ...holding, valid_to: '2099-01-01' },
      { post_id: old.post, person_id: next.id, valid_from: '2099-01-01', valid_to: null },
    ])
    await expect(w.run(system(), handOn, { ...holding, on: today, to: null })).rejects.toEqual(refusal('conflict'))
    await expect(w.run(system(), appoint, { person_id: next.id, post_id: old.post, valid_from: '2099-02-01' })).rejects.toEqual(
      refusal('conflict'),
    )
  })

  test('twice at once is held once', async () => {
    const [{ post }, { id }] = [await newcomer(), await newcomer()]
    const appointment = { person_id: id, post_id: post, valid_from: today }
    const both = await Promise.allSettled([
      w.run(system(), appoint, appointment),
      w.run(system(), appoint, { ...appointment, valid_from: '2020-01-01' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('a role', () => {
  const grant = (person_id: number, changes: Partial<Parameters<typeof giveRole>[1]> = {}) => ({
    person_id,
    role: 'author' as Role,
    unit_id: w.cast.education.id,
    valid_from: today,
    valid_to: null,
    ...changes,
  })

  test('is granted by others, from today on, once, and ended with who and when', async () => {
    const { id } = await newcomer()
    const self = w.cast.security.person_id ?? 0
    await expect(w.run(security(), giveRole, grant(self))).rejects.toEqual(refusal('conflict'))
    await expect(w.run(security(), giveRole, grant(id, { valid_from: '2020-01-01' }))).rejects.toEqual(refusal('invalid', 'valid_from'))
    await expect(w.run(security(), giveRole, grant(id, { valid_to: today }))).rejects.toEqual(refusal('invalid', 'valid_to'))
    const grant_id = await w.run(security(), giveRole, grant(id))
    await expect(w.run(security(), giveRole, grant(id))).rejects.toEqual(refusal('invalid', 'role'))
    await expect(w.run(security(), giveRole, grant(999_999))).rejects.toEqual(refusal('not_found'))
    await w.run(security(), endGrant, { grant_id, reason: '调离' })
    const row = await w.db.selectFrom('kernel.grants').selectAll().where('id', '=', grant_id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ valid_to: today, recorded_by: self, ended_by: self })
    await expect(w.run(security(), endGrant, { grant_id, reason: '再次' })).rejects.toEqual(refusal('conflict'))
    await w.run(security(), giveRole, grant(id))
  })

  test('twice at once is granted once', async () => {
    const { id } = await newcomer()
    const both = await Promise.allSettled([w.run(security(), giveRole, grant(id)), w.run(security(), giveRole, grant(id))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is granted only where one guards', async () => {
    const { id } = await newcomer()
    const guard: Actor = { ...w.cast.security, grants: [{ role: 'security_admin', unit_id: w.cast.county.id }] }
    await expect(w.run(guard, giveRole, grant(id))).rejects.toEqual(refusal('not_found'))
    const grant_id = await w.run(security(), giveRole, grant(id))
    await expect(w.run(guard, endGrant, { grant_id, reason: '甲' })).rejects.toEqual(refusal('not_found'))
    await expect(w.run(guard, endGrant, { grant_id: 999_999, reason: '甲' })).rejects.toEqual(refusal('not_found'))
    await expect(w.run(guard, removeLostFactors, { person_id: id, reason: '甲' })).rejects.toEqual(refusal('not_found'))
  })

  test('of one administrator excludes the other two', async () => {
    const person_id = w.cast.audit.person_id ?? 0
    await expect(w.run(security(), giveRole, grant(person_id, { role: 'system_admin' }))).rejects.toEqual(refusal('conflict'))
  })
})

describe('the last of an administrators’ office', () => {
  const officeOf = async (person: Actor, role: Role): Promise<number> =>
    (
      await w.db
        .selectFrom('kernel.grants')
        .select('id')
        .where('person_id', '=', person.person_id ?? 0)
        .where('role', '=', role)
        .executeTakeFirstOrThrow()
    ).id

  beforeEach(async () => {
    await w.db.updateTable('kernel.accounts').set({ disabled_on: null }).execute()
  })

  test('keeps it: neither the grant ends nor the account is closed', async () => {
    const grant_id = await officeOf(w.cast.audit, 'audit_admin')
    await expect(w.run(security(), endGrant, { grant_id, reason: '甲' })).rejects.toEqual(refusal('conflict'))
    const closing = { act: 'disable_account', person_id: w.cast.audit.person_id, reason: '甲' } as const
    await expect(w.run(system(), propose, closing)).rejects.toEqual(refusal('conflict'))
    const { id } = await newcomer()
    await settled(id)
    await w.run(security(), giveRole, {
      person_id: id,
      role: 'audit_admin',
      unit_id: w.cast.city.id,
      valid_from: today,
      valid_to: '2099-01-01',
    })
    await expect(w.run(security(), endGrant, { grant_id, reason: '甲' })).rejects.toEqual(refusal('conflict')) // the other's office ends by itself
    await expect(
      w.run(security(), endGrant, { grant_id: await officeOf(w.cast.security, 'security_admin'), reason: '甲' }),
    ).rejects.toEqual(refusal('conflict'))
  })

  test('of two, both removed at once, one stays', async () => {
    const [a, b] = [await newcomer(), await newcomer()]
    await settled(a.id)
    await settled(b.id)
    const office = { role: 'audit_admin', unit_id: w.cast.city.id, valid_from: today, valid_to: null } as const
    const first = await w.run(security(), giveRole, { person_id: a.id, ...office })
    await w.run(security(), giveRole, { person_id: b.id, ...office })
    await w.run(security(), endGrant, { grant_id: await officeOf(w.cast.audit, 'audit_admin'), reason: '轮岗' })
    const closing = await w.run(system(), propose, { act: 'disable_account', person_id: b.id, reason: '甲' })
    const both = await Promise.allSettled([
      w.run(security(), endGrant, { grant_id: first, reason: '甲' }),
      w.run(security(), agree, closing.id),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const left = await w.db
      .selectFrom('kernel.grants as g')
      .innerJoin('kernel.accounts as a', 'a.person_id', 'g.person_id')
      .select('g.id')
      .where('g.role', '=', 'audit_admin')
      .where('g.valid_to', 'is', null)
      .where('a.disabled_on', 'is', null)
      .execute()
    expect(left).toHaveLength(1)
  })
})
