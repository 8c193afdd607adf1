import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { checkSetupLink, setUp } from '../../../kernel/org/setup.ts'
import { signIn, signOut } from '../../../kernel/org/sign-in.ts'
import type { Env } from '../../../web/env.ts'
import type { FormState } from '../../../web/fields.tsx'
import { type FieldErrors, form_bytes_max, inWords, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { onSessionEnded, open } from '../../../web/guard.tsx'
import { limit } from '../../../web/limit.ts'
import { deviceIn, forgetSession, sessionToken } from '../../../web/session.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { setUpForm, signInForm } from '../forms/index.ts'
import { gate } from '../gate.ts'
import { myWorkHref, signInAfterHref } from '../links.ts'
import { messages } from '../messages/index.ts'
import { SetUpPage } from '../pages/setup.tsx'
import { type Ended, SignInPage } from '../pages/sign-in.tsx'
import { carry, deskTarget } from '../rules.ts'
import { onwardIn, passOn } from './sign-in-stages.tsx'

export const signInDesk = new Hono<Env>()

const justDone = z.enum(['set_up', 'signed_out']).optional().catch(undefined)
const fresh: FormState = { typed: {}, errors: {} }

const atTheGate = gate({ at_once: 3, waiting_max: 60 })

signInDesk.get('/sign-in', open(), c => {
  const to = deskTarget(c.req.query('to') ?? '')
  if (c.var.actor.person_id !== null) return c.redirect(to, 303)
  return page(c, <SignInPage view={viewOf(c)} state={fresh} to={to} done={justDone.parse(c.req.query('done'))} />)
})

/** Failed attempts from one address; the lock of a name stands besides. Many people sign in from one office, so successes do not count. */
const signInLimit = limit({ name: 'sign-in', per: 'address', points: 30, seconds: 600, counted: 'everywhere', counts: 'refused' })

signInDesk.post('/sign-in', open(), signInLimit, async c => {
  const typed = await typedForm(c)
  const onward = onwardIn(typed)
  const again = (errors: FieldErrors, status: 422 | 429) => {
    const state = { typed: { sign_in_name: typed.sign_in_name ?? '' }, errors }
    return page(c, <SignInPage view={viewOf(c)} state={state} {...onward} />, status)
  }
  const form = parse(signInForm, typed)
  if (!form.ok) return again(inWords(messages[c.var.locale].errors, form.errors, c.var.locale), 422)
  const answer = await atTheGate(() => run(c, signIn, { ...form.values, ends: sessionToken(c), agent: deviceIn(c) }))
  if ('refusal' in answer) {
    const words = answer.refusal.fields.sign_in_name ?? answer.refusal.words
    return again({ sign_in_name: words[c.var.locale] }, answer.refusal.kind === 'too_many' ? 429 : 422)
  }
  return passOn(c, answer, onward)
})

// Open: who is signed out already must not be asked to sign in first.
signInDesk.post('/sign-out', open(), async c => {
  const token = sessionToken(c)
  if (token !== undefined) await run(c, signOut, token)
  forgetSession(c)
  c.header('Clear-Site-Data', '"cache", "storage"') // the next person at this browser finds nothing
  return c.redirect(signInAfterHref('signed_out'), 303)
})

/** What the sign-in page's own fields need beside what is carried. */
const carried_bytes_max = form_bytes_max - 10_000

/** A form sent after the session ended: 401, so that no script takes the page for success; people see the sign-in page. */
onSessionEnded(async (c: Context<Env>, to: string, typed: Typed) => {
  const ended: Ended = carry(typed, carried_bytes_max)
  const target = ended.fits ? deskTarget(to) : myWorkHref
  const answer = await page(c, <SignInPage view={viewOf(c)} state={fresh} to={target} ended={ended} />)
  return new Response(answer.body, { status: 401, headers: answer.headers })
})

// ── set-up ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Tokens tried from one address. */
const setUpLimit = limit({ name: 'set-up', per: 'address', points: 30, seconds: 600, counted: 'everywhere', counts: 'refused' })

signInDesk.get('/setup', open(), setUpLimit, async c => {
  const token = c.req.query('token') ?? ''
  await read(c, checkSetupLink, token)
  return page(c, <SetUpPage view={viewOf(c)} state={fresh} formId={randomUUID()} token={token} />)
})

signInDesk.post('/setup', open(), setUpLimit, async c => {
  const typed = await typedForm(c)
  const form = parse(setUpForm, typed)
  if (!form.ok) {
    const token = typed.token ?? ''
    await read(c, checkSetupLink, token)
    const state = { typed, errors: inWords(messages[c.var.locale].errors, form.errors, c.var.locale) }
    return page(c, <SetUpPage view={viewOf(c)} state={state} formId={randomUUID()} token={token} />, 422)
  }
  await run(c, setUp, { ...form.values, posts: messages['zh-CN'].offices }, once(typed))
  return c.redirect(signInAfterHref('set_up'), 303)
})
