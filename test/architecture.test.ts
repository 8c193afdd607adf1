import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createApp } from '../src/app.ts'
import { connect } from '../src/db/connect.ts'
import { migrationsFolder } from '../src/db/migrate.ts'
import { house } from '../src/house.ts'
import { faults, type Process, stepNames } from '../src/kernel/cases/process.ts'
import { type Figure, operandsOf } from '../src/kernel/figures/figure.ts'
import { isRight } from '../src/kernel/org/can.ts'
import { locales, type Words } from '../src/kernel/words.ts'
import { rightOf } from '../src/web/guard.tsx'
import { noFiles } from './files.ts'
import { home } from './kept.ts'
import { type World, world } from './world.ts'

// What the touch table of ARCHITECTURE.md says and imports cannot show.

const roomsFolder = join(home, 'src/rooms')
const rooms = house.map(room => ({ ...room, folder: join(roomsFolder, room.name), toString: () => room.name }))
const has = (folder: string, name: string): boolean =>
  existsSync(join(folder, name)) || existsSync(join(folder, name.replace(/\.tsx?$/, '')))
const isSaid = (words: Words): boolean => locales.every(locale => words[locale].trim() !== '')

describe('the rooms', () => {
  it('are those of src/rooms, each once', () => {
    const folders = readdirSync(roomsFolder, { withFileTypes: true }).filter(entry => entry.isDirectory())
    expect(house.map(room => room.name).sort()).toEqual(folders.map(entry => entry.name).sort())
  })

  it.each(rooms)('%s has the files of every room, and those of what it hands to the house', room => {
    const needed = [
      ...['README.md', 'room.ts', 'messages.ts'],
      ...(room.portal || room.desk ? ['links.ts', 'forms.ts', 'pages'] : []),
      ...(room.portal ? ['portal.tsx'] : []),
      ...(room.desk ? ['desk.tsx'] : []),
      ...(room.figures ? ['figures.ts'] : []),
      ...(room.processes ? ['process.ts', 'commands.ts', 'rules.ts'] : []),
      ...(room.demo || room.epilogue ? ['demo.ts'] : []),
    ]
    expect(needed.filter(name => !has(room.folder, name) && !(name === 'forms.ts' && !room.desk))).toEqual([])
    expect(isSaid(room.title)).toBe(true)
    expect(readFileSync(join(room.folder, 'README.md'), 'utf8').length).toBeGreaterThan(300)
    expect(globSync(`${room.folder}/**/*.test.{ts,tsx}`).length).toBeGreaterThan(0)
  })

  it('lead their menus to pages of their own, named in both languages', () => {
    const paths = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path))
    for (const line of house.flatMap(room => [...(room.portalMenu ?? []), ...(room.deskMenu ?? [])])) {
      expect(isSaid(line.name), line.href).toBe(true)
      expect(
        [...paths].some(path => patternOf(path).test(line.href)),
        line.href,
      ).toBe(true)
      if (line.right !== undefined) expect(isRight(line.right), line.href).toBe(true)
    }
  })
})

describe('a room’s SQL', () => {
  const tables = [...readFileSync(join(home, 'src/db/tables.ts'), 'utf8').matchAll(/^ {2}"([a-z_]+)\.([a-z_]+)":/gm)].map(
    ([, schema = '', table = '']) => ({
      schema,
      name: `${schema}.${table}`,
    }),
  )
  const namesTable = (text: string, name: string) => new RegExp(`(?<![\\w.-])${name.replace('.', '\\.')}(?![\\w.-])`).test(text)
  const strangersIn = (files: readonly string[], own: readonly string[]): string[] =>
    files.flatMap(file => {
      const text = readFileSync(file, 'utf8')
      return tables.filter(table => !own.includes(table.schema) && namesTable(text, table.name)).map(table => `${file}: ${table.name}`)
    })
  const sourcesOf = (folder: string) => globSync(`${folder}/**/*.{ts,tsx}`).filter(file => !/\.(test|fixture)\.tsx?$/.test(file))

  it('is looked for in a list of tables that is there', () => {
    expect(tables.length).toBeGreaterThan(25)
    expect(strangersIn([join(roomsFolder, 'disclosure/commands.ts')], ['kernel'])).not.toEqual([]) // it finds what is there to find
  })

  it.each(rooms)('%s: names only its own schema and the kernel’s', room => {
    expect(strangersIn(sourcesOf(room.folder), [room.name, 'kernel'])).toEqual([])
  })

  it('the kernel, the web and the ground name no room’s', () => {
    expect(strangersIn([...sourcesOf(join(home, 'src/kernel')), ...sourcesOf(join(home, 'src/web'))], ['kernel'])).toEqual([])
  })

  it('a migration makes and changes only what is its room’s', () => {
    const files = readdirSync(migrationsFolder(home)).filter(name => name.endsWith('.sql'))
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      const [, room] = file.match(/^\d{8}_\d{4}_([a-z]+)(?:_[a-z_]+)?\.sql$/) ?? []
      expect(room, `${file} says its day, time and room`).toBeDefined()
      const text = readFileSync(join(migrationsFolder(home), file), 'utf8')
      const touched = [
        ...text.matchAll(/\b(?:create|alter|drop) (?:table|type|function|view|sequence)(?: if (?:not )?exists)? (\w+)\./g),
        ...text.matchAll(/\bcreate (?:unique )?index (?:\w+ )?on (\w+)\./g),
        ...text.matchAll(/\b(?:insert into|update|delete from) (\w+)\./g),
        ...text.matchAll(/\bkernel\.cover\('(\w+)\./g),
      ]
      expect(touched.length, file).toBeGreaterThan(0)
      expect(
        touched.filter(([, schema]) => schema !== room).map(([words]) => words),
        file,
      ).toEqual([])
    }
  })
})

// ── routes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const nowhere = connect({ kind: 'server', url: 'postgresql://127.0.0.1:1/nowhere' }) // nothing is sent before the first query
afterAll(() => nowhere.close())
const { app } = createApp({
  ...nowhere,
  clock: () => Temporal.Now.instant(),
  random: bytes => new Uint8Array(bytes),
  asset: name => `/assets/${name}`,
  siteCode: '0000000000',
  demo: false,
  publicOrigin: undefined,
  files: noFiles,
  cachePages: false,
})
/** Each address once, with the handlers that a request passes, in order. */
const routes = [
  ...Map.groupBy(
    app.routes.filter(({ method }) => method !== 'ALL'),
    ({ method, path }) => `${method} ${path}`,
  ),
].map(([name, entries]) => ({
  name,
  method: entries[0]?.method ?? '',
  path: entries[0]?.path ?? '',
  handlers: entries.map(({ handler }) => handler),
}))
const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+(\{[^}]*\}+)?/g, '[^/]+').replaceAll('.', '\\.')}$`)
const guardOf = ({ handlers }: (typeof routes)[number]) => (handlers[0] === undefined ? undefined : rightOf(handlers[0]))

describe('a route', () => {
  const desk = routes.filter(({ path }) => path === '/desk' || path.startsWith('/desk/'))

  it('of the desk names its right before anything else happens', () => {
    expect(desk.length).toBeGreaterThan(20)
    expect(desk.filter(route => guardOf(route) === undefined).map(({ name }) => name)).toEqual([])
  })

  it('is open on the desk only where nobody is signed in yet', () => {
    const open = desk.filter(route => guardOf(route) === 'open').map(({ path }) => path)
    expect([...new Set(open)].sort()).toEqual([
      '/desk/setup',
      '/desk/sign-in',
      '/desk/sign-in/codes',
      '/desk/sign-in/factors',
      '/desk/sign-in/factors/passkeys',
      '/desk/sign-in/factors/passkeys/challenges',
      '/desk/sign-in/factors/picture.svg',
      '/desk/sign-in/passkeys',
      '/desk/sign-in/passkeys/challenges',
      '/desk/sign-in/passwords',
      '/desk/sign-out',
    ])
  })

  it('that changes anything names its right, wherever it is', () => {
    const changing = routes.filter(({ method }) => method !== 'GET')
    expect(changing.length).toBeGreaterThan(8)
    expect(changing.filter(route => guardOf(route) === undefined).map(({ name }) => name)).toEqual([])
  })

  it('is one of GET and POST, and ends in a noun', () => {
    expect(routes.filter(({ method }) => method !== 'GET' && method !== 'POST')).toEqual([])
    const verbs = routes.filter(({ path }) => /\/(do|get|set|create|update|delete|process|handle)([A-Z_-]|$)/.test(path))
    expect(verbs.map(({ name }) => name)).toEqual([])
  })
})

// ── processes ────────────────────────────────────────────────────────────────────────────────────────────────────────

const processes = rooms.flatMap(room => (room.processes ?? []).map(entry => ({ ...entry, room, toString: () => entry.process.business })))

describe.each(processes)('the process %s', ({ process, room, href }) => {
  it('is sound', () => {
    expect(faults(process)).toEqual([])
  })

  it('has for each step a command of the room, and a test of it', async () => {
    const commands = await commandsOf(room.folder)
    const tests = globSync(`${room.folder}/**/*.test.{ts,tsx}`)
      .map(file => readFileSync(file, 'utf8'))
      .join('\n')
    for (const step of stepNames(process)) {
      const command = step.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
      expect(typeof commands[command], command).toBe('function')
      expect(new RegExp(`\\b(${command}|${step})\\b`).test(tests), `a test of ${step}`).toBe(true)
    }
  })

  it('has for each step an address under its case that names the step’s right', () => {
    const under = new RegExp(`^${href(12).replace('12', ':\\w+(\\{[^}]*\\})?')}/[a-z-]+$`)
    const posts = routes.filter(({ method, path }) => method === 'POST' && under.test(path))
    for (const [right, steps] of Map.groupBy(stepNames(process), step => process.steps[step]?.by)) {
      const named = posts.filter(route => guardOf(route) === right)
      expect(named.length, `addresses for ${steps.join(', ')}`).toBeGreaterThanOrEqual(steps.length)
    }
  })

  it('is drawn in the room’s README as it runs', () => {
    const readme = readFileSync(join(room.folder, 'README.md'), 'utf8')
    for (const line of drawn(process)) expect(readme).toContain(line)
  })
})

/** The lines of the state diagram: each step from each of its states. */
const drawn = (process: Process): string[] => [
  `[*] --> ${process.first}`,
  ...Object.values(process.steps).flatMap(({ name, from, to }) => from.map(state => `${state} --> ${to}: ${name['zh-CN']} ${name.en}`)),
  ...process.ends.map(state => `${state} --> [*]`),
]

async function commandsOf(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const files = existsSync(join(folder, 'commands.ts'))
    ? ['commands.ts']
    : readdirSync(join(folder, 'commands')).map(name => `commands/${name}`)
  const modules: object[] = await Promise.all(
    files.filter(name => !name.includes('.test.')).map(name => import(pathToFileURL(join(folder, name)).href)),
  )
  return Object.fromEntries(modules.flatMap(module => Object.entries(module)))
}

// ── figures and links ────────────────────────────────────────────────────────────────────────────────────────────────

const figures = house.flatMap(room => room.figures ?? [])

/** The record sets behind a figure; a limit is a dated rule and names its article instead. */
function setsOf(figure: Figure): string[] {
  const operands = operandsOf(figure)
  if (operands.length > 0) return operands.flatMap(setsOf)
  if ('set' in figure) return [figure.set.id]
  if ('stock' in figure) return [figure.stock.id]
  return figure.kind === 'limit' ? [figure.on('2018-12-31')?.article ?? ''] : []
}

describe('the figures', () => {
  it('have ids of their own, in the form of the report’s list', () => {
    const ids = figures.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(15)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(ids.filter(id => !/^[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z0-9]+)*)+$/.test(id))).toEqual([])
  })

  it.each(figures.map(figure => ({ figure, toString: () => figure.id })))(
    '$figure.id says what it counts in both languages and leads to records',
    ({ figure }) => {
      expect([figure.name, figure.definition].every(isSaid)).toBe(true)
      expect(figure.unit['zh-CN']).not.toBe('')
      expect(setsOf(figure).filter(id => id !== '').length).toBeGreaterThan(0)
    },
  )
})

describe('the demo city', () => {
  let demo: World
  beforeAll(async () => {
    demo = await world('demo')
  })
  afterAll(() => demo.drop())

  it('gives every figure of 2018 as many records as it counts', async () => {
    for (const { id, kind } of figures) {
      const answer = await demo.get(`/figures/${id}.json?year=2018`)
      expect(answer.status, id).toBe(200)
      const { value, records } = counted.parse(await answer.json())
      if (kind === 'count' || kind === 'as_of') expect(records.total, id).toBe(value)
      else expect(records.total, id).toBeGreaterThanOrEqual(0)
    }
  })

  it.each(locales)('has no link that leads nowhere, read in %s', async lang => {
    const dead: string[] = []
    const seen = new Set(['/'])
    const kinds = new Map<string, number>()
    for (const path of seen) {
      const answer = await demo.get(path, { lang })
      if (answer.status >= 400) dead.push(`${path} answered ${answer.status}`)
      if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue
      const text = await answer.text()
      for (const [, href = ''] of text.matchAll(/ (?:href|src|action)="([^"]*)"/g)) {
        const { pathname, search, hash, origin } = new URL(href.replaceAll('&amp;', '&'), `http://here${path}`)
        if (origin !== 'http://here' || pathname.startsWith('/assets/')) continue
        if (href.startsWith('#') && !text.includes(` id="${decodeURIComponent(hash.slice(1))}"`)) dead.push(`${path}${hash}`)
        const kind = `${pathname.replaceAll(/\d+/g, 'N')}?${[...new URLSearchParams(search).keys()].join('&')}`
        const count = kinds.get(kind) ?? 0
        if (count >= samples_of_a_kind || seen.has(pathname + search)) continue
        kinds.set(kind, count + 1)
        seen.add(pathname + search) // a Set visits what is added on the way
      }
    }
    expect(dead).toEqual([])
    expect(seen.size).toBeGreaterThan(80)
  })
})

const counted = z.object({ value: z.number().nullable(), records: z.object({ total: z.number(), href: z.string() }) })
/** Articles, months, pages of a list: some of each are as good as all. */
const samples_of_a_kind = 4
