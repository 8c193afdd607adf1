import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { isWorkday } from '../../kernel/calendar/calendar.ts'
import { addDays, dayOf } from '../../kernel/calendar/day.ts'
import { loadCalendar } from '../../kernel/calendar/load.ts'
import { openCase } from '../../kernel/cases/take.ts'
import { pageSlice } from '../../kernel/lists/list.ts'
import { noticesOf } from '../../kernel/notices/notices.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { tellDue } from './jobs.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(async () => await w.drop())

/** Moves the clock to the next day that is, or is not, a working day. */
async function moveTo(working: boolean): Promise<void> {
  const calendar = await loadCalendar(w.db)
  while (isWorkday(calendar, dayOf(w.clock.now())) !== working) w.clock.move({ hours: 24 })
}

test('each morning of a working day: what is overdue or due by the next one, once a day, to whom it waits for', async () => {
  const { li, zhao, education } = w.cast
  const processes = w.house.processes.map(({ process }) => process)
  const [process] = processes
  if (!process) throw new Error('no process')
  for (const [title, days] of [
    ['早已超期', -9],
    ['还早', 60],
  ] as const) {
    const { case_id } = await w.run(
      li,
      work => openCase(work, process, { title, unit_id: education.id, received_on: work.today }),
      undefined,
    )
    const due_on = addDays(dayOf(w.clock.now()), days)
    await w.db.updateTable('kernel.cases').set({ due_on }).where('id', '=', case_id).execute()
  }
  const of = async (actor: Actor) => (await w.read(actor, noticesOf, { slice: pageSlice(1), kind: 'due' })).rows
  await moveTo(false)
  expect(await tellDue(w.house, processes)).toBe(0)
  await moveTo(true)
  expect(await tellDue(w.house, processes)).toBe(1)
  expect((await of(li)).map(({ words_zh }) => words_zh)).toEqual(['您有 1 件事项已超期，0 件将在下一个工作日之前到期。'])
  expect(await of(zhao)).toEqual([])
  expect(await tellDue(w.house, processes)).toBe(0)
  w.clock.move({ hours: 24 })
  await moveTo(true)
  expect(await tellDue(w.house, processes)).toBe(1)
})
