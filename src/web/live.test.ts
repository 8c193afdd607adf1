import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { openCase } from '../kernel/cases/take.ts'
import { readChange } from '../kernel/changes.ts'
import { notify } from '../kernel/notices/notify.ts'
import type { Actor } from '../kernel/org/actor.ts'
import { tokenHash } from '../kernel/org/tokens.ts'
import { hearPublicChanges } from '../public-changes.ts'
import { createDoor } from '../serve.ts'
import { type LiveHub, live_pages_max, liveHub } from './live.ts'
import { pageCache } from './page-cache.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(async () => await w.drop())

type Told = { readonly hub: LiveHub; readonly words: string[]; readonly ended: () => boolean; readonly leave: (() => void) | undefined }
const readerOf = (hub: LiveHub, actor: Actor, token_hash: Uint8Array = randomBytes(32)): Told => {
  const words: string[] = []
  let ended = false
  const leave = hub.join({ actor, token_hash, tell: text => void words.push(text), end: () => (ended = true) })
  return { hub, words, ended: () => ended, leave }
}
const hubOf = (more: { readonly readers_max?: number } = {}) =>
  liveHub({
    read: w.read,
    clock: w.clock.now,
    rights: ['publication.write', 'publication.review', 'case.supervise'],
    gather_ms: 5,
    ...more,
  })

describe('what a reader is told', () => {
  test('is that cases changed where they hold a right, how many, and never which; and that they have notices', async () => {
    const { li, zhao, wu, audit, education, county } = w.cast
    const hub = hubOf()
    const [ofLi, ofZhao, ofWu, ofAudit] = [li, zhao, wu, audit].map(actor => readerOf(hub, actor))
    for (const payload of [
      `c${education.id}/1`,
      `c${education.id}/2`,
      `c${education.id}/2`,
      `c999999/3`,
      `n${audit.person_id}`,
      'nonsense',
    ])
      hub.hear(payload)
    await vi.waitFor(() => expect(ofAudit?.words).toHaveLength(1))
    expect(ofLi?.words).toEqual(['event: change\ndata: {"cases":2,"notices":false}\n\n'])
    expect(ofZhao?.words).toEqual(ofLi?.words)
    expect(ofAudit?.words).toEqual(['event: change\ndata: {"cases":0,"notices":true}\n\n'])
    expect(ofWu?.words).toEqual([])
    hub.hear(`c${county.id}/9`)
    await vi.waitFor(() => expect(ofWu?.words).toHaveLength(1))
    expect(ofLi?.words).toHaveLength(1)
    hub.close()
  })

  test('after the line was down: to look; after leaving: nothing; at the end of the process the stream ends', async () => {
    const hub = hubOf()
    const [stays, leaves] = [readerOf(hub, w.cast.wu), readerOf(hub, w.cast.wu)]
    leaves.leave?.()
    hub.missed()
    await vi.waitFor(() => expect(stays.words).toHaveLength(1))
    expect([leaves.words.length, leaves.ended(), stays.ended()]).toEqual([0, true, false])
    hub.close()
    expect(stays.ended()).toBe(true)
    expect(readerOf(hub, w.cast.wu).leave).toBeUndefined()
  })

  test('readers are counted: of one person’s many pages the oldest goes quiet; a process takes no more than its bound', () => {
    const hub = hubOf({ readers_max: live_pages_max + 1 })
    const pages = Array.from({ length: live_pages_max + 2 }, () => readerOf(hub, w.cast.wu))
    expect(pages.map(page => page.ended()).filter(Boolean)).toHaveLength(2)
    expect(hub.count()).toBe(live_pages_max)
    expect(readerOf(hub, w.cast.li).leave).toBeDefined()
    expect(readerOf(hub, w.cast.zhao).leave).toBeUndefined()
    hub.close()
  })

  test('a session that ended ends the stream; a role that was taken away ends what is told', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const hub = hubOf()
    const { li, zhao, education } = w.cast
    const hashOf = async (actor: Actor) => tokenHash((await w.cookie(actor)).replace('mj_session=', ''))
    const stranger = readerOf(hub, w.cast.wu)
    const [ofLi, ofZhao] = [readerOf(hub, li, await hashOf(li)), readerOf(hub, zhao, await hashOf(zhao))]
    const grants = w.db.updateTable('kernel.grants').where('person_id', '=', zhao.person_id ?? 0)
    await grants.set({ valid_to: '2018-01-01' }).execute()
    vi.advanceTimersByTime(20_000)
    vi.useRealTimers()
    await vi.waitFor(() => expect(stranger.ended()).toBe(true))
    await vi.waitFor(() => expect(ofLi.words).toEqual([': here\n\n']))
    hub.hear(`c${education.id}/1`)
    await vi.waitFor(() => expect(ofLi.words).toHaveLength(2))
    expect(ofZhao.words).toEqual([': here\n\n'])
    await grants.set({ valid_to: null }).execute()
    hub.close()
  })

  test('payloads that are none of ours are none', () => {
    expect(readChange('c12/345')).toEqual({ kind: 'case', unit_id: 12, case_id: 345 })
    expect(readChange('n7')).toEqual({ kind: 'notice', person_id: 7 })
    for (const payload of ['', 'c', 'c1', 'n', 'x1', 'c1/2/3', 'n-1']) expect(readChange(payload)).toBeUndefined()
  })
})

test('a commit reaches open pages by PostgreSQL and HTTP; a command that fails tells nobody', async () => {
  const { li, zhao, wu, education } = w.cast
  const hear = hearPublicChanges(w.database.connection, pageCache({ enabled: true }), w.house.live)
  const server = createDoor({ app: w.app, services: w.house, cache: pageCache({ enabled: false }) }, () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const listen = async (actor: Actor): Promise<{ answer: IncomingMessage; text: () => string }> => {
    const [answer]: IncomingMessage[] = (await once(
      get(`http://127.0.0.1:${port}/desk/live`, { headers: { cookie: await w.cookie(actor), accept: 'text/event-stream' } }),
      'response',
    )) as [IncomingMessage]
    if (!answer) throw new Error('no answer')
    let text = ''
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    return { answer, text: () => text }
  }
  const [ofZhao, ofWu] = [await listen(zhao), await listen(wu)]
  expect(ofZhao.answer.headers['content-type']).toContain('text/event-stream')
  const process = w.house.processes[0]?.process
  if (!process) throw new Error('no process')
  await vi.waitFor(() => expect(ofZhao.text()).toContain('welcome'))
  // Once a word for 赵 comes through, the line is heard; what it said when it was opened is told as well by then.
  await vi.waitFor(async () => {
    await sql`select pg_notify('mingjing_desk', ${`n${zhao.person_id}`})`.execute(w.db)
    expect(ofZhao.text()).toContain('"cases":0,"notices":true')
  }, 10_000)
  const before = ofWu.text()
  const open = async (fails: boolean) =>
    await w.run(
      li,
      async work => {
        await openCase(work, process, { title: '关于开学的通知', unit_id: education.id, received_on: work.today })
        await notify(work, { to: { people: [zhao.person_id] }, kind: 'waiting', words: { 'zh-CN': '甲', en: 'a' }, href: '/desk' })
        if (fails) throw new Error('no')
      },
      null,
    )
  await expect(open(true)).rejects.toThrow('no')
  await open(false)
  await vi.waitFor(() => expect(ofZhao.text()).toContain('{"cases":1,"notices":true}'), 5_000)
  expect(ofWu.text()).toBe(before)
  expect(w.house.live.count()).toBe(2)
  ofWu.answer.destroy()
  await vi.waitFor(() => expect(w.house.live.count()).toBe(1), 5_000)
  const ended = once(ofZhao.answer, 'end')
  w.house.live.close()
  await ended
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await hear.stop()
})
