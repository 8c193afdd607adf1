import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { z } from 'zod'
import { checkServer, connect, type Database, type Where } from './connect.ts'
import { crowded } from './connections.ts'
import { isAlive, processId, readJson, thisProcess } from './embedded/process.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

/** The part of the configuration that says where the data is. */
export type DataPlace = { readonly dataDir: string; readonly databaseUrl?: string | undefined }

export type Opened = Database & {
  /** To be printed at start: the data does not live where one would look, or the server has no room for us. */
  readonly notice: string | undefined
  /** Resolves with a line for the log when the embedded PostgreSQL ends by itself: log it and exit 1. Never rejects. */
  readonly died: Promise<string>
  /** Closes the pools, and stops the database if it was started here. */
  close(): Promise<void>
}

const where = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('server'), url: z.string() }),
  z.object({ kind: z.literal('embedded'), socket: z.string(), user: z.string(), database: z.string() }),
])
/** Who runs the database of this data folder, and where it listens: `<dataDir>/instance.json`. */
const instance = processId.extend({ where, started_at: z.string() })

const instanceFile = ({ dataDir }: DataPlace) => joinPath(dataDir, 'instance.json')

/**
 * For the server: starts the embedded database, or checks the server that DATABASE_URL names, and tells scripts where it listens.
 * Throws a StartProblem if another program has started the embedded database of this data folder. Servers on one DATABASE_URL may be many.
 */
export async function openServer(place: DataPlace): Promise<Opened> {
  if (place.databaseUrl === undefined) return openEmbedded(place)
  const server: Where = { kind: 'server', url: place.databaseUrl }
  await checkServer(server)
  const notice = await crowded(server)
  return { ...opened(server, undefined, announce(place, server)), notice }
}

/** For scripts: joins the database that runs, or starts the embedded one until close(). Nothing is migrated. */
export async function join(place: DataPlace): Promise<Opened> {
  const running = place.databaseUrl === undefined ? findRunning(place) : undefined
  if (running !== undefined) return opened(running)
  if (place.databaseUrl === undefined) return openEmbedded(place)
  const server: Where = { kind: 'server', url: place.databaseUrl }
  await checkServer(server)
  return opened(server)
}

/** Joins for as long as `work` takes. */
export async function withDatabase<T>(place: DataPlace, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await join(place)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Where the database of a living program listens; what a killed one wrote does not count. */
export function findRunning(place: DataPlace): Where | undefined {
  const found = readJson(instanceFile(place), instance)
  return found !== undefined && isAlive(found) ? found.where : undefined
}

async function openEmbedded(place: DataPlace): Promise<Opened> {
  const embedded = await startEmbedded(place)
  try {
    await checkServer(embedded.where)
    return opened(embedded.where, embedded, announce(place, embedded.where))
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

function opened(at: Where, embedded?: Embedded, forget = () => {}): Opened {
  const database = connect(at)
  return {
    ...database,
    notice: embedded?.notice,
    died: embedded?.died ?? new Promise<string>(() => {}),
    close: async () => {
      forget() // first: nobody should join what is about to end
      await database.close()
      await embedded?.stop()
    },
  }
}

/** Writes the file whole or not at all, readable by us alone: a URL may hold a password. Returns what takes it away again. */
function announce(place: DataPlace, at: Where): () => void {
  const file = instanceFile(place)
  const own: z.infer<typeof instance> = { ...thisProcess(), where: at, started_at: Temporal.Now.instant().toString() }
  if (!existsSync(place.dataDir)) mkdirSync(place.dataDir, { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(own, null, 2)}\n`, { mode: 0o600 })
  chmodSync(fresh, 0o600)
  renameSync(fresh, file)
  return () => {
    const found = readJson(file, instance)
    if (found?.pid === own.pid && found.process_start === own.process_start) rmSync(file, { force: true })
  }
}
