import { randomUUID } from 'node:crypto'
import { demoPassword } from '../demo/people-roles.ts'
import { ask } from './answer.ts'
import type { RunningApp } from './app.ts'

const send = (app: RunningApp, path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${app.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.origin, ...headers },
    body: new URLSearchParams(form),
  })

/** The cookie of a session of one of the demo's accounts. */
export async function signIn(app: RunningApp, sign_in_name: string): Promise<string> {
  const response = await send(app, '/desk/sign-in', { sign_in_name, password: demoPassword })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (response.status !== 303 || cookie === undefined) throw new Error(`${sign_in_name} could not sign in: ${response.status}`)
  return cookie
}

/** Releases the report of 2018 as its signer does, unless it is released: only what is released has a public page. */
export async function releaseReport(app: RunningApp, path: string): Promise<void> {
  if ((await ask(`${app.origin}${path}`)).status === 200) return
  const cookie = await signIn(app, 'signer')
  const response = await send(app, `/desk${path}/releases`, { legal_day: '2019-03-15', form_id: randomUUID() }, { cookie })
  if (response.status !== 303) throw new Error(`${path} could not be released: ${response.status}`)
}
