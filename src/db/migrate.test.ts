import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cloneDatabase } from '../../test/database.ts'
import type { Database } from './connect.ts'
import { migrate } from './migrate.ts'

let database: Database & { drop(): Promise<void> }
let folder: string

beforeEach(async () => {
  database = await cloneDatabase()
  await sql`drop table public.migrations`.execute(database.db) // a history of its own
  folder = mkdtempSync(join(tmpdir(), 'mingjing-migrations-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const run = () => migrate(database.where, folder)

it('applies files in the order of their names, each once', async () => {
  write('2_second.sql', 'insert into public.steps values (2);')
  write('1_first.sql', 'create table public.steps (step int); insert into public.steps values (1);')
  write('README.md', 'not a migration')
  expect(await run()).toEqual(['1_first.sql', '2_second.sql'])
  expect(await run()).toEqual([])
  write('3_third.sql', 'insert into public.steps values (3);')
  expect(await run()).toEqual(['3_third.sql'])
  const { rows } = await sql<{ step: number }>`select step from public.steps`.execute(database.db)
  expect(rows.map(({ step }) => step)).toEqual([1, 2, 3])
})

it('leaves nothing of a file that fails, and keeps those before it', async () => {
  write('1_first.sql', 'create table public.steps (step int);')
  write('2_second.sql', 'insert into public.steps values (2); select 1 / 0;')
  await expect(run()).rejects.toThrow('Migration 2_second.sql failed: division by zero')
  const { rows } = await sql`select * from public.steps`.execute(database.db)
  expect(rows).toEqual([])
  write('2_second.sql', 'insert into public.steps values (2);')
  expect(await run()).toEqual(['2_second.sql'])
})

it('lets one of two processes migrate while the other waits and finds nothing to do', async () => {
  write('1_first.sql', 'create table public.steps (step int); select pg_sleep(0.2);')
  const applied = await Promise.all([run(), run(), run()])
  expect(applied.flat()).toEqual(['1_first.sql'])
})

it('refuses a database that is newer than the code', async () => {
  write('1_first.sql', 'select 1;')
  write('2_second.sql', 'select 2;')
  await run()
  rmSync(join(folder, '2_second.sql'))
  await expect(run()).rejects.toThrow('Schema newer than the code: the database has 2_second.sql')
})

it('refuses a file that was changed after it was applied, but not other line ends', async () => {
  write('1_first.sql', 'select 1;\nselect 2;\n')
  await run()
  write('1_first.sql', 'select 1;\r\nselect 2;\r\n')
  expect(await run()).toEqual([])
  write('1_first.sql', 'select 3;\n')
  await expect(run()).rejects.toThrow('Migration changed after it was applied: 1_first.sql')
})
