import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, startEmbedded } from '../embedded.ts'

const prefix = 'mingjing-temporary-'

/** A PostgreSQL for tests and for reading what the migrations give: not durable, in a temporary folder that goes with it. */
export async function startTemporary(): Promise<Embedded> {
  sweep()
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  chmodSync(folder, 0o711) // when we are root, PostgreSQL runs as nobody, who must get in; the data folder itself is private
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    const embedded = await startEmbedded({ dataDir: join(folder, 'data'), durable: false })
    const stop = async () => {
      await embedded.stop()
      remove()
    }
    return { ...embedded, stop }
  } catch (error) {
    remove()
    throw error
  }
}

/** What killed runs left. A running one of another user is not ours to remove; its process lives. */
function sweep(): void {
  if (!existsSync('/proc/self')) return
  for (const name of readdirSync(tmpdir()).filter(entry => entry.startsWith(prefix))) {
    const pid = name.slice(prefix.length).split('-')[0] ?? ''
    if (!existsSync(`/proc/${pid}`)) removeIfOurs(join(tmpdir(), name))
  }
}

function removeIfOurs(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // another user's
  }
}
