import type { DemoCity } from '../../../demo/city.ts'
import type { DemoRecords } from '../../kernel/room.ts'
import { releaseReport } from './commands.ts'

/** The report on 2018 is released once all records are there: it counts them, and its cross-checks must hold. */
export async function* epilogue(city: DemoCity): AsyncGenerator<DemoRecords> {
  const what = 'annual report'
  yield { what, done: 0, total: 1 }
  await city.run(city.officer('signer'), releaseReport, { book: city.figures, year: 2018, form: '2008', legal_day: '2019-03-15' })
  yield { what, done: 1, total: 1 }
}
