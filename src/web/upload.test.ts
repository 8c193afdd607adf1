import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { type ClientRequest, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { createDoor } from '../serve.ts'
import { form_bytes_max } from './form.ts'
import { pageCache } from './page-cache.ts'

let w: World
let server: Server
let path: string
let cookie: string
beforeAll(async () => {
  w = await world()
  server = createDoor({ app: w.app, services: w.house, cache: pageCache({ enabled: false }) }, () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cookie = await w.cookie(w.cast.li)
  const form = {
    ...{ form_id: randomUUID(), unit_id: String(w.cast.education.id), column_id: String(w.cast.column.id), title: '附件的门' },
    ...{ body_text: '一', genre: '通知', theme: '11', category: '15', openness: 'service', formed_on: '2026-11-02', source: '局' },
  }
  const drafted = await w.post('/desk/drafts', form, { as: w.cast.li })
  path = `${drafted.headers.get('location')}/attachments`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await w.drop()
})

const chunk = Buffer.alloc(1_000_000, 'text ')
const head = (name: string) => `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/plain\r\n\r\n`
const tail = '\r\n--b\r\nContent-Disposition: form-data; name="description"\r\n\r\n写在文件之后\r\n--b--\r\n'
const stored = () => globSync('files/*/*/*', { cwd: w.files.root }).length

function open(to = path, headers: Record<string, string> = {}): ClientRequest {
  const { port } = server.address() as AddressInfo
  const type = 'multipart/form-data; boundary=b'
  return request({
    port,
    path: to,
    method: 'POST',
    headers: { 'content-type': type, origin: `http://localhost:${port}`, cookie, ...headers },
  })
}

const answerOf = (req: ClientRequest): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    req.once('error', reject)
    req.once('response', async answer => resolve({ status: answer.statusCode ?? 0, body: await text(answer) }))
  })

async function send(req: ClientRequest, megabytes: number, each: () => void = () => {}): Promise<void> {
  for (let sent = 0; sent < megabytes; sent += 1) {
    if (!req.write(chunk)) await new Promise(resolve => req.once('drain', resolve))
    each()
  }
}

describe('a file that comes over a connection', () => {
  it('is taken in while it streams, with fields before and after it', async () => {
    const before = stored()
    const req = open()
    const answer = answerOf(req)
    req.write(head('大.txt'))
    await send(req, 8)
    req.end(tail)
    expect((await answer).status).toBe(303)
    expect(stored()).toBe(before + 1)
    const row = await w.db.selectFrom('kernel.attachments').select(['name', 'description']).where('name', '=', '大.txt').executeTakeFirst()
    expect(row).toEqual({ name: '大.txt', description: '写在文件之后' })
  })

  it('of 200 MB is refused with the page, without being kept in memory or on disk', async () => {
    const before = stored()
    const rss_before = process.memoryUsage().rss
    let [rss_max, disk_max] = [0, 0]
    const req = open()
    const answer = answerOf(req)
    req.write(head('太大.txt'))
    let n = 0
    await send(req, 200, () => {
      rss_max = Math.max(rss_max, process.memoryUsage().rss)
      n += 1
      if (n > 100) disk_max = Math.max(disk_max, globSync('incoming/*', { cwd: w.files.root }).length)
    })
    req.end(tail)
    const { status, body } = await answer
    expect(status).toBe(422)
    expect(body).toContain('“太大.txt”超过 50 MB')
    expect(body).toContain('value="写在文件之后"')
    expect(disk_max).toBe(0) // long before its end nothing of it was left
    expect(rss_max - rss_before).toBeLessThan(150_000_000)
    expect(await readdir(w.files.incoming)).toEqual([])
    expect(stored()).toBe(before)
  })

  it('that breaks off leaves nothing', async () => {
    const before = stored()
    const req = open()
    req.on('error', () => {})
    req.write(head('断.txt'))
    await send(req, 5)
    await until(async () => (await readdir(w.files.incoming)).length === 1)
    req.destroy()
    await until(async () => (await readdir(w.files.incoming)).length === 0)
    expect(stored()).toBe(before)
    expect((await w.get(path.replace('/attachments', ''), { as: w.cast.li })).status).toBe(200)
  })

  it('of somebody who may not is not read at all', async () => {
    const req = open(path, { cookie: await w.cookie(w.cast.wu) })
    req.on('error', () => {})
    const answer = answerOf(req)
    req.write(head('a.txt'))
    expect((await answer).status).toBe(404) // though the file never ended
    req.destroy()
    expect(await readdir(w.files.incoming)).toEqual([])
  })
})

describe('a body in parts', () => {
  it('sent anywhere else has the limit of a form', async () => {
    const req = open('/desk/drafts', { 'content-length': String(form_bytes_max + 1) })
    req.on('error', () => {})
    const answer = answerOf(req)
    req.write(head('a.txt'))
    expect((await answer).status).toBe(413)
    req.destroy()
  })

  it('with more fields, files or names than a form has is cut there, and harms nobody', async () => {
    const field = (name: string, value: string) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const req = open()
    const answer = answerOf(req)
    for (let i = 0; i < 500; i += 1) req.write(field(`f${i}`, 'x'.repeat(20_000)))
    req.write(field('__proto__', 'x'))
    req.end(`${head('second.txt')}second\r\n${head('third.txt')}third${tail}`)
    expect([303, 422]).toContain((await answer).status)
    expect(await readdir(w.files.incoming)).toEqual([])
  })
})

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await is()) return
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error('it never came so far')
}
