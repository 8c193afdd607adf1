import { openPortal } from '../publications/outlets.ts'
import { notFound, Refusal } from '../refusal.ts'
import { nameSite } from '../site/site.ts'
import { type Look, lookOf, type Work } from '../work.ts'
import { set_up_days } from './account.ts'
import { type Administrator, administrators } from './actor.ts'
import { createAccount, createPerson, grantRole, holdPost } from './people.ts'
import { newToken, tokenHash } from './tokens.ts'
import { createPost, createUnit } from './units.ts'

/** Code of the unit at the root of a city: the unique code lets only one set-up win. */
export const root_code = 'city'

export type SetUp = {
  readonly token: string
  readonly unit: { readonly name: string; readonly organisation_code: string | null }
  readonly people: Readonly<Record<Administrator, { readonly name: string; readonly sign_in_name: string; readonly password: string }>>
  /** The names of the three posts, in the city's language. */
  readonly posts: Readonly<Record<Administrator, string>>
}

const alreadySetUp = () =>
  new Refusal('conflict', {
    'zh-CN': '系统已完成初始设置，此链接不能再用。请用管理员账户登录。',
    en: 'The system has been set up, so this link no longer works. Sign in with an administrator’s account.',
  })

/** A one-time link's token, for a city without accounts. An earlier link that nobody used stops working. Refusal 'conflict' when there are accounts. */
export async function createSetupLink(work: Work): Promise<string> {
  if (await hasAccounts(work)) throw alreadySetUp()
  await work.tx.deleteFrom('kernel.setup_links').where('used_at', 'is', null).execute()
  const token = newToken(work)
  await work.tx
    .insertInto('kernel.setup_links')
    .values({ token_hash: tokenHash(token) })
    .execute()
  await work.log('create_setup_link', 'city:1')
  return token
}

/** Whether the link may still be used. Refusal 'not_found' for an unknown token, 'conflict' for one that was used. */
export async function checkSetupLink(look: Look, token: string): Promise<void> {
  const link = await look.db
    .selectFrom('kernel.setup_links')
    .select('used_at')
    .where('token_hash', '=', tokenHash(token))
    .executeTakeFirst()
  if (!link) throw notFound()
  if (link.used_at !== null) throw alreadySetUp()
}

/**
 * Sets the city up: its root unit and the three administrators, each a person with a post and an account. The link is used up in the
 * same transaction; of two at once the second waits for its row and is refused.
 */
export async function setUp(work: Work, input: SetUp): Promise<void> {
  const used = await work.tx
    .updateTable('kernel.setup_links')
    .set({ used_at: work.now.toString() })
    .where('token_hash', '=', tokenHash(input.token))
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (used.numUpdatedRows === 0n) {
    await checkSetupLink(lookOf(work), input.token)
    throw alreadySetUp()
  }
  if (await hasAccounts(work)) throw alreadySetUp()
  const city = await work.tx
    .selectFrom('kernel.divisions')
    .select('code')
    .where('level', '=', 1)
    .orderBy('code')
    .limit(1)
    .executeTakeFirst()
  const unit = await createUnit(work, {
    code: root_code,
    name: input.unit.name,
    short_name: input.unit.name,
    level: 'city',
    kind: 'government',
    parent: null,
    division_code: city?.code ?? null,
    organisation_code: input.unit.organisation_code,
    valid_from: work.today,
  })
  for (const role of administrators) {
    const { name, ...account } = input.people[role]
    const person_id = await createPerson(work, { name })
    await holdPost(work, { person_id, post_id: await createPost(work, { unit_id: unit.id, name: input.posts[role] }) })
    await grantRole(work, { person_id, role, unit_id: unit.id })
    // Typed on one screen, so known to whoever sat there: each replaces their own.
    await createAccount(work, { person_id, ...account, one_time_until: work.now.add({ hours: 24 * set_up_days }) })
  }
  await openPortal(work, { name: input.unit.name, unit_id: unit.id })
  await nameSite(work, input.unit.name)
  await work.log('set_up', `unit:${unit.id}`)
}

async function hasAccounts(work: Work): Promise<boolean> {
  return (await work.tx.selectFrom('kernel.accounts').select('id').limit(1).executeTakeFirst()) !== undefined
}
