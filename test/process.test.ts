import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { demoAccounts, demoPassword } from '../demo/people-roles.ts'
import { connect, type Database } from '../src/db/connect.ts'
import { findRunning } from '../src/db/instance.ts'
import { freePlaces, sessionOf, urlOf } from './clerks.ts'
import { cloneDatabase } from './database.ts'
import { loadDemoCity } from './demo-city.ts'
import { testFiles } from './files.ts'
import { type DataFolder, endPrograms, makeDataFolder, memoryOf, type Program, startProgram } from './program.ts'

const folders: DataFolder[] = []
const newFolder = (): DataFolder => {
  const folder = makeDataFolder()
  folders.push(folder)
  return folder
}
afterAll(async () => {
  await endPrograms()
  for (const folder of folders) await folder.remove()
})

const loading = 'First start: loading the demo city'
const total = z.object({ value: z.number() })
const totalOf2018 = async (address: string): Promise<number> =>
  total.parse(await (await fetch(`${address}/figures/disclosure.total.json?year=2018`)).json()).value

// One story on one data folder, in order: the first start of a demo city, and what then happens to it.
describe('a demo city', () => {
  let folder: DataFolder
  let program: Program
  let address: string
  let loaded: number
  const start = async (): Promise<void> => {
    program = await startProgram({ DATA_DIR: folder.dir })
    address = await program.address()
  }
  beforeAll(async () => {
    folder = newFolder()
    await start()
    loaded = await totalOf2018(address)
  })

  it('says on its first start where it is and how to sign in, and answers', async () => {
    const last = demoAccounts.at(-1)?.sign_in_name ?? ''
    await program.says(new RegExp(last))
    expect(program.words()).toContain(loading)
    expect(program.words()).toContain(`${address}/reports/2018`)
    expect(program.words()).toContain(demoPassword)
    for (const { sign_in_name } of demoAccounts) expect(program.words()).toMatch(new RegExp(`^ +${sign_in_name} `, 'm'))
    expect(program.log()).not.toContain('fault')
    for (const path of ['/', '/columns', '/figures', '/reports', '/desk/sign-in'])
      expect((await fetch(address + path)).status, path).toBe(200)
    expect(loaded).toBeGreaterThan(1000)
    expect(memoryOf(program.pid) ?? 0).toBeLessThan(400)
  })

  it('keeps its data to itself: another server is told who has it, in one line', async () => {
    const second = await startProgram({ DATA_DIR: folder.dir })
    expect(await second.ended).toBe(1)
    expect(second.log()).toMatch(oneLine(`in use by process ${program.pid}`))
    expect((await fetch(address)).status).toBe(200)
  })

  it('ends a request in hand when it is told to stop, then its database', async () => {
    const body = new URLSearchParams({ sign_in_name: 'author', password: demoPassword }).toString()
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      origin: address,
      expect: '100-continue',
    }
    const sent = request(`${address}/desk/sign-in`, { method: 'POST', headers })
    const answered = once(sent, 'response')
    sent.flushHeaders()
    await once(sent, 'continue') // the server has the request and waits for its body
    program.child.kill('SIGTERM')
    await program.says(/SIGTERM: finishing requests in hand/)
    await expect
      .poll(() =>
        fetch(address).then(
          () => 'answers',
          () => 'refuses',
        ),
      )
      .toBe('refuses')
    sent.end(body)
    const [answer] = await answered
    expect(answer.statusCode).toBe(303)
    answer.resume()
    expect(await program.ended).toBe(0)
    expect(folder.postgresProcesses()).toEqual([])
    expect(existsSync(join(folder.dir, 'instance.json'))).toBe(false)
  })

  it('is there at the next start without being loaded again', async () => {
    const before = performance.now()
    await start()
    expect(performance.now() - before).toBeLessThan(10_000) // 5 s are promised on a quiet machine; here the other worker is busy
    expect(program.words()).not.toContain(loading)
    expect(await totalOf2018(address)).toBe(loaded)
  })

  it.each([
    ['the app', (): number[] => [program.pid], 'SIGKILL'],
    ['its database', (): number[] => [folder.postmaster()], 1],
    ['both', (): number[] => [folder.postmaster(), program.pid], 'SIGKILL'],
  ])('has every record that it acknowledged, after kill -9 of %s in the middle of recording', async (_, victims, end) => {
    const records = await recording(address, folder.dir)
    await records.acknowledged(30)
    for (const pid of victims()) process.kill(pid, 'SIGKILL')
    expect(await program.ended).toBe(end)
    if (end === 1) expect(program.log()).toMatch(/PostgreSQL ended by itself.*Start again/)
    const { drafts, proofs } = await records.stop()
    expect(Math.min(drafts.length, proofs.length)).toBeGreaterThan(0)
    await start()
    expect(program.words()).not.toContain(loading)
    const found = await onDatabase(folder.dir, async ({ db }) => ({
      drafts: await db.selectFrom('disclosure.drafts').select('case_id').where('case_id', 'in', drafts).execute(),
      proofs: await db.selectFrom('kernel.deliveries').select('proof').where('proof', 'in', proofs).execute(),
    }))
    expect(found.drafts.map(row => row.case_id).sort()).toEqual([...drafts].sort())
    expect(found.proofs.map(row => row.proof).sort()).toEqual([...proofs].sort())
    expect(await totalOf2018(address)).toBeGreaterThanOrEqual(loaded + proofs.length)
    loaded = await totalOf2018(address)
  })

  it('whose loading was cut off by kill -9 is loaded anew, whole', async () => {
    const other = newFolder()
    const cut = await startProgram({ DATA_DIR: other.dir })
    await cut.says(/disclosure 2017/)
    cut.child.kill('SIGKILL')
    expect(await cut.ended).toBe('SIGKILL')
    expect(cut.words()).not.toContain('is open')
    const again = await startProgram({ DATA_DIR: other.dir })
    const at = await again.address()
    expect(again.words()).toContain(loading)
    const whole = await onDatabase(other.dir, counts)
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
    const reference = await cloneDatabase('bare')
    const files = await testFiles()
    await loadDemoCity(reference.where, files)
    expect(whole).toEqual(await counts(reference))
    await reference.drop()
    await files.drop()
    expect(at).not.toBe('')
  })
})

/** How many rows of what the loading makes; the same seed, scale and day give the same. */
async function counts({ db }: Pick<Database, 'db'>): Promise<Record<string, number>> {
  const tables = ['kernel.units', 'kernel.people', 'kernel.publications', 'kernel.deliveries', 'kernel.cases', 'disclosure.drafts'] as const
  const found = await Promise.all(
    tables.map(async table => {
      const { rows } = await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
      return [table, rows] as const
    }),
  )
  return Object.fromEntries(found)
}

describe('an empty city', () => {
  it('prints a link to set it up, anew at each start until somebody has', async () => {
    const folder = newFolder()
    const linkOf = async (program: Program) => (await program.says(/(http:\S+\/desk\/setup\?token=\S+)/))[1] ?? ''
    const links: string[] = []
    for (const _ of [1, 2]) {
      const program = await startProgram({ DATA_DIR: folder.dir, CITY: 'empty' })
      const link = await linkOf(program)
      links.push(new URL(link).search)
      const page = await fetch(link)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('初始设置')
      const stale = await fetch(new URL(`/desk/setup${links[0]}`, link))
      expect(stale.status === 200).toBe(links.length === 1)
      expect(program.words()).not.toContain(loading)
      program.child.kill('SIGTERM')
      expect(await program.ended).toBe(0)
    }
  })
})

describe('a start that cannot be says why in one line', () => {
  const refused = async (variables: Readonly<Record<string, string>>): Promise<string> => {
    const program = await startProgram(variables)
    expect(await program.ended).toBe(1)
    expect(program.words()).toBe('')
    return program.log()
  }

  it('when the port is taken, before it makes a database', async () => {
    const folder = newFolder()
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(await refused({ DATA_DIR: folder.dir, PORT: String(port) })).toMatch(
      oneLine(`Port ${port} is taken by another program. .*PORT=`),
    )
    expect(existsSync(join(folder.dir, 'pg'))).toBe(false)
    taken.close()
  })

  it('when the database cannot be reached, without its password', async () => {
    const words = await refused({ DATABASE_URL: 'postgresql://someone:hush@127.0.0.1:1/city', DATA_DIR: newFolder().dir })
    expect(words).toMatch(oneLine('Cannot reach the server named by DATABASE_URL.*Check DATABASE_URL'))
    expect(words).not.toContain('hush')
  })

  it('when the schema is newer than the code', async () => {
    const database = await cloneDatabase('bare')
    await database.db.schema.withSchema('public').createTable('later').addColumn('id', 'integer').execute()
    const client = new (await import('pg')).default.Client(database.connection)
    await client.connect()
    await client.query(`insert into public.migrations (name, sha256) values ('29990101_0000_later.sql', 'x')`)
    await client.end()
    expect(await refused({ DATABASE_URL: urlOf(database.where), DATA_DIR: newFolder().dir })).toMatch(
      oneLine('Schema newer than the code: the database has 29990101_0000_later.sql.*Start the newer version'),
    )
    await database.drop()
  })

  it('when variables are wrong: all of them at once', async () => {
    const words = await refused({ PORT: 'three', CITY: 'big', DEMO_SCALE: '7', DEMO_TODAY: '2018-02-30', DATABASE_URL: 'mysql://x/y' })
    for (const name of ['PORT', 'CITY', 'DEMO_SCALE', 'DEMO_TODAY', 'DATABASE_URL']) expect(words).toMatch(new RegExp(`^ +- ${name} `, 'm'))
    expect(words).not.toMatch(/ {4}at /)
  })
})

it('a server named by DATABASE_URL is used, and left running', async () => {
  const database = await cloneDatabase('demo')
  const program = await startProgram({ DATABASE_URL: urlOf(database.where), DATA_DIR: newFolder().dir })
  const address = await program.address()
  expect(program.words()).not.toContain(loading)
  expect(await totalOf2018(address)).toBeGreaterThan(1000)
  program.child.kill('SIGINT')
  expect(await program.ended).toBe(0)
  expect((await counts(database))['kernel.deliveries']).toBeGreaterThan(1000)
  await database.drop()
})

const oneLine = (words: string): RegExp => new RegExp(`^[^\\n]*${words}[^\\n]*\\n$`)

/** Reads what the running program has in its database, as scripts do. */
async function onDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const where = findRunning({ dataDir })
  if (where === undefined) throw new Error('no program runs on this folder')
  const database = connect(where)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

type Recording = {
  /** Resolves when so many records have been acknowledged. */
  readonly acknowledged: (count: number) => Promise<void>
  readonly stop: () => Promise<{ drafts: number[]; proofs: string[] }>
}

/** Two clerks who write drafts and record deliveries of 2018 as fast as they are answered, and keep what was acknowledged: a 303. */
async function recording(address: string, dataDir: string): Promise<Recording> {
  const cookie = await sessionOf(address, 'author')
  const { places, column_id, unit_id } = await onDatabase(dataDir, freePlaces)
  const post = async (path: string, form: Readonly<Record<string, string>>) => {
    const answer = await fetch(address + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { cookie, origin: address },
      redirect: 'manual',
    })
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.headers.get('location') ?? ''
  }
  const drafts: number[] = []
  const proofs: string[] = []
  const listeners = new Set<() => void>()
  let stopped = false
  const hear = () => {
    for (const listener of listeners) listener()
  }
  const writing = async () => {
    while (!stopped) {
      const to = await post('/desk/drafts', {
        ...{ unit_id: String(unit_id), column_id: String(column_id), title: '关于不丢失任何稿件的通知', body_text: '一段', genre: '通知' },
        ...{ theme: '11', category: '15', openness: 'management', formed_on: '2018-12-28', source: '市政府办公室' },
      })
      drafts.push(Number(to.split('/').at(-1)))
      hear()
    }
  }
  const delivering = async () => {
    for (const { publication_id, outlet_id } of places) {
      if (stopped) return
      const proof = `acknowledged ${publication_id} ${outlet_id}`
      await post(`/desk/publications/${publication_id}/deliveries`, { outlet_id: String(outlet_id), delivered_on: '2018-12-28', proof })
      proofs.push(proof)
      hear()
    }
    throw new Error('there are too few items to record deliveries of')
  }
  let broken: unknown
  const all = Promise.all([writing(), delivering()]).catch((error: unknown) => {
    broken = error // the program is killed under them; before that, it is a fault
    hear()
  })
  return {
    acknowledged: count =>
      new Promise((resolve, reject) => {
        const listener = () => {
          if (drafts.length + proofs.length >= count && proofs.length > 0 && drafts.length > 0) resolve()
          else if (broken !== undefined) reject(broken)
          else return
          listeners.delete(listener)
        }
        listeners.add(listener)
        listener()
      }),
    stop: async () => {
      stopped = true
      await all
      return { drafts, proofs }
    },
  }
}
