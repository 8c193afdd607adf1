import { expect } from 'vitest'
import { cloneDatabase } from '../../../test/database.ts'
import { seedCalendar } from '../calendar/chinese-days.ts'
import type { Day } from '../calendar/day.ts'
import type { Actor, Role } from '../org/actor.ts'
import type { RefusalKind } from '../refusal.ts'
import { type Command, reader, runner } from '../work.ts'

/** A small office for the tests of cases: a city, two bureaus, people in posts, and a day that tests move. */
export async function office() {
  const database = await cloneDatabase()
  const { db, readonly } = database
  const day = { today: '2018-03-01' }
  const clock = () => Temporal.Instant.from(`${day.today}T10:00:00+08:00`)
  // Mail that would follow is not these tests' matter: what is handed on goes nowhere.
  const enqueue = async () => {}
  const run = runner({ db, readonly, clock, random: bytes => new Uint8Array(bytes), enqueue, onPublicChange: () => {} })
  await db.transaction().execute(seedCalendar)

  const unit = async (code: string, above: number[]): Promise<number> => {
    const { id } = await db.selectNoFrom(eb => eb.fn<number>('nextval', [eb.val('kernel.units_id_seq')]).as('id')).executeTakeFirstOrThrow()
    const names = { code, name: code, short_name: code, level: 'city', kind: 'bureau', valid_from: '2000-01-01' }
    await db
      .insertInto('kernel.units')
      .values({ id, parent_id: above.at(-1) ?? null, lineage: [...above, id], ...names })
      .execute()
    return id
  }
  /** Somebody with roles in a unit, in a post of it; and the post. */
  const person = async (name: string, unit_id: number, roles: readonly Role[]): Promise<Actor & { person_id: number; post_id: number }> => {
    const { id } = await db.insertInto('kernel.people').values({ name }).returning('id').executeTakeFirstOrThrow()
    const post = await db
      .insertInto('kernel.posts')
      .values({ unit_id, name: `${name}岗` })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.insertInto('kernel.holdings').values({ post_id: post.id, person_id: id, valid_from: '2000-01-01' }).execute()
    for (const role of roles)
      await db.insertInto('kernel.grants').values({ person_id: id, role, unit_id, valid_from: '2000-01-01' }).execute()
    return { person_id: id, post_id: post.id, name, grants: roles.map(role => ({ role, unit_id })) }
  }
  const city = await unit('city', [])
  const bureau = await unit('bureau', [city])
  const other = await unit('other', [city])
  return {
    ...database,
    city,
    bureau,
    other,
    unit,
    person,
    /** The author of the bureau, a colleague, its reviewer, its leader; an author and a leader of the other bureau; the city's supervisor. */
    li: await person('李办事员', bureau, ['author']),
    qian: await person('钱办事员', bureau, ['author']),
    zhao: await person('赵审核', bureau, ['reviewer']),
    sun: await person('孙局长', bureau, ['leader']),
    zhou: await person('周办事员', other, ['author']),
    wu: await person('吴局长', other, ['reviewer', 'leader']),
    feng: await person('冯督查', city, ['supervisor']),
    /** The day on which the tests act. */
    day: (today: Day): void => {
      day.today = today
    },
    read: reader({ readonly, clock }),
    as: <O>(actor: Actor, command: Command<undefined, O>): Promise<O> => run(actor, command, undefined),
  }
}

export type Office = Awaited<ReturnType<typeof office>>

/** A refusal of this kind; its English words, or the input that it names. */
export const refusal = (kind: RefusalKind, says?: RegExp | string) =>
  expect.objectContaining({
    name: 'Refusal',
    kind,
    ...(says instanceof RegExp ? { words: expect.objectContaining({ en: expect.stringMatching(says) }) } : {}),
    ...(typeof says === 'string' ? { fields: expect.objectContaining({ [says]: expect.anything() }) } : {}),
  })
