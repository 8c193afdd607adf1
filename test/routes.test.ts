import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { house } from '../src/house.ts'
import type { Bad } from '../src/kernel/audit/finding.ts'
import { verifyLog } from '../src/kernel/audit/verify.ts'
import { type Actor, isAdministrator, type Role, roles } from '../src/kernel/org/actor.ts'
import { can } from '../src/kernel/org/can.ts'
import { formsIn } from './forms-in.ts'
import { home } from './kept.ts'
import { allRoutes, type Route, type RouteExample, type RouteExamples, type Who } from './routes.ts'
import { type World, world } from './world.ts'

// Every route of the house: who is refused follows from the right that it names; who may, from one line in the room's routes.fixture.ts.
// A route without a line fails here.

const own: Readonly<Record<string, RouteExample>> = {
  'GET /robots.txt': { as: 'public' },
  'GET /favicon.ico': { as: 'public' },
  'GET /.well-known/security.txt': { as: 'public', answers: [404] }, // nobody has said where to write to
}

let w: World
/** Rows that the fixtures themselves wrote past the log. */
let strange: readonly Bad[]
let examples: Readonly<Record<string, RouteExample>>
/** Hold every right of everyday work, or one office of administration, in the county and nowhere else. */
let elsewhere: readonly Actor[]
let nobody: Actor
beforeAll(async () => {
  w = await world()
  const everyday = roles.filter(role => !isAdministrator(role))
  elsewhere = [await person(everyday), ...(await Promise.all(roles.filter(isAdministrator).map(role => person([role]))))]
  nobody = await person([])
  const rooms = await Promise.all(house.map(({ name }) => examplesOf(name)))
  const found: Record<string, RouteExample> = { ...own }
  for (const made of rooms) Object.assign(found, await made(w))
  examples = found
  strange = (await verifyLog(w.db)).bad
})
afterAll(() => w.drop())

async function examplesOf(room: string): Promise<RouteExamples> {
  const file = join(home, 'src/rooms', room, 'routes.fixture.ts')
  if (!existsSync(file)) throw new Error(`${file} is missing: it tells who may use the room’s routes`)
  const found: { examples: RouteExamples } = await import(pathToFileURL(file).href)
  return found.examples
}

async function person(held: readonly Role[]): Promise<Actor> {
  const unit_id = w.cast.county.id
  const { id } = await w.db.insertInto('kernel.people').values({ name: '别处某' }).returning('id').executeTakeFirstOrThrow()
  await w.db
    .insertInto('kernel.accounts')
    .values({ person_id: id, sign_in_name: `elsewhere-${id}`, password_hash: 'none' })
    .execute()
  for (const role of held)
    await w.db.insertInto('kernel.grants').values({ person_id: id, role, unit_id, valid_from: '2000-01-01' }).execute()
  return { person_id: id, name: '别处某', grants: held.map(role => ({ role, unit_id })) }
}

const exampleOf = (route: Route): RouteExample => {
  const example = examples[route.name]
  if (example === undefined) throw new Error(`${route.name} has no line in a routes.fixture.ts`)
  return example
}
const pathOf = (route: Route): string => exampleOf(route).at ?? route.path

function send(route: Route, as: Actor | undefined, form: Readonly<Record<string, string>> = {}): Promise<Response> {
  const sent = as === undefined || as.person_id === null ? {} : { as }
  return route.method === 'GET' ? w.get(pathOf(route), sent) : w.post(pathOf(route), { form_id: randomUUID(), ...form }, sent)
}
const castOf = (who: Who): Actor => w.cast[who]
const people = (): Actor[] => [
  nobody,
  ...elsewhere,
  ...Object.values(w.cast).flatMap(one => ('grants' in one && one.person_id !== null ? [one] : [])),
]

const routes = await allRoutes()
const guarded = routes.filter(({ right }) => right !== undefined && right !== 'open')

describe.each(routes)('%s', route => {
  it('has a line that says who may', () => {
    const example = exampleOf(route)
    if (route.path.includes(':')) expect(example.at, 'an address without parameters').toBeDefined()
    if (guarded.includes(route)) expect(castOf(example.as).person_id, 'somebody who is signed in').not.toBeNull()
  })
})

it('no line speaks of a route that is not there', () => {
  const known = new Set(routes.map(({ name }) => name))
  expect(Object.keys(examples).filter(name => !known.has(name))).toEqual([])
})

describe.each(guarded)('%s', route => {
  const right = route.right
  if (right === undefined || right === 'open') throw new Error('only guarded routes are here')

  it('asks a stranger to sign in', async () => {
    const answer = await send(route, undefined)
    expect(answer.status).toBe(route.method === 'GET' ? 303 : 401)
    if (route.method === 'GET') expect(answer.headers.get('location')).toMatch(/^\/desk\/sign-in\?to=%2Fdesk/)
  })

  it('tells everybody without the right no', async () => {
    const without = people().filter(actor => !can(actor, right))
    expect(without).toContain(nobody)
    for (const actor of without) expect((await send(route, actor)).status, JSON.stringify(actor.grants)).toBe(403)
  })

  it.runIf(route.path.includes(':'))('does not exist for whoever has the right in another unit only', async () => {
    const actor = elsewhere.find(one => can(one, right))
    const { anywhere } = exampleOf(route)
    if (actor === undefined || anywhere === true) return
    expect([403, 404]).toContain((await send(route, actor)).status)
  })
})

// After all refusals, since these change what is there.
describe.each(routes)('%s', route => {
  it('lets pass who may', async () => {
    const { as, form, answers } = exampleOf(route)
    const actor = castOf(as)
    if (route.right !== undefined && route.right !== 'open') expect(can(actor, route.right)).toBe(true)
    const before = await newestLine()
    const answer = await send(route, actor, form)
    if (guarded.includes(route) && route.method === 'POST') await expectLine(route, answer, before)
    expect(answers ?? (route.method === 'GET' ? [200] : [303, 422]), await answer.clone().text()).toContain(answer.status)
    if (route.method === 'POST' && route.right !== 'open') expect(answer.headers.get('location') ?? '').not.toContain('sign-in')
  })
})

// ── the log ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const newestLine = async (): Promise<number> =>
  (await w.db.selectFrom('kernel.log').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? 0
/** Guarded posts that did what they are for, and all of them. */
const tried = { done: new Set<string>(), all: new Set<string>() }

/** What was done is in the log, by who asked; what was refused is not there as done. */
async function expectLine(route: Route, answer: Response, before: number): Promise<void> {
  const { as, unlogged } = exampleOf(route)
  tried.all.add(route.name)
  if (answer.status !== 303 && answer.status !== 200) return
  tried.done.add(route.name)
  const lines = await w.db.selectFrom('kernel.log').select(['act', 'person_id']).where('id', '>', before).execute()
  const own = lines.filter(({ person_id }) => person_id === castOf(as).person_id)
  if (unlogged === undefined) expect(own.length, `${route.name} does it and leaves no line in the log by who asked`).toBeGreaterThan(0)
  else expect(lines, `${route.name} leaves lines after all: take its \`unlogged\` away`).toEqual([])
}

it('most posts of the desk have been tried to their end, so that the log was really asked', () => {
  expect(tried.done.size / tried.all.size).toBeGreaterThan(0.65)
})

it('nothing that they wrote was written past the log', async () => {
  const before = new Set(strange.map(({ table, key }) => `${table} ${key}`))
  expect((await verifyLog(w.db)).bad.filter(({ table, key }) => !before.has(`${table} ${key}`))).toEqual([])
})

// ── hostile readers ──────────────────────────────────────────────────────────────────────────────────────────────────

const evil = `"'><script>alert("evil")</script><img src=x onerror=alert(1)>{{7*7}}`
const raw = /<script>alert\("evil|<img src=x onerror/
const readable = routes.filter(({ method }) => method === 'GET')
const calm = async (answer: Response, what: string): Promise<void> => {
  expect(answer.status, what).toBeLessThan(500)
  const location = answer.headers.get('location')
  if (location !== null) expect(location, what).toMatch(/^\/(?![/\\])/)
  expect(await answer.text(), what).not.toMatch(raw)
}

describe.each(readable)('%s', route => {
  it('stays calm and stays here, whatever stands in the query', async () => {
    const at = pathOf(route)
    const join = at.includes('?') ? '&' : '?'
    const hostile = [
      `q=${encodeURIComponent(evil)}&done=${encodeURIComponent(evil)}&page=${encodeURIComponent(evil)}`,
      'q=%00&page=%00',
      'page=-1&year=99999999999999999999&month=1e9',
      'page=1e400&from=2018-13-45&to=%ff%fe',
      'lang=en&to=//evil.example&return=https://evil.example&next=//evil.example&back=//evil.example',
      'lang=zh-CN&to=/%5Cevil.example',
      '__proto__[x]=1&constructor=1&q[]=1&q=%F0%9F%92%A9',
      `q=${'x'.repeat(7000)}`,
    ]
    const as = castOf(exampleOf(route).as)
    for (const query of hostile) await calm(await w.get(at + join + query, as.person_id === null ? {} : { as }), query)
  })

  it('shows what was typed into its forms as text only', async () => {
    const as = castOf(exampleOf(route).as)
    const sent = as.person_id === null ? {} : { as }
    const page = await w.get(pathOf(route), sent)
    if (!page.headers.get('content-type')?.startsWith('text/html')) return
    for (const form of formsIn(await page.text())) {
      if (form.method !== 'post' || form.action === '/desk/sign-out') continue
      for (const fill of ['everywhere', 'where one types'] as const) {
        const filled = form.filled(evil, fill)
        const answer = await w.post(
          form.action,
          { ...filled, form_id: randomUUID(), ['__proto__']: '1', constructor: '1', toString: '1' },
          sent,
        )
        const to = answer.headers.get('location')
        await calm(answer, `${form.action} ${fill}`)
        if (to !== null) await calm(await w.get(to, sent), to)
      }
    }
  })
})

it('what was typed is shown as text on every other page too', async () => {
  for (const route of readable) {
    const as = castOf(exampleOf(route).as)
    await calm(await send(route, as), route.name)
  }
})
