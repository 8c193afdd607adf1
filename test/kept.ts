import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const home = join(import.meta.dirname, '..')

/**
 * A folder of this user for what takes seconds to make and stays between runs: in the checkout, or where that is closed to us in the
 * temporary folder. Each user has one: what root unpacked is of no use to anybody else.
 */
export function keptFolder(): string {
  const user = String(process.getuid?.() ?? 'user')
  const places = [join(home, '.test', user), join(tmpdir(), `mingjing-test-${user}`)]
  const found = places.find(isOurs)
  if (found === undefined) throw new Error(`tests need a folder to write to: ${places.join(' or ')}`)
  return found
}

function isOurs(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A folder of that name, made once: whole or not at all, since it gets its name last. Who makes it at the same time loses nothing but time. */
export async function kept(name: string, make: (folder: string, later: string) => Promise<void>): Promise<string> {
  const folder = join(keptFolder(), name)
  if (existsSync(folder)) return folder
  const making = `${folder}.making-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making)
  try {
    await make(making, folder)
    renameSync(making, folder)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
  return folder
}
