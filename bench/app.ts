import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { ask } from './answer.ts'

export type RunningApp = {
  readonly origin: string
  readonly pid: number
  /** From the start of the command to the first page of the portal. */
  readonly started_s: number
  stop(): Promise<void>
}

export type AppEnv = Readonly<Record<string, string | undefined>>

const manifest = z.object({ scripts: z.object({ start: z.string() }) })

/** Starts the app as `npm start` does (its script ends with exec, so the process is the app itself), and waits for the portal's first page. */
export async function startApp(home: string, env: AppEnv): Promise<RunningApp> {
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')))
  const started = performance.now()
  const child = spawn('/bin/sh', ['-c', scripts.start], {
    cwd: home,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('the app could not be started')
  const kill = () => void child.kill('SIGTERM')
  process.once('exit', kill)
  let words = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    words += chunk
  })
  let origin: string | undefined
  while (origin === undefined) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the app ended at its start: ${words.slice(-1000)}`)
    await sleep(20)
    const port = /is open: http:\/\/localhost:(\d+)/.exec(words)?.[1]
    if (port !== undefined) origin = `http://127.0.0.1:${port}`
  }
  const { status } = await ask(`${origin}/`)
  if (status !== 200) throw new Error(`the portal answered ${status}`)
  return {
    origin,
    pid,
    started_s: (performance.now() - started) / 1000,
    stop: async () => {
      process.off('exit', kill)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      kill()
      await ended
    },
  }
}
