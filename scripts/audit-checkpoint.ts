import { readConfig } from '../src/config.ts'
import { withDatabase } from '../src/db/instance.ts'
import { closeCheckpoint } from '../src/kernel/audit/checkpoint.ts'
import { KeyProblem, keyFile } from '../src/kernel/audit/signer.ts'

// npm run audit:checkpoint               closes a checkpoint now, beside those of every night
// npm run audit:checkpoint -- --new-key  with a new key, since the old one is lost or no longer trusted; readers see that it is new

try {
  const config = readConfig(process.env)
  const now = Temporal.Now.instant()
  const new_key = process.argv.includes('--new-key')
  const closed = await withDatabase(config, ({ db }) => closeCheckpoint(db, keyFile(config.logKeyFile), { now, reason: 'asked', new_key }))
  console.log(closed === undefined ? 'Nothing has been recorded since the last checkpoint.' : `Checkpoint ${closed} is closed.`)
} catch (error) {
  if (!(error instanceof KeyProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}
