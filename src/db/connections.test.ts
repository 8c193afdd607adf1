import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { connectionOf, otherDatabase } from './connect.ts'
import { connections_per_process, crowded } from './connections.ts'

const name = `test_crowded_${randomUUID().slice(0, 8)}`
const server = inject('database')
let admin: pg.Client
beforeAll(async () => {
  admin = new pg.Client(connectionOf(otherDatabase(server, 'postgres')))
  await admin.connect()
  await admin.query(`create database ${name} template template0`)
})
afterAll(async () => {
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.end()
})

it('a database with room for a process says nothing; one without says how much there is and what is needed', async () => {
  await admin.query(`alter database ${name} connection limit ${connections_per_process}`)
  expect(await crowded(otherDatabase(server, name))).toBeUndefined()
  await admin.query(`alter database ${name} connection limit ${connections_per_process - 1}`)
  expect(await crowded(otherDatabase(server, name))).toContain(`room for ${connections_per_process - 1} more connections`)
  const other = new pg.Client(connectionOf(otherDatabase(server, name)))
  await other.connect()
  expect(await crowded(otherDatabase(server, name))).toContain(`room for ${connections_per_process - 2} more`)
  await other.end()
})
