import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type FreezingLine = {
  /** A folder that PostgreSQL's clients take for a socket folder. */
  readonly socket: string
  /** From now on nothing passes, and nobody is told: as when a firewall forgets a connection. */
  readonly freeze: () => void
  /** New connections pass again; those that were frozen stay so. */
  readonly thaw: () => void
  readonly close: () => Promise<void>
}

/** A way to an embedded PostgreSQL that can go silent without breaking. */
export async function freezingLine(to: { readonly socket: string }): Promise<FreezingLine> {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-line-'))
  const name = '.s.PGSQL.5432'
  const pairs = new Set<readonly [Socket, Socket]>()
  let frozen = false
  const server = createServer(near => {
    const far = connect(join(to.socket, name))
    const pair = [near, far] as const
    pairs.add(pair)
    for (const socket of pair) socket.on('error', () => {})
    if (frozen) return
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>(resolve => server.listen(join(folder, name), resolve))
  return {
    socket: folder,
    freeze: () => {
      frozen = true
      for (const [near, far] of pairs) {
        near.unpipe(far)
        far.unpipe(near)
      }
    },
    thaw: () => {
      frozen = false
    },
    close: async () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      await new Promise(resolve => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
