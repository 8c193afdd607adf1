import type { Day } from '../calendar/day.ts'
import { Refusal } from '../refusal.ts'
import type { Work } from '../work.ts'
import { sign_in_name_shape } from './account.ts'
import { administrators, isAdministrator, type Role } from './actor.ts'
import { hashPassword, insistOnPassword } from './passwords.ts'
import { drawIds, only, slices } from './rows.ts'

// The commands of kernel/org ask no right: the route of the administration, the one-time link or the demo's loader has.

export type NewPerson = { readonly name: string }

export const createPerson = async (work: Work, person: NewPerson): Promise<number> => only(await createPeople(work, [person]))

/** Creates people; ids in the same order. */
export async function createPeople(work: Work, people: readonly NewPerson[]): Promise<number[]> {
  const ids = await drawIds(work, 'people', people.length)
  const rows = ids.flatMap((id, index) => {
    const person = people[index]
    return person ? [{ id, name: person.name }] : []
  })
  for (const some of slices(rows)) await work.tx.insertInto('kernel.people').values(some).execute()
  await logMany(work, 'create_person', 'create_people', 'person', ids)
  return ids
}

export type NewHolding = { readonly post_id: number; readonly person_id: number; readonly valid_from?: Day }

export const holdPost = (work: Work, holding: NewHolding): Promise<void> => holdPosts(work, [holding])

/** Puts people into posts, from a day (today, if none is said). Refusal 'conflict' when one holds the post from that day already. */
export async function holdPosts(work: Work, holdings: readonly NewHolding[]): Promise<void> {
  for (const some of slices(holdings)) {
    const written = await work.tx
      .insertInto('kernel.holdings')
      .values(some.map(({ post_id, person_id, valid_from }) => ({ post_id, person_id, valid_from: valid_from ?? work.today })))
      .onConflict(conflict => conflict.doNothing())
      .returning('post_id')
      .execute()
    if (written.length < some.length) {
      throw new Refusal('conflict', { 'zh-CN': '此人当日已任此岗位。', en: 'This person holds the post from that day already.' })
    }
  }
  const posts = holdings.map(({ post_id }) => post_id)
  await logMany(work, 'hold_post', 'hold_posts', 'post', posts, { people: holdings.map(({ person_id }) => person_id) })
}

/** `valid_to`: the first day on which it holds no more; null or unset: until it is ended. */
export type NewGrant = {
  readonly person_id: number
  readonly role: Role
  readonly unit_id: number
  readonly valid_from?: Day
  readonly valid_to?: Day | null
}

export const grantRole = async (work: Work, grant: NewGrant): Promise<number> => only(await grantRoles(work, [grant]))

/**
 * Grants roles, each for a unit and all below it, from a day (today, if none is said). Returns the grants' ids.
 * Refusal 'conflict' when it would give somebody two of the three administrators' offices (三员分立); the database has an index for it.
 */
export async function grantRoles(work: Work, grants: readonly NewGrant[]): Promise<number[]> {
  await separateAdministrators(work, grants)
  const ids: number[] = []
  for (const some of slices(grants)) {
    const rows = await work.tx
      .insertInto('kernel.grants')
      .values(some.map(grant => ({ ...grant, valid_from: grant.valid_from ?? work.today, recorded_by: work.actor.person_id })))
      .returning('id')
      .execute()
    ids.push(...rows.map(({ id }) => id))
  }
  const [first] = grants
  const detail = grants.length === 1 && first ? { ...first } : { people: [...new Set(grants.map(({ person_id }) => person_id))] }
  await logMany(work, 'grant_role', 'grant_roles', 'grant', ids, detail)
  return ids
}

/** Locks the people first, so that of two grants at once the second sees the first. */
async function separateAdministrators(work: Work, grants: readonly NewGrant[]): Promise<void> {
  const offices = grants.filter(({ role }) => isAdministrator(role)).map(({ person_id }) => person_id)
  if (offices.length === 0) return
  await work.tx.selectFrom('kernel.people').select('id').where('id', 'in', offices).orderBy('id').forNoKeyUpdate().execute()
  const held = await work.tx
    .selectFrom('kernel.grants')
    .select('id')
    .where('person_id', 'in', offices)
    .where('role', 'in', [...administrators])
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', work.today)]))
    .limit(1)
    .executeTakeFirst()
  if (!held && new Set(offices).size === offices.length) return
  throw new Refusal('conflict', {
    'zh-CN': '系统管理员、安全管理员、审计管理员须由三个不同的人担任，一人只能担任其中一职。',
    en: 'The system, security and audit administrators must be three different people, each holding one office.',
  })
}

/** `one_time_until`: the password was chosen by somebody else, and must be changed at the first sign-in, before that instant. */
export type NewAccount = {
  readonly person_id: number
  readonly sign_in_name: string
  readonly password: string
  readonly one_time_until?: Temporal.Instant
}

export const createAccount = async (work: Work, account: NewAccount): Promise<number> => only(await createAccounts(work, [account]))

/**
 * Creates accounts; names are kept in lower case. Each password is hashed with a salt of its own: about 30 ms of a core each.
 * Refusal 'invalid' beside `sign_in_name` or `password`.
 */
export async function createAccounts(work: Work, accounts: readonly NewAccount[]): Promise<number[]> {
  const named = accounts.map(account => ({ ...account, sign_in_name: account.sign_in_name.trim().toLowerCase() }))
  if (named.some(({ sign_in_name }) => !sign_in_name_shape.test(sign_in_name))) {
    throw refuse('sign_in_name', '用户名须为 2 至 40 个小写字母、数字或 . _ -', 'A user name has 2 to 40 letters, digits or . _ -')
  }
  const names = await namesOf(work, named)
  for (const { person_id, sign_in_name, password } of named) insistOnPassword(password, { sign_in_name, name: names.get(person_id) ?? '' })
  const rows = await Promise.all(
    named.map(async ({ person_id, sign_in_name, password, one_time_until }) => ({
      person_id,
      sign_in_name,
      password_hash: await hashPassword(password),
      one_time_until: one_time_until?.toString() ?? null,
    })),
  )
  const ids: number[] = []
  for (const some of slices(rows)) {
    const written = await work.tx
      .insertInto('kernel.accounts')
      .values(some)
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .execute()
    if (written.length < some.length)
      throw refuse('sign_in_name', '此用户名已被使用，或此人已有账户', 'The user name is taken, or the person has an account')
    ids.push(...written.map(({ id }) => id))
  }
  await logMany(work, 'create_account', 'create_accounts', 'account', ids)
  return ids
}

async function namesOf(work: Work, accounts: readonly NewAccount[]): Promise<Map<number, string>> {
  const ids = accounts.map(({ person_id }) => person_id)
  if (ids.length === 0) return new Map()
  const people = await work.tx.selectFrom('kernel.people').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** One row of the log per command: for one subject its id, for many all ids in the detail. */
async function logMany(
  work: Work,
  one: string,
  many: string,
  noun: string,
  ids: readonly number[],
  detail: Readonly<Record<string, unknown>> = {},
) {
  const [first] = ids
  if (ids.length === 1 && first !== undefined) await work.log(one, `${noun}:${first}`, detail)
  else await work.log(many, `${noun}:many`, { ids, ...detail })
}

const refuse = (field: string, chinese: string, english: string) => {
  const words = { 'zh-CN': chinese, en: english }
  return new Refusal('invalid', words, { [field]: words })
}
