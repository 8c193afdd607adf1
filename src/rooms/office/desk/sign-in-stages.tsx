import { type Context, Hono } from 'hono'
import { thePublic } from '../../../kernel/org/actor.ts'
import { offerPasskeySignIn, signInWithPasskey } from '../../../kernel/org/passkeys.ts'
import { enrolment } from '../../../kernel/org/second-factor.ts'
import { type SignedIn, type SignInAnswer, type Stage, sessionActor } from '../../../kernel/org/sign-in.ts'
import {
  enrolWithPasskey,
  finishEnrolment,
  offerEnrolmentPasskey,
  type Pending,
  pendingSignIn,
  proveSecondFactor,
  replaceOneTimePassword,
} from '../../../kernel/org/stages.ts'
import { notFound, type Refusal } from '../../../kernel/refusal.ts'
import type { Env } from '../../../web/env.ts'
import type { FormState } from '../../../web/fields.tsx'
import { attempt, form_bytes_max, inWords, parse, type Typed, typedForm } from '../../../web/form.ts'
import { open } from '../../../web/guard.tsx'
import { limit } from '../../../web/limit.ts'
import { deviceIn, forgetPending, keepPending, keepSession, pendingToken, sessionToken } from '../../../web/session.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { authenticationResponse, codeForm, newPasswordForm, passkeyNameForm, registrationResponse } from '../forms/account.ts'
import { gate } from '../gate.ts'
import { myWorkHref, signInHref, stageHrefs } from '../links.ts'
import { accountMessages } from '../messages/account.ts'
import { RecoveryCodesPage } from '../pages/account-forms.tsx'
import { ContinuePage, type Ended, SignInPage } from '../pages/sign-in.tsx'
import { CodePage, EnrolmentPage, OwnPasswordPage } from '../pages/sign-in-stages.tsx'
import { carriedIn, carry, deskTarget } from '../rules.ts'
import { answerIn, siteOf } from './passkey-site.ts'
import { qrPicture } from './qr.ts'

export const signInStagesDesk = new Hono<Env>()

const fresh: FormState = { typed: {}, errors: {} }
const atTheGate = gate({ at_once: 3, waiting_max: 60 })
/** What the sign-in pages' own fields need beside what is carried. */
const carried_bytes_max = form_bytes_max - 10_000
/** Codes and keys tried from one address; the lock of a name stands besides. */
const stageLimit = limit({ name: 'sign-in-stage', per: 'address', points: 30, seconds: 600, counted: 'everywhere', counts: 'refused' })

/** Where a sign-in leads, and what was being sent when the session ended. */
export type Onward = { readonly to: string; readonly ended: Ended | undefined }

export const onwardIn = (typed: Typed): Onward => ({
  to: deskTarget(typed.to ?? ''),
  ended: typed.resend === 'yes' ? carry(carriedIn(typed), carried_bytes_max) : undefined,
})

/** After each step: the next one, or the desk. What was typed is nowhere but in the forms, so with it there is no redirect. */
export async function passOn(c: Context<Env>, answer: Exclude<SignInAnswer, { refusal: Refusal }>, onward: Onward): Promise<Response> {
  if ('token' in answer) return enter(c, answer, onward)
  keepPending(c, answer.pending)
  if (!onward.ended?.fits) return c.redirect(`${stageHrefs[answer.stage]}?to=${encodeURIComponent(onward.to)}`, 303)
  const found = await read(c, pendingSignIn, { token: answer.pending, now: c.var.house.clock() })
  if (!found) throw notFound()
  return stagePage(c, found, onward, fresh)
}

async function enter(c: Context<Env>, session: SignedIn, { to, ended }: Onward): Promise<Response> {
  keepSession(c, session.token)
  forgetPending(c)
  if (!ended?.fits) return c.redirect(to, 303)
  // Not a redirect: what was typed is nowhere but in this form. From here it goes to where it was going.
  c.set('actor', (await c.var.house.read(thePublic, sessionActor, { token: session.token, now: c.var.house.clock() })) ?? thePublic)
  return page(c, <ContinuePage view={viewOf(c)} to={to} fields={ended.fields} discardHref={myWorkHref} />)
}

async function stagePage(
  c: Context<Env>,
  pending: Pending,
  onward: Onward,
  state: FormState,
  status: 200 | 422 | 429 = 200,
): Promise<Response> {
  const props = { view: viewOf(c), state, ...onward }
  if (pending.stage === 'second_factor') return page(c, <CodePage {...props} />, status)
  if (pending.stage === 'new_password') return page(c, <OwnPasswordPage {...props} />, status)
  const found = await read(c, enrolment, pending.account_id)
  if (!found) throw notFound()
  return page(c, <EnrolmentPage {...props} secret={found.secret} />, status)
}

/** Who waits for this stage; undefined when the ten minutes are over, or the browser is another. */
async function waitingFor(c: Context<Env>, stage: Stage): Promise<Pending | undefined> {
  const token = pendingToken(c)
  const found = token === undefined ? undefined : await read(c, pendingSignIn, { token, now: c.var.house.clock() })
  return found?.stage === stage ? found : undefined
}

/** From the beginning, with nothing lost. */
const fromTheStart = (c: Context<Env>, { to, ended }: Onward): Response | Promise<Response> =>
  ended?.fits
    ? page(c, <SignInPage view={viewOf(c)} state={fresh} to={to} ended={ended} />, 422)
    : c.redirect(`${signInHref}?to=${encodeURIComponent(to)}`, 303)

const stages: readonly Stage[] = ['second_factor', 'new_password', 'enrolment']
const pathOf = (stage: Stage): string => stageHrefs[stage].slice('/desk'.length)

for (const stage of stages) {
  signInStagesDesk.get(pathOf(stage), open(), async c => {
    const onward = { to: deskTarget(c.req.query('to') ?? ''), ended: undefined }
    const pending = await waitingFor(c, stage)
    return pending ? stagePage(c, pending, onward, fresh) : fromTheStart(c, onward)
  })
}

const browser = (c: Context<Env>) => ({ token: pendingToken(c) ?? '', ends: sessionToken(c), agent: deviceIn(c) })

const beside = (c: Context<Env>, refusal: Refusal, field: string): FormState => ({
  typed: {},
  errors: { [field]: (refusal.fields[field] ?? refusal.words)[c.var.locale] },
})
const statusFor = (refusal: Refusal): 422 | 429 => (refusal.kind === 'too_many' ? 429 : 422)
const words = (c: Context<Env>, keys: Readonly<Record<string, string>>): FormState => ({
  typed: {},
  errors: inWords(accountMessages[c.var.locale].errors, keys, c.var.locale),
})

signInStagesDesk.post(pathOf('second_factor'), open(), stageLimit, async c => {
  const typed = await typedForm(c)
  const onward = onwardIn(typed)
  const pending = await waitingFor(c, 'second_factor')
  if (!pending) return fromTheStart(c, onward)
  const form = parse(codeForm, typed)
  if (!form.ok) return stagePage(c, pending, onward, words(c, form.errors), 422)
  const answer = await run(c, proveSecondFactor, { ...browser(c), code: form.values.code })
  if ('refusal' in answer) return stagePage(c, pending, onward, beside(c, answer.refusal, 'code'), statusFor(answer.refusal))
  return passOn(c, answer, onward)
})

signInStagesDesk.post(pathOf('new_password'), open(), stageLimit, async c => {
  const typed = await typedForm(c)
  const onward = onwardIn(typed)
  const pending = await waitingFor(c, 'new_password')
  if (!pending) return fromTheStart(c, onward)
  const form = parse(newPasswordForm, typed)
  if (!form.ok) return stagePage(c, pending, onward, words(c, form.errors), 422)
  const { new_password } = form.values
  const done = await attempt(c, () => atTheGate(() => run(c, replaceOneTimePassword, { ...browser(c), new_password })))
  if (!done.ok) return stagePage(c, pending, onward, { typed: {}, errors: done.errors }, 422)
  if ('refusal' in done.value) return fromTheStart(c, onward)
  return passOn(c, done.value, onward)
})

signInStagesDesk.post(pathOf('enrolment'), open(), stageLimit, async c => {
  const typed = await typedForm(c)
  const onward = onwardIn(typed)
  const pending = await waitingFor(c, 'enrolment')
  if (!pending) return fromTheStart(c, onward)
  const form = parse(codeForm, typed)
  if (!form.ok) return stagePage(c, pending, onward, words(c, form.errors), 422)
  const done = await run(c, finishEnrolment, { ...browser(c), code: form.values.code })
  if ('refusal' in done) return stagePage(c, pending, onward, beside(c, done.refusal, 'code'), statusFor(done.refusal))
  if (!('token' in done.answer)) return fromTheStart(c, onward)
  keepSession(c, done.answer.token)
  forgetPending(c)
  return page(c, <RecoveryCodesPage view={viewOf(c)} codes={done.recovery} onward={onward.to} />)
})

signInStagesDesk.post('/sign-in/factors/passkeys/challenges', open(), stageLimit, async c => {
  if (!(await waitingFor(c, 'enrolment'))) throw notFound()
  return c.json(await run(c, offerEnrolmentPasskey, { token: pendingToken(c) ?? '', site: siteOf(c) }))
})

signInStagesDesk.post('/sign-in/factors/passkeys', open(), stageLimit, async c => {
  const typed = await typedForm(c)
  const onward = onwardIn(typed)
  const pending = await waitingFor(c, 'enrolment')
  if (!pending) return fromTheStart(c, onward)
  const form = parse(passkeyNameForm, typed)
  if (!form.ok) return stagePage(c, pending, onward, words(c, form.errors), 422)
  const failed = { typed: { name: typed.name ?? '' }, errors: { passkey: accountMessages[c.var.locale].passkeyFailed } }
  const response = answerIn(registrationResponse, typed.credential)
  if (!response) return stagePage(c, pending, onward, failed, 422)
  const done = await attempt(c, () => run(c, enrolWithPasskey, { ...browser(c), site: siteOf(c), name: form.values.name, response }))
  if (!done.ok) return stagePage(c, pending, onward, failed, 422)
  return 'refusal' in done.value ? fromTheStart(c, onward) : passOn(c, done.value, onward)
})

signInStagesDesk.get('/sign-in/factors/picture.svg', open(), async c => {
  const pending = await waitingFor(c, 'enrolment')
  const found = pending && (await read(c, enrolment, pending.account_id))
  if (!found) throw notFound()
  return qrPicture(c, found.uri)
})

// ── passkeys ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Each draws a row: so many a browser may ask for. */
const challengeLimit = limit({ name: 'passkey-challenge', per: 'address', points: 60, seconds: 600, counted: 'everywhere' })

signInStagesDesk.post('/sign-in/passkeys/challenges', open(), challengeLimit, async c =>
  c.json(await run(c, offerPasskeySignIn, siteOf(c))),
)

signInStagesDesk.post('/sign-in/passkeys', open(), stageLimit, async c => {
  const typed = await typedForm(c)
  const onward = onwardIn(typed)
  const failed = () => {
    const state = { typed: {}, errors: { passkey: accountMessages[c.var.locale].passkeyFailed } }
    return page(c, <SignInPage view={viewOf(c)} state={state} to={onward.to} ended={onward.ended} />, 422)
  }
  const response = answerIn(authenticationResponse, typed.credential)
  if (!response) return failed()
  const answer = await run(c, signInWithPasskey, { site: siteOf(c), response, ends: sessionToken(c), agent: deviceIn(c) })
  return 'refusal' in answer ? failed() : passOn(c, answer, onward)
})
