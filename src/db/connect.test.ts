import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { cloneDatabase } from '../../test/database.ts'
import { checkServer, connectionOf, type Database, otherDatabase } from './connect.ts'
import { StartProblem } from './start-problem.ts'

let database: Database & { drop(): Promise<void> }
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

describe('rows are JSON-like', () => {
  const instant = `timestamptz '2018-12-31 16:00:00.123456+00'`
  it.each([
    ['a day stays the day, in whatever zone we are', `date '2018-12-31'`, '2018-12-31'],
    ['an instant is ISO text that ends in Z, microseconds included', instant, '2018-12-31T16:00:00.123456Z'],
    ['an instant without fraction too', `timestamptz '2019-01-01 00:00:00+08'`, '2018-12-31T16:00:00Z'],
    ['a count is a number', `count(*)`, 1],
    ['a numeric keeps its digits', `1.50::numeric(5,2)`, '1.50'],
    ['days in an array stay days', `array[date '2018-12-31', null]`, ['2018-12-31', null]],
    ['instants in an array end in Z', `array[${instant}]`, ['2018-12-31T16:00:00.123456Z']],
    ['bigints in an array are numbers', `array[1::int8]`, [1]],
    ['nothing stays null', `null::timestamptz`, null],
  ])('%s', async (_, expression, expected) => {
    const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(database.db)
    expect(rows[0]?.value).toEqual(expected)
  })

  it('an instant that Temporal can read back comes out', async () => {
    const { rows } = await sql<{ value: string }>`select now() as value`.execute(database.db)
    expect(Temporal.Instant.from(rows[0]?.value ?? '').epochMilliseconds).toBeGreaterThan(0)
  })
})

describe('the pool for reading', () => {
  it('refuses to write, whatever the query builder lets through', async () => {
    await expect(sql`create table public.written (id int)`.execute(database.readonly)).rejects.toThrow('read-only transaction')
  })
  it('ends what takes too long', async () => {
    const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(database.readonly)
    expect(rows[0]?.limit).toBe('15s')
  })
})

describe('a server that does not fit', () => {
  const server = inject('database')

  async function problemOf(name: string, options: string): Promise<string> {
    const client = new pg.Client(connectionOf(otherDatabase(server, 'postgres')))
    await client.connect()
    try {
      await client.query(`drop database if exists ${name} with (force)`)
      await client.query(`create database ${name} template template0 ${options}`)
      return await checkServer(otherDatabase(server, name)).then(
        () => '',
        (error: unknown) => (error instanceof StartProblem ? error.message : String(error)),
      )
    } finally {
      await client.query(`drop database if exists ${name} with (force)`)
      await client.end()
    }
  }

  it('is accepted when made as we say', async () => {
    expect(await problemOf('fit', `encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'`)).toBe('')
  })
  it('is refused when its text search is blind to Chinese', async () => {
    expect(await problemOf('blind', `encoding 'UTF8' locale 'C' locale_provider libc`)).toMatch(
      /blind to Chinese; create the database with/,
    )
  })
  it('is refused when it cannot hold Chinese', async () => {
    expect(await problemOf('latin', `encoding 'SQL_ASCII' locale 'C' locale_provider libc`)).toMatch(
      /encoding SQL_ASCII; create a database with encoding UTF8/,
    )
  })
  it('is refused in one line when nobody answers', async () => {
    const refused = checkServer({ kind: 'server', url: 'postgresql://city:secret@127.0.0.1:1/city' })
    await expect(refused).rejects.toThrow(StartProblem)
    await expect(refused).rejects.toThrow(/^Cannot reach the server named by DATABASE_URL: [^\n]*ECONNREFUSED[^\n]*$/)
    await expect(refused).rejects.not.toThrow('secret')
  })
})
