import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import type { Answer } from './answer.ts'

/** What one burst of requests gave. `rate` is answers a second. */
export type Volley = z.infer<typeof volley>
const volley = z.object({
  rate: z.number(),
  answered: z.number(),
  failed: z.number(),
  statuses: z.record(z.string(), z.number()),
  p50_ms: z.number(),
  p99_ms: z.number(),
})

export type Target = {
  readonly origin: string
  readonly paths: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
}

const child = (file: string): ChildProcess =>
  fork(join(import.meta.dirname, file), [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })

/** The next message of a child, parsed; a child that ends instead is an error. */
function reply<T>(from: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null) => reject(new Error(`${from.spawnargs.at(-1)} ended with ${code}`))
    from.once('exit', gone)
    from.once('message', message => {
      from.off('exit', gone)
      const parsed = schema.safeParse(message)
      if (parsed.success) resolve(parsed.data)
      else reject(parsed.error)
    })
  })
}

/** The bare node:http server, answering what it is told. */
export async function startBare() {
  const server = child('bare.ts')
  const { port } = await reply(server, z.object({ port: z.number() }))
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: server.pid,
    say: async (answer: Answer): Promise<void> => {
      const ready = reply(server, z.object({ ready: z.literal(true) }))
      server.send({ status: answer.status, headers: answer.headers, body: answer.body.toString('base64') })
      await ready
    },
    stop: () => server.disconnect(),
  }
}
export type Bare = Awaited<ReturnType<typeof startBare>>

/** Connections of every volley: enough to keep a server busy, few enough that none waits long. No pipelining. */
const connections = 16

/** Fires for so many seconds. Throws when anything but the expected status came back: a fast error is not a fast page. */
export function startGun() {
  const gun = child('fire.ts')
  return {
    fire: async ({ origin, paths, headers = {}, status }: Target, seconds: number): Promise<Volley> => {
      const result = reply(gun, volley)
      gun.send({ origin, paths, headers, connections, seconds })
      const fired = await result
      const good = fired.statuses[String(status)] ?? 0
      if (fired.failed > 0 || good < fired.answered) {
        throw new Error(
          `${origin}${paths[0]}: ${fired.answered} answers, ${fired.failed} failed, statuses ${JSON.stringify(fired.statuses)}`,
        )
      }
      return fired
    },
    stop: () => gun.disconnect(),
  }
}
export type Gun = ReturnType<typeof startGun>
