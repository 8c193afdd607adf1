import { readConfig } from '../src/config.ts'
import { withDatabase } from '../src/db/instance.ts'
import { verifyLog } from '../src/kernel/audit/verify.ts'

// npm run audit:verify                     every row of facts against the chain, the chain against its signed checkpoints
// npm run audit:verify -- <fingerprint> …  and only these keys are taken for the city's

const number = (n: number) => n.toLocaleString('en')
const trusted = process.argv.slice(2)
const config = readConfig(process.env)
const started = performance.now()
let last = 0
const found = await withDatabase(config, ({ db }) =>
  verifyLog(db, {
    ...(trusted.length > 0 ? { trusted } : {}),
    progress: (what, done, total) => {
      if (!process.stderr.isTTY && done < total && performance.now() - last < 5000) return
      last = performance.now()
      process.stderr.write(
        `${process.stderr.isTTY ? '\r\x1b[K' : ''}  ${what} ${number(done)} of ${number(total)}${process.stderr.isTTY ? '' : '\n'}`,
      )
    },
  }),
)
if (process.stderr.isTTY) process.stderr.write('\n')
for (const { table, key, what } of found.bad) console.log(`${what}: ${table} ${key}`)
if (found.bad_total > found.bad.length) console.log(`… and ${number(found.bad_total - found.bad.length)} more`)
const seconds = ((performance.now() - started) / 1000).toFixed(1)
const counted = `${number(found.entries)} entries, ${number(found.rows)} rows of facts, ${number(found.checkpoints)} checkpoints, ${number(found.statements)} signed statements, ${seconds} s`
console.log(found.bad_total === 0 ? `ok: ${counted}` : `NOT as recorded, ${number(found.bad_total)} faults: ${counted}`)
process.exitCode = found.bad_total === 0 ? 0 : 1
