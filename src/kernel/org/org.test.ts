import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import type { RefusalKind } from '../refusal.ts'
import { type Command, type Run, runner } from '../work.ts'
import { thePublic } from './actor.ts'
import { createAccount, createAccounts, createPeople, createPerson, grantRole, grantRoles, holdPost, holdPosts } from './people.ts'
import { createDivisions, createPost, createPosts, createUnit, createUnits, type NewUnit } from './units.ts'

let database: Awaited<ReturnType<typeof cloneDatabase>>
let run: Run
beforeAll(async () => {
  database = await cloneDatabase()
  run = runner({
    db: database.db,
    readonly: database.readonly,
    clock: () => Temporal.Instant.from('2018-03-01T10:00:00+08:00'),
    random: bytes => randomBytes(bytes),
    onPublicChange: () => {},
  })
})
afterAll(async () => await database.drop())

let lastLog = 0
beforeEach(async () => {
  lastLog =
    (
      await database.db
        .selectFrom('kernel.log')
        .select(eb => eb.fn.max('id').as('id'))
        .executeTakeFirstOrThrow()
    ).id ?? 0
})
const logged = async () =>
  await database.db.selectFrom('kernel.log').select(['act', 'subject', 'detail']).where('id', '>', lastLog).orderBy('id').execute()
const acts = async () => (await logged()).map(({ act }) => act)

const as = <I, O>(command: Command<I, O>, input: I) => run(thePublic, command, input)
const refusal = (kind: RefusalKind, ...fields: string[]) =>
  expect.objectContaining({
    name: 'Refusal',
    kind,
    ...(fields.length > 0 ? { fields: expect.objectContaining(Object.fromEntries(fields.map(field => [field, expect.anything()]))) } : {}),
  })

let serial = 0
const named = (parent: string | null = null, changes: Partial<NewUnit> = {}): NewUnit => {
  serial += 1
  const code = `unit-${serial}`
  return {
    code,
    name: `第${serial}局`,
    short_name: `${serial}局`,
    level: 'city',
    kind: 'department',
    parent,
    valid_from: '2018-01-01',
    ...changes,
  }
}

describe('units', () => {
  test('know the way down from the root, also when created together', async () => {
    const root = named()
    const child = named(root.code)
    const grandchild = named(child.code)
    const [a, b, c] = await as(createUnits, [root, child, grandchild])
    expect(a?.lineage).toEqual([a?.id])
    expect(b?.lineage).toEqual([a?.id, b?.id])
    expect(c?.lineage).toEqual([a?.id, b?.id, c?.id])
    const later = await as(createUnit, named(child.code))
    const row = await database.db.selectFrom('kernel.units').selectAll().where('id', '=', later.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ parent_id: b?.id, lineage: [a?.id, b?.id, later.id], division_code: null })
    expect(await acts()).toEqual(['create_units', 'create_unit'])
  })

  test('a parent that comes later, or nowhere, is refused', async () => {
    const root = named()
    await expect(as(createUnits, [named(root.code), root])).rejects.toEqual(refusal('invalid', 'parent'))
    await expect(as(createUnit, named('nowhere'))).rejects.toEqual(refusal('invalid', 'parent'))
  })

  test('a code is used once, and nothing of a refused bulk stays', async () => {
    const root = named()
    await as(createUnit, root)
    const other = named()
    await expect(as(createUnits, [other, named(null, { code: root.code })])).rejects.toEqual(refusal('invalid', 'code'))
    expect(await database.db.selectFrom('kernel.units').select('id').where('code', '=', other.code).execute()).toEqual([])
    expect(await acts()).toEqual(['create_unit'])
  })

  test('two at once with one code: one wins, the other is refused', async () => {
    const unit = named()
    const results = await Promise.allSettled([as(createUnit, unit), as(createUnit, unit)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Refusal', kind: 'invalid' } })
  })

  test('a division must exist; divisions come in bulk, and again without harm', async () => {
    await expect(as(createUnit, named(null, { division_code: '620300' }))).rejects.toEqual(refusal('invalid', 'division_code'))
    const base = { valid_from: '2000-01-01', source: 'test' }
    const divisions = [
      { code: '620300', name: '金昌市', level: 1, parent_code: null, ...base },
      { code: '620302', name: '金川区', level: 2, parent_code: '620300', ...base },
      { code: '620302001', name: '某街道', level: 3, parent_code: '620302', demo: true, ...base },
    ] as const
    expect(await as(createDivisions, divisions)).toBe(3)
    expect(await as(createDivisions, divisions)).toBe(0)
    await as(createUnit, named(null, { division_code: '620300' }))
  })

  test('thousands go in one command', async () => {
    const root = named()
    const units = await as(createUnits, [root, ...Array.from({ length: 4500 }, () => named(root.code))])
    expect(units).toHaveLength(4501)
    expect(new Set(units.slice(1).map(({ lineage }) => lineage[0]))).toEqual(new Set([units[0]?.id]))
  })
})

describe('posts and people', () => {
  test('ids come in the order of what was asked for', async () => {
    const unit = await as(createUnit, named())
    const posts = await as(createPosts, [
      { unit_id: unit.id, name: '局长' },
      { unit_id: unit.id, name: '科长' },
    ])
    const people = await as(createPeople, [{ name: '王某' }, { name: '<b>李某</b>' }])
    const names = await database.db.selectFrom('kernel.people').select('name').where('id', 'in', people).orderBy('id').execute()
    expect(names.map(({ name }) => name)).toEqual(['王某', '<b>李某</b>'])
    await as(
      holdPosts,
      people.flatMap((person_id, index) => {
        const post_id = posts[index]
        return post_id === undefined ? [] : [{ person_id, post_id }]
      }),
    )
    const held = await database.db
      .selectFrom('kernel.holdings')
      .innerJoin('kernel.posts', 'id', 'post_id')
      .select(['person_id', 'name', 'valid_from'])
      .where('person_id', 'in', people)
      .orderBy('person_id')
      .execute()
    expect(held).toEqual([
      { person_id: people[0], name: '局长', valid_from: '2018-03-01' },
      { person_id: people[1], name: '科长', valid_from: '2018-03-01' },
    ])
    expect(await acts()).toEqual(['create_unit', 'create_posts', 'create_people', 'hold_posts'])
  })

  test('nobody takes a post twice on one day', async () => {
    const unit = await as(createUnit, named())
    const holding = {
      post_id: await as(createPost, { unit_id: unit.id, name: '科员' }),
      person_id: await as(createPerson, { name: '赵某' }),
    }
    await as(holdPost, holding)
    await expect(as(holdPost, holding)).rejects.toEqual(refusal('conflict'))
    expect(await acts()).toEqual(['create_unit', 'create_post', 'create_person', 'hold_post'])
  })
})

describe('三员分立: nobody holds two of the three administrators’ offices', () => {
  const pairs = [
    ['system_admin', 'security_admin'],
    ['system_admin', 'audit_admin'],
    ['security_admin', 'audit_admin'],
    ['audit_admin', 'system_admin'],
    ['audit_admin', 'audit_admin'],
  ] as const
  test.each(pairs)('%s and then %s', async (first, second) => {
    const { id: unit_id } = await as(createUnit, named())
    const person_id = await as(createPerson, { name: '钱某' })
    await as(grantRole, { person_id, unit_id, role: first })
    await expect(as(grantRole, { person_id, unit_id, role: second })).rejects.toEqual(refusal('conflict'))
    await expect(as(grantRoles, [{ person_id, unit_id, role: second }])).rejects.toEqual(refusal('conflict'))
  })

  test('nor two in one bulk, nor two at once; other roles go with any', async () => {
    const { id: unit_id } = await as(createUnit, named())
    const [a = 0, b = 0] = await as(createPeople, [{ name: '冯某' }, { name: '陈某' }])
    const office = (person_id: number, role: 'system_admin' | 'audit_admin') => ({ person_id, unit_id, role })
    await expect(as(grantRoles, [office(a, 'system_admin'), office(a, 'audit_admin')])).rejects.toEqual(refusal('conflict'))
    const both = await Promise.allSettled([as(grantRole, office(a, 'system_admin')), as(grantRole, office(a, 'audit_admin'))])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Refusal', kind: 'conflict' } })
    await as(grantRoles, [office(b, 'audit_admin'), { person_id: b, unit_id, role: 'author' }, { person_id: b, unit_id, role: 'reviewer' }])
    expect(await database.db.selectFrom('kernel.grants').select('role').where('person_id', '=', b).orderBy('id').execute()).toHaveLength(3)
  })

  test('an office that has ended may be followed by another', async () => {
    const { id: unit_id } = await as(createUnit, named())
    const person_id = await as(createPerson, { name: '卫某' })
    const id = await as(grantRole, { person_id, unit_id, role: 'system_admin', valid_from: '2017-01-01' })
    await database.db.updateTable('kernel.grants').set({ valid_to: '2018-03-01' }).where('id', '=', id).execute()
    await as(grantRole, { person_id, unit_id, role: 'audit_admin' })
    expect(await logged()).toContainEqual(
      expect.objectContaining({ act: 'grant_role', detail: { person_id, unit_id, role: 'audit_admin' } }),
    )
  })
})

describe('accounts', () => {
  test('names are kept in lower case; the password is kept as its hash, and never logged', async () => {
    const person_id = await as(createPerson, { name: '蒋某' })
    const id = await as(createAccount, { person_id, sign_in_name: ' Jiang.1 ', password: 'a long password' })
    const row = await database.db.selectFrom('kernel.accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ person_id, sign_in_name: 'jiang.1', disabled_on: null })
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(JSON.stringify(await logged())).not.toContain('password')
    expect(await acts()).toEqual(['create_person', 'create_account'])
  })

  test('a short password, an odd name, a taken name and a second account are refused beside their field', async () => {
    const [a = 0, b = 0] = await as(createPeople, [{ name: '沈某' }, { name: '韩某' }])
    const good = { person_id: a, sign_in_name: 'shen', password: 'a long password' }
    for (const password of ['01234567890', 'x'.repeat(201), '123456789012', 'aaaaaaaaaaaaaa']) {
      await expect(as(createAccount, { ...good, password })).rejects.toEqual(refusal('invalid', 'password'))
    }
    for (const sign_in_name of ['', 'x', '沈某', 'a b', "a'--", 'x'.repeat(41)]) {
      await expect(as(createAccount, { ...good, sign_in_name })).rejects.toEqual(refusal('invalid', 'sign_in_name'))
    }
    await as(createAccount, good)
    await expect(as(createAccount, { ...good, person_id: b, sign_in_name: 'SHEN' })).rejects.toEqual(refusal('invalid', 'sign_in_name'))
    await expect(as(createAccount, { ...good, sign_in_name: 'shen-2' })).rejects.toEqual(refusal('invalid', 'sign_in_name'))
    await expect(as(createAccounts, [{ ...good, person_id: b, sign_in_name: 'han' }, good])).rejects.toEqual(
      refusal('invalid', 'sign_in_name'),
    )
  })
})
