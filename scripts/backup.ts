import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigProblem, readConfig } from '../src/config.ts'
import { backup } from '../src/db/backup/backup.ts'
import { withDatabase } from '../src/db/instance.ts'
import { StartProblem } from '../src/db/start-problem.ts'
import { barOf, contentsOf } from './backup-parts.ts'

const usage = `npm run backup -- [--to <folder>]

Writes one consistent copy of the city into <folder>/mingjing-<time>, while the city works: all tables as of one moment and the
contents of all files, with their hashes. Default folder: backups.
The keys of personal data and of the log are not in it. Keep copies of them elsewhere: without them what they sealed stays sealed.`

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: 'string', default: 'backups' }, help: { type: 'boolean' } } })
  if (values.help === true) {
    console.log(usage)
    return
  }
  const config = readConfig(process.env)
  const started = performance.now()
  const name = `mingjing-${Temporal.Now.instant().round('second').toString().replaceAll(/[:-]/g, '')}`
  const into = join(resolve(values.to), name)
  const bar = barOf()
  const manifest = await withDatabase(config, database => backup(database.connection, contentsOf(config), into, bar.progress))
  bar.stop()
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const took_s = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${into}: ${manifest.tables.length} tables, ${rows} rows, ${manifest.files.length} files, in ${took_s} s.`)
  console.log(`Not in it, and needed to open what is sealed: ${config.keyFile}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof StartProblem || error instanceof ConfigProblem ? error.message : error)
  process.exit(1)
})
