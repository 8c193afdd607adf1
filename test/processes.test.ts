import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePlaces, sessionOf, urlOf } from './clerks.ts'
import { cloneDatabase } from './database.ts'
import { type DataFolder, endPrograms, makeDataFolder, type Program, startProgram } from './program.ts'
import { type RoundRobin, roundRobin } from './round-robin.ts'

// Three processes on one database behind a proxy, as a large city runs them; two are killed in the middle of work. One story, in order.

const folders: DataFolder[] = []
const programs: Program[] = []
const addresses: string[] = []
let database: Awaited<ReturnType<typeof cloneDatabase>>
let proxy: RoundRobin

beforeAll(async () => {
  database = await cloneDatabase('demo')
  // How often the nightly sweep ran: it deletes from this table once each time.
  await sql`create table public.sweeps (at timestamptz not null default now())`.execute(database.db)
  await sql`create function public.count_sweep() returns trigger language plpgsql as $$ begin insert into public.sweeps default values; return null; end $$`.execute(
    database.db,
  )
  await sql`create trigger swept after delete on kernel.daily_salts for each statement execute function public.count_sweep()`.execute(
    database.db,
  )
  for (let i = 0; i < 3; i++) {
    const folder = makeDataFolder()
    folders.push(folder)
    const keys = `${folders[0]?.dir}/keys.json` // one file of keys for all
    const program = await startProgram({
      DATABASE_URL: urlOf(database.where),
      DATA_DIR: folder.dir,
      KEY_FILE: keys,
      TRUSTED_PROXIES: '127.0.0.1',
    })
    programs.push(program)
    addresses.push(await program.address())
  }
  proxy = await roundRobin(addresses)
})
afterAll(async () => {
  await endPrograms()
  await proxy.close()
  await database.drop()
  for (const folder of folders) await folder.remove()
})

const [a, b, c] = [0, 1, 2] as const
const at = (i: number): string => addresses[i] ?? ''
const page = async (i: number, path: string, cookie = ''): Promise<{ status: number; text: string; etag: string | null }> => {
  const answer = await fetch(at(i) + path, { headers: { cookie }, redirect: 'manual' })
  return { status: answer.status, text: await answer.text(), etag: answer.headers.get('etag') }
}

type Form = Readonly<Record<string, string>>
/** Sends a form as somebody who presses the button again when nothing came back: the same form, with the same id. */
async function sendUntilAnswered(path: string, form: Form, cookie: string): Promise<string> {
  const body = new URLSearchParams({ form_id: randomUUID(), ...form }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: proxy.address, cookie }
  for (;;) {
    const answer = await fetch(proxy.address + path, { method: 'POST', body, headers, redirect: 'manual' })
    if (answer.status === 303) return answer.headers.get('location') ?? ''
    if (answer.status !== 502) throw new Error(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    await sleep(20)
  }
}

const draftForm = (unit_id: number, column_id: number, title: string): Form => ({
  ...{ unit_id: String(unit_id), column_id: String(column_id), title, body_text: '一段', genre: '通知' },
  ...{ theme: '11', category: '15', openness: 'management', formed_on: '2018-12-28', source: '市政府办公室' },
})

describe('three processes on one database', () => {
  it('share their sessions: who signed in through one is known to all', async () => {
    const cookie = await sessionOf(proxy.address, 'author')
    for (const i of [a, b, c]) expect((await page(i, '/desk', cookie)).status).toBe(200)
    const answer = await fetch(`${at(b)}/desk/sign-out`, { method: 'POST', headers: { cookie, origin: at(b) }, redirect: 'manual' })
    expect(answer.status).toBe(303)
    for (const i of [a, b, c]) expect((await page(i, '/desk', cookie)).status).toBe(303)
  })

  it('are each ready', async () => {
    for (const i of [a, b, c]) expect(await page(i, '/health/ready')).toMatchObject({ status: 200, text: '{"status":"ok"}\n' })
  })

  it('show at once what one of them releases', async () => {
    const { column_id, unit_id } = await freePlaces(database)
    const title = '关于三个进程同时可见的通知'
    const cookies = Object.fromEntries(
      await Promise.all(['author', 'reviewer', 'leader'].map(async who => [who, await sessionOf(at(a), who)])),
    )
    const step = async (who: string, path: string, form: Form = {}) => sendUntilAnswered(path, form, cookies[who] ?? '')
    const draft = await step('author', '/desk/drafts', draftForm(unit_id, column_id, title))
    await step('author', `${draft}/submissions`)
    await step('reviewer', `${draft}/approvals`)
    const before = await Promise.all([a, b, c].map(i => page(i, '/columns/notices')))
    for (const { text } of before) expect(text).not.toContain(title)
    const released = await fetch(`${at(b)}${draft}/releases`, {
      method: 'POST',
      body: new URLSearchParams({ form_id: randomUUID(), note: '' }),
      headers: { cookie: cookies.leader ?? '', origin: at(b) },
      redirect: 'manual',
    })
    expect(released.status).toBe(303)
    expect((await page(b, '/columns/notices')).text).toContain(title)
    for (const i of [a, c]) await expect.poll(async () => (await page(i, '/columns/notices')).text, { interval: 10 }).toContain(title)
  })

  it('count together what an address may do, though none of them asks the database for it', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.77' } // the proxy in front is believed
    const list = async (i: number) => {
      const answer = await fetch(`${at(i)}/figures/disclosure.total/records.csv?year=2018`, { headers })
      await answer.body?.cancel()
      return answer.status
    }
    // 10 through each are the 30 that one address is allowed in a minute; a process alone would allow each of them 30.
    const first = await Promise.all([a, b, c].flatMap(i => Array.from({ length: 10 }, () => list(i))))
    expect(new Set(first)).toEqual(new Set([200]))
    await sleep(1500) // they have told each other
    await Promise.all([a, b, c].map(list)) // and hear the sum with the next that they tell
    await sleep(1500)
    expect(await Promise.all([a, b, c].map(list))).toEqual([429, 429, 429])
    expect(
      (await fetch(`${at(a)}/figures/disclosure.total/records.csv?year=2018`, { headers: { 'x-forwarded-for': '203.0.113.78' } })).status,
    ).toBe(200)
  })

  it('do a job once, whichever takes it', async () => {
    const swept = async () => Number((await sql<{ n: string }>`select count(*) as n from public.sweeps`.execute(database.db)).rows[0]?.n)
    await sql`insert into pgboss.job (name) values ('kernel.sweep_leftovers')`.execute(database.db)
    await expect.poll(swept, { timeout: 25_000, interval: 200 }).toBe(1)
    await sleep(1500) // another that had taken it too would be done by now
    expect(await swept()).toBe(1)
  }, 60_000)

  it('lose nothing, and do nothing twice, when two of them are killed under load', async () => {
    const { places, column_id, unit_id } = await freePlaces(database)
    const cookie = await sessionOf(proxy.address, 'author')
    let stopped = false
    const drafts = new Map<string, string>()
    const proofs: string[] = []
    const writing = async (writer: number) => {
      for (let n = 0; !stopped; n++) {
        const title = `第${writer}位信息员的第${n}份稿件`
        drafts.set(title, await sendUntilAnswered('/desk/drafts', draftForm(unit_id, column_id, title), cookie))
      }
    }
    const delivering = async () => {
      for (const { publication_id, outlet_id } of places) {
        if (stopped) return
        const proof = `三个进程 ${publication_id} ${outlet_id}`
        await sendUntilAnswered(
          `/desk/publications/${publication_id}/deliveries`,
          { outlet_id: String(outlet_id), delivered_on: '2018-12-28', proof },
          cookie,
        )
        proofs.push(proof)
      }
      throw new Error('there are too few items to record deliveries of')
    }
    let reads = 0
    const unread: string[] = []
    const reading = async (paths: readonly string[]) => {
      for (let n = 0; !stopped; n++) {
        const path = paths[n % paths.length] ?? '/'
        const answer = await fetch(proxy.address + path, { headers: { cookie }, redirect: 'manual' })
        await answer.arrayBuffer()
        if (answer.status === 200) reads += 1
        else unread.push(`${path} answered ${answer.status}`)
      }
    }
    const load = Promise.all([
      ...[1, 2, 3].map(writing),
      delivering(),
      reading(['/', '/columns', '/figures?year=2018']),
      reading(['/desk', '/desk/drafts', '/columns/notices']),
    ])
    const acknowledged = async (count: number) => {
      await Promise.race([load, expect.poll(() => drafts.size + proofs.length, { timeout: 60_000 }).toBeGreaterThan(count)])
    }
    await acknowledged(30)
    programs[b]?.child.kill('SIGKILL')
    expect(await programs[b]?.ended).toBe('SIGKILL')
    await acknowledged(drafts.size + proofs.length + 30)
    programs[a]?.child.kill('SIGKILL')
    expect(await programs[a]?.ended).toBe('SIGKILL')
    await acknowledged(drafts.size + proofs.length + 30)
    stopped = true
    await load

    expect(unread).toEqual([])
    expect(reads).toBeGreaterThan(0)
    expect(Math.min(drafts.size, proofs.length)).toBeGreaterThan(0)
    const written = await database.db
      .selectFrom('disclosure.drafts as d')
      .innerJoin('kernel.cases as c', 'c.id', 'd.case_id')
      .select(['c.id', 'c.title'])
      .where('c.title', 'like', '第%位信息员的第%份稿件')
      .execute()
    expect(written.map(({ id, title }) => `${title} /desk/drafts/${id}`).sort()).toEqual(
      [...drafts].map(([title, to]) => `${title} ${to}`).sort(),
    )
    const delivered = await database.db.selectFrom('kernel.deliveries').select('proof').where('proof', 'like', '三个进程 %').execute()
    expect(delivered.map(({ proof }) => proof).sort()).toEqual([...proofs].sort())
    expect((await page(c, '/desk', cookie)).status).toBe(200)
    expect((await page(c, '/health/ready')).status).toBe(200)
    expect(programs[c]?.log()).not.toContain('"fault"')
  }, 180_000)

  it('say that they are not ready before they refuse', async () => {
    const folder = makeDataFolder()
    folders.push(folder)
    const program = await startProgram({ DATABASE_URL: urlOf(database.where), DATA_DIR: folder.dir, DRAIN_DELAY_S: '3', METRICS_PORT: '0' })
    const address = await program.address()
    const metrics = (await program.says(/Metrics: (http:\S+)/))[1] ?? ''
    expect(await (await fetch(metrics)).text()).toContain('mingjing_db_connections_open{pool="read"}')
    program.child.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${address}/health/ready`)).json()).toEqual({ status: 'unavailable', reasons: ['draining'] })
    expect((await fetch(`${address}/`)).status).toBe(200) // who still comes is served
    expect(await program.ended).toBe(0)
  })
})
