import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { cloneDatabase } from '../../test/database.ts'
import { home } from '../../test/kept.ts'
import { connectionOf } from '../db/connect.ts'
import { migrationsFolder } from '../db/migrate.ts'
import { type Health, health, schemaOf } from './health.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise(resolve => server.close(resolve))
})

async function served(of: Health) {
  const server = createServer((req, res) => {
    if (!of.answer(req, res)) res.writeHead(418).end()
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } })
    return { status: answer.status, said: answer.status === 418 ? undefined : await answer.json(), headers: answer.headers }
  }
}

describe('health', () => {
  it('of a process that lives says so, whatever its database does', async () => {
    const get = await served(health(() => Promise.reject(new Error('gone'))))
    expect(await get('/health/live')).toMatchObject({ status: 200, said: { status: 'ok' } })
  })

  it('is never kept, and leaves other addresses alone', async () => {
    const get = await served(health(async () => undefined))
    for (const path of ['/health/live', '/health/ready', '/health/ready?x=1']) {
      const answer = await get(path)
      expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('set-cookie')], path).toEqual([200, 'no-store', null])
    }
    for (const path of ['/', '/health', '/health/ready/x']) expect((await get(path)).status, path).toBe(418)
  })

  it('is not readiness when the database does not answer', async () => {
    const get = await served(health(() => Promise.reject(new Error('secret words of the driver'))))
    const { status, said } = await get('/health/ready')
    expect([status, said]).toEqual([503, { status: 'unavailable', reasons: ['database_silent'] }])
  })

  it('gives up on a database that only keeps silent', async () => {
    const get = await served(health(() => new Promise(() => {})))
    expect(await get('/health/ready')).toMatchObject({ status: 503, said: { reasons: ['database_silent'] } })
  })

  it('turns unready at once when the process drains, and stays alive', async () => {
    const of = health(async () => undefined)
    const get = await served(of)
    expect((await get('/health/ready')).status).toBe(200)
    of.drain()
    expect(await get('/health/ready')).toMatchObject({ status: 503, said: { reasons: ['draining'] } })
    expect((await get('/health/live')).status).toBe(200)
  })

  it('asks the database once for many questions at once', async () => {
    let asked = 0
    const get = await served(
      health(async () => {
        asked += 1
        return undefined
      }),
    )
    await Promise.all(Array.from({ length: 20 }, () => get('/health/ready')))
    expect(asked).toBe(1)
  })
})

describe('the schema', () => {
  it('is told apart: as the code’s, behind it, ahead of it', async () => {
    const database = await cloneDatabase('bare')
    const schema = schemaOf(database.connection, migrationsFolder(home))
    expect(await schema.ask()).toBeUndefined()
    const { sql } = await import('kysely')
    await sql`insert into public.migrations (name, sha256) values ('29990101_0000_later.sql', 'x')`.execute(database.db)
    expect(await schema.ask()).toBe('schema_ahead')
    await sql`delete from public.migrations where name in (select name from public.migrations order by name desc limit 2)`.execute(
      database.db,
    )
    expect(await schema.ask()).toBe('schema_behind')
    await schema.stop()
    await database.drop()
  })

  it('of a server that is away rejects', async () => {
    const schema = schemaOf(connectionOf({ kind: 'server', url: 'postgresql://127.0.0.1:1/nowhere' }), join(home, 'src/db/migrations'))
    await expect(schema.ask()).rejects.toThrow()
    await schema.stop()
  })
})
