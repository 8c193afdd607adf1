import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { connectionOf, otherDatabase } from '../src/db/connect.ts'
import { home, kept, keptFolder } from './kept.ts'

/** What `npm start` builds from. */
const sources = ['src/**/*', 'demo/**/*', 'scripts/*.ts', 'package.json', 'package-lock.json', 'tsconfig.json']
const prefix = 'checkout-'

/**
 * A copy of this checkout as `npm start` builds it, made once for a state of the sources. A copy, since the checkout's own dist/ may be
 * what a running server was started from.
 */
export function builtCheckout(): Promise<string> {
  made ??= build()
  return made
}
let made: Promise<string> | undefined // the files of a worker share its modules, so they all see one state of the sources

async function build(): Promise<string> {
  const files = globSync(sources, { cwd: home })
    .filter(file => statSync(join(home, file)).isFile())
    .sort()
  const sum = createHash('sha256').update(process.version)
  for (const file of files) sum.update(`\n${file}\n`).update(readFileSync(join(home, file)))
  const name = `${prefix}${sum.digest('hex').slice(0, 16)}`
  return await oneAtATime(() =>
    kept(name, async folder => {
      sweep()
      for (const file of files) {
        mkdirSync(join(folder, dirname(file)), { recursive: true })
        cpSync(join(home, file), join(folder, file))
      }
      symlinkSync(join(home, 'node_modules'), join(folder, 'node_modules'))
      execFileSync(process.execPath, [join(folder, 'scripts/build.ts')], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    }),
  )
}

/** Both workers of a run ask; the lock of the run's database makes the second wait and find it made. */
async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionOf(otherDatabase(inject('database'), 'postgres')))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [prefix])
    return await work()
  } finally {
    await client.end()
  }
}

/** Copies of what the sources were before; a run of a moment ago may still use its own. */
function sweep(): void {
  const folder = keptFolder()
  for (const name of readdirSync(folder).filter(entry => entry.startsWith(prefix))) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > an_hour_ms) rmSync(path, { recursive: true, force: true })
  }
}
const an_hour_ms = 3_600_000
