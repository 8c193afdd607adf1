import { sql } from 'kysely'
import { sign_in_name_shape } from '../org/account.ts'
import { unitsWhere } from '../org/can.ts'
import { oneTimeUntil } from '../org/passwords.ts'
import { createAccounts, createPeople, holdPosts } from '../org/people.ts'
import { createPosts } from '../org/units.ts'
import type { Look, Work } from '../work.ts'
import { type Cells, markTwice, noTick, RowReader, readEach, type Tick } from './row.ts'

type NewColleague = { readonly name: string; readonly unit_id: number; readonly post: string; readonly sign_in_name: string }
type ReadPerson = { readonly reader: RowReader; readonly person: NewColleague }

/** A person with the password that is shown once: nowhere else is it kept but as a hash. */
export type Credential = { readonly name: string; readonly sign_in_name: string; readonly password: string }

/** People of one sheet: each password is hashed for 30 ms, so more would keep the whole house waiting. */
export const people_max = 1000
/** Accounts whose passwords are hashed together. */
const accounts_at_once = 50

export async function readPeople(look: Look, rows: readonly Cells[], tick: Tick = noTick): Promise<ReadPerson[]> {
  const roots = unitsWhere(look.actor, 'account.manage')
  const units = await look.db
    .selectFrom('kernel.units')
    .select(['id', 'code'])
    .where('lineage', '&&', sql<number[]>`${roots}::integer[]`)
    .execute()
  const idOf = new Map(units.map(({ id, code }) => [code, id]))
  const read = await readEach(rows, cells => readPerson(cells, idOf), tick)
  const names = read.map(({ person }) => person.sign_in_name)
  const taken = await look.db
    .selectFrom('kernel.accounts')
    .select('sign_in_name')
    .where('sign_in_name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  const takenNames = new Set(taken.map(row => row.sign_in_name))
  for (const { reader, person } of read) if (takenNames.has(person.sign_in_name)) reader.fault('sign_in_name', 'sign_in_name_taken')
  markTwice(
    read,
    ({ person }) => person.sign_in_name,
    ({ reader }) => reader.fault('sign_in_name', 'sign_in_name_twice'),
  )
  return read
}

function readPerson(cells: Cells, units: ReadonlyMap<string, number>): ReadPerson {
  const reader = new RowReader('people', cells)
  const unit = reader.text('unit', 100)
  const unit_id = units.get(unit)
  if (unit !== '' && unit_id === undefined) reader.fault('unit', 'unknown_unit')
  const sign_in_name = reader.text('sign_in_name', 200).toLowerCase()
  if (sign_in_name !== '' && !sign_in_name_shape.test(sign_in_name)) reader.fault('sign_in_name', 'sign_in_name_wrong')
  return { reader, person: { name: reader.text('name', 100), unit_id: unit_id ?? 0, post: reader.text('post', 100), sign_in_name } }
}

/** Creates the people with post and account. A post of the same name in the unit is held by them too. */
export async function takePeople(work: Work, read: readonly ReadPerson[], tick: Tick = noTick): Promise<Credential[]> {
  const people = read.map(({ person }) => person)
  const posts = await postsOf(work, people)
  const ids = await createPeople(work, people)
  const made = people.map((person, index) => ({
    ...person,
    person_id: ids[index] ?? 0,
    post_id: posts.get(postKey(person)) ?? 0,
    password: oneTimePassword(work),
  }))
  await holdPosts(
    work,
    made.map(({ person_id, post_id }) => ({ person_id, post_id })),
  )
  const one_time_until = await oneTimeUntil(work) // whoever sent the sheet has seen it
  for (let from = 0; from < made.length; from += accounts_at_once) {
    const some = made.slice(from, from + accounts_at_once)
    await createAccounts(
      work,
      some.map(({ person_id, sign_in_name, password }) => ({ person_id, sign_in_name, password, one_time_until })),
    )
    await tick(from + some.length)
  }
  return made.map(({ name, sign_in_name, password }) => ({ name, sign_in_name, password }))
}

const postKey = ({ unit_id, post }: NewColleague) => `${unit_id}\n${post}`

async function postsOf(work: Work, people: readonly NewColleague[]): Promise<Map<string, number>> {
  const units = [...new Set(people.map(({ unit_id }) => unit_id))]
  const known = await work.tx.selectFrom('kernel.posts').select(['id', 'unit_id', 'name']).where('unit_id', 'in', units).execute()
  const posts = new Map(known.map(({ id, unit_id, name }) => [`${unit_id}\n${name}`, id]))
  const missing = [...new Map(people.map(person => [postKey(person), person])).values()].filter(person => !posts.has(postKey(person)))
  const ids = await createPosts(
    work,
    missing.map(({ unit_id, post }) => ({ unit_id, name: post })),
  )
  for (const [index, person] of missing.entries()) posts.set(postKey(person), ids[index] ?? 0)
  return posts
}

// Without those that are taken for each other when they are read from paper.
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** 14 characters of 31: 69 bits. */
function oneTimePassword(work: Work): string {
  let password = ''
  while (password.length < 14) {
    for (const byte of work.random(20)) {
      if (byte < letters.length * 8 && password.length < 14) password += letters.charAt(byte % letters.length)
    }
  }
  return password
}
