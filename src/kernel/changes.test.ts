import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { changeTeller, deskChannel } from './changes.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(async () => await w.drop())

test('many commits are told in few words, each change once, and none is left out', async () => {
  const line = new pg.Client(w.database.connection)
  await line.connect()
  await line.query(`listen ${deskChannel}`)
  const heard: string[] = []
  line.on('notification', ({ payload }) => heard.push(payload ?? ''))
  const tell = changeTeller(w.db)
  for (let case_id = 1; case_id <= 200; case_id++) {
    tell([
      { kind: 'case', unit_id: 3, case_id },
      { kind: 'notice', person_id: 7 },
    ])
  }
  await vi.waitFor(() => expect(heard).toContain('c3/200'), 5_000)
  expect(new Set(heard)).toEqual(new Set(['n7', ...Array.from({ length: 200 }, (_, i) => `c3/${i + 1}`)]))
  // The first goes at once; all that came while it was on its way goes together.
  expect(heard).toHaveLength(202)
  tell([])
  tell([{ kind: 'notice', person_id: 8 }])
  await vi.waitFor(() => expect(heard.at(-1)).toBe('n8'), 5_000)
  await line.end()
})
