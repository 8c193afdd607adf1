// npm run verify:2018   every figure of the city's 2018 report against what the records give; any difference fails. --write keeps the table in demo/
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigProblem, readConfig } from '../src/config.ts'
import { withDatabase } from '../src/db/instance.ts'
import { StartProblem } from '../src/db/start-problem.ts'
import { house } from '../src/house.ts'
import { figureBook } from '../src/kernel/figures/book.ts'
import { thePublic } from '../src/kernel/org/actor.ts'
import { reader } from '../src/kernel/work.ts'
import { type Verified, verify2018 } from '../src/rooms/reports/queries/coverage.ts'
import type { Verdict } from '../src/rooms/reports/rules/verdict.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  equal: 'equal',
  different: 'DIFFERENT',
  impossible: 'printed value impossible',
  no_room: 'no room yet',
}

/** Chinese characters take two columns of a terminal. */
const width = (text: string): number => [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0)
const left = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))
const right = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text

function table(rows: readonly Verified[]): string {
  const counted = (row: Verified): string => (row.counted === undefined ? '–' : row.counted === null ? 'no data' : row.counted + row.unit)
  const lines = rows.map(row =>
    [left(row.id, 30), right(row.printed + row.unit, 14), right(counted(row), 14), verdicts[row.verdict]].join('  '),
  )
  const tally = (Object.keys(verdicts) as Verdict[]).map(
    verdict => `${rows.filter(row => row.verdict === verdict).length} ${verdicts[verdict]}`,
  )
  const head = [left('figure', 30), right('printed', 14), right('counted', 14), 'verdict'].join('  ')
  return [head, ...lines, '', `${rows.length} figures: ${tally.join(', ')}.`, ''].join('\n')
}

async function main(): Promise<void> {
  const unknown = process.argv.slice(2).filter(argument => argument !== '--write')
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(' ')}\nUsage: npm run verify:2018 [-- --write]`)
    process.exit(2)
  }
  const config = readConfig(process.env)
  const rows = await withDatabase(config, database =>
    reader({ readonly: database.readonly, clock: () => Temporal.Now.instant() })(thePublic, verify2018, figureBook(house)),
  )
  const text = table(rows)
  process.stdout.write(text)
  if (process.argv.includes('--write')) await writeFile(join(config.home, 'demo/verify-2018.txt'), text)
  if (rows.some(row => row.verdict === 'different')) process.exitCode = 1
}

main().catch((error: unknown) => {
  const isEmptyDatabase = typeof error === 'object' && error !== null && 'code' in error && error.code === '42P01'
  if (isEmptyDatabase) console.error('There are no records yet. Start the city once with npm start, then verify.')
  else if (error instanceof ConfigProblem || error instanceof StartProblem) console.error(error.message)
  else console.error(error)
  process.exit(1)
})
