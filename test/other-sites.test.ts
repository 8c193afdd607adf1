import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../src/kernel/org/actor.ts'
import { can } from '../src/kernel/org/can.ts'
import { allRoutes, type Route } from './routes.ts'
import { type World, world } from './world.ts'

// What other sites may send into a browser in which somebody is signed in: every form of the house, from anywhere.

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const posts = (await allRoutes()).filter(({ method }) => method !== 'GET')
const addressOf = ({ path }: Route) => path.replaceAll(/:(\w+)(\{[^}]*\})?/g, '1')
const somebodyWith = ({ right }: Route) =>
  Object.values(w.cast).find(
    one => 'grants' in one && one.person_id !== null && (right === undefined || right === 'open' || can(one, right)),
  )

describe.each(posts)('%s', route => {
  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without a name', { origin: 'null' }],
    ['another site’s script', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
    ['a file’s form', { origin: 'https://evil.example', 'content-type': 'multipart/form-data; boundary=x' }],
  ])('does nothing for %s', async (_what, headers) => {
    const who = somebodyWith(route)
    const lines = async (): Promise<number> =>
      (
        await w.db
          .selectFrom('kernel.log')
          .select(eb => eb.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n
    const before = await lines()
    const as = who && 'grants' in who ? { as: who } : {}
    const answer = await w.post(addressOf(route), { form_id: randomUUID(), reason: '甲' }, { ...as, headers })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await lines()).toBe(before)
  })
})

it('every form was tried', () => {
  expect(posts.length).toBeGreaterThan(100)
})

describe('what is not there and what one may not see', () => {
  /** Without what differs in every answer. */
  const words = async (answer: Response) => `${answer.status} ${(await answer.text()).replaceAll(/\d+/g, '')}`
  it.each([
    ['a person', (): Actor => w.cast.system, () => `/desk/people/${w.cast.wu.person_id}`, '/desk/people/999999'],
    [
      'a session',
      (): Actor => w.cast.security,
      () => `/desk/sessions/people/${w.cast.wu.person_id}/losses/new`,
      '/desk/sessions/people/999999/losses/new',
    ],
    [
      'an administrator',
      (): Actor => w.cast.system,
      () => `/desk/administrators/${w.cast.li.person_id}/proposals/new`,
      '/desk/administrators/999999/proposals/new',
    ],
  ] as const)('look the same: %s', async (what, who, there, gone) => {
    const right = { 'a person': 'system_admin', 'a session': 'security_admin', 'an administrator': 'system_admin' }[what] as 'system_admin'
    const elsewhere = { ...who(), grants: [{ role: right, unit_id: w.cast.education.id }] }
    await w.db.updateTable('kernel.grants').set({ unit_id: w.cast.education.id }).where('person_id', '=', elsewhere.person_id).execute()
    expect(await words(await w.get(there(), { as: elsewhere }))).toBe(await words(await w.get(gone, { as: elsewhere })))
    await w.db.updateTable('kernel.grants').set({ unit_id: w.cast.city.id }).where('person_id', '=', elsewhere.person_id).execute()
  })

  it('look the same to the public: the attachment of a draft, and none; a link that was never made, and nonsense', async () => {
    for (const [one, other] of [
      ['/files/1/a.txt', '/files/999999/a.txt'],
      [`/desk/setup?token=${'a'.repeat(43)}`, '/desk/setup?token=x'],
    ] as const)
      expect((await words(await w.get(one))).replaceAll(/token=[a-z]+/g, '')).toBe(
        (await words(await w.get(other))).replaceAll(/token=[a-z]+/g, ''),
      )
  })
})
