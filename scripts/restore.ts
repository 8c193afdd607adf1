import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigProblem, readConfig } from '../src/config.ts'
import { restore } from '../src/db/backup/restore.ts'
import { withDatabase } from '../src/db/instance.ts'
import { migrationsFolder } from '../src/db/migrate.ts'
import { StartProblem } from '../src/db/start-problem.ts'
import { jobQueue } from '../src/jobs.ts'
import { barOf, contentsOf } from './backup-parts.ts'

const usage = `npm run restore -- --from <folder of a backup>

Puts a backup back into an empty place, named by DATA_DIR or DATABASE_URL; a place that holds a city is refused. Every table and
file is compared with the hashes of the backup; then the schema goes forward to this version. Put the keys (KEY_FILE) back yourself.`

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true || values.from === undefined) {
    console.log(usage)
    process.exitCode = values.help === true ? 0 : 2
    return
  }
  const config = readConfig(process.env)
  const folder = resolve(values.from)
  const bar = barOf()
  await withDatabase(config, async database => {
    const { manifest, forward } = await restore(database.where, contentsOf(config), folder, {
      migrations: migrationsFolder(config.home),
      progress: bar.progress,
    })
    bar.stop()
    const queue = jobQueue(database.db)
    await queue.install(database.connection)
    const unknown = await queue.requeue(manifest.jobs)
    await queue.stop()
    console.log(
      `The city of ${manifest.made_at} is back: ${manifest.tables.length} tables, ${manifest.files.length} files, all as backed up.`,
    )
    if (forward.length > 0) console.log(`Its schema went forward: ${forward.join(', ')}`)
    for (const name of unknown) console.log(`A job '${name}' that waited is not known any more and was left out.`)
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof StartProblem || error instanceof ConfigProblem ? error.message : error)
  process.exit(1)
})
