import { type Context, Hono } from 'hono'
import { contactsOf, setContact } from '../../../kernel/org/contacts.ts'
import {
  beginOwnFactor,
  changePassword,
  confirmOwnFactor,
  offerOwnPasskey,
  ownAccountPage,
  removeOwnFactor,
  renewRecoveryCodes,
} from '../../../kernel/org/own-account.ts'
import { ownPasskeys, registerOwnPasskey, removePasskey, renamePasskey } from '../../../kernel/org/passkeys.ts'
import { enrolment } from '../../../kernel/org/second-factor.ts'
import { endOtherSessions, endOwnSession, ownSessions } from '../../../kernel/org/sessions.ts'
import { notFound, type Refusal } from '../../../kernel/refusal.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Env } from '../../../web/env.ts'
import type { FormState } from '../../../web/fields.tsx'
import { attempt, type FieldErrors, inWords, parse, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { limit } from '../../../web/limit.ts'
import { deviceIn, keepSession, sessionToken } from '../../../web/session.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import {
  codeForm,
  contactsForm,
  passkeyNameForm,
  passwordChangeForm,
  passwordForm,
  proofForm,
  registrationResponse,
} from '../forms/account.ts'
import { gate } from '../gate.ts'
import { accountHref, afterHref, ownFactorCodesHref } from '../links.ts'
import { type AccountDone, accountMessages } from '../messages/account.ts'
import { AccountPage } from '../pages/account.tsx'
import {
  ContactsPage,
  FactorBeginPage,
  FactorRemovalPage,
  FactorScanPage,
  PasskeyNamePage,
  PasswordChangePage,
  RecoveryCodesPage,
  RecoveryRenewalPage,
} from '../pages/account-forms.tsx'
import { numberIn } from './admin-form.ts'
import { answerIn, siteOf } from './passkey-site.ts'
import { qrPicture } from './qr.ts'

export const accountDesk = new Hono<Env>()

const right = 'desk.open'
const fresh: FormState = { typed: {}, errors: {} }

/** Each of these hashes a password: no more at once than sign-ins. */
const atTheGate = gate({ at_once: 2, waiting_max: 30 })
const proving = limit({ name: 'account-proof', per: 'person', points: 30, seconds: 600 })

const words = (c: Context<Env>, keys: FieldErrors): FormState => ({
  typed: {},
  errors: inWords(accountMessages[c.var.locale].errors, keys, c.var.locale),
})
/** A refusal that came back instead of being thrown, beside its field. */
const refused = (c: Context<Env>, refusal: Refusal, field: string): FormState => {
  const fields = Object.entries(refusal.fields)
  const errors = fields.length > 0 ? fields : [[field, refusal.words] as const]
  return { typed: {}, errors: Object.fromEntries(errors.map(([name, said]) => [name, said[c.var.locale]])) }
}
const statusFor = (refusal: Refusal): 422 | 429 => (refusal.kind === 'too_many' ? 429 : 422)
const back = (c: Context<Env>, done: AccountDone) => c.redirect(afterHref(accountHref, done), 303)

const dones = new Set<string>(Object.keys(accountMessages.en.dones))
const isDone = (text: string): text is AccountDone => dones.has(text)

async function accountPage(c: Context<Env>, state: FormState = fresh): Promise<Response> {
  const account = await read(c, ownAccountPage, null)
  if (!account) throw notFound()
  const said = c.req.query('done') ?? ''
  const sessions = await read(c, ownSessions, { token: sessionToken(c) ?? '', now: c.var.house.clock() })
  const passkeys = await read(c, ownPasskeys, null)
  const contacts = await read(c, contactsOf, c.var.actor.person_id ?? -1)
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  const props = { account, sessions, passkeys, contacts, state, done: isDone(said) ? said : undefined }
  return page(c, <AccountPage view={viewOf(c)} {...props} />, status)
}

accountDesk.get('/account', may(right), c => accountPage(c))

// ── password ─────────────────────────────────────────────────────────────────────────────────────────────────────────

accountDesk.get('/account/passwords/new', may(right), c => page(c, <PasswordChangePage view={viewOf(c)} state={fresh} />))

accountDesk.post('/account/passwords', may(right), proving, async c => {
  const typed = await typedForm(c)
  const again = (state: FormState, status: 422 | 429 = 422) => page(c, <PasswordChangePage view={viewOf(c)} state={state} />, status)
  const form = parse(passwordChangeForm, typed)
  if (!form.ok) return again(words(c, form.errors))
  const { password, new_password } = form.values
  const done = await attempt(c, () => atTheGate(() => run(c, changePassword, { password, new_password, agent: deviceIn(c) })))
  if (!done.ok) return again({ typed: {}, errors: done.errors })
  if ('refusal' in done.value) return again(refused(c, done.value.refusal, 'password'), statusFor(done.value.refusal))
  keepSession(c, done.value.token)
  return back(c, 'password')
})

// ── second factor ────────────────────────────────────────────────────────────────────────────────────────────────────

accountDesk.get('/account/factors/new', may(right), c => page(c, <FactorBeginPage view={viewOf(c)} state={fresh} />))

accountDesk.post('/account/factors', may(right), proving, async c => {
  const typed = await typedForm(c)
  const form = parse(passwordForm, typed)
  if (!form.ok) return page(c, <FactorBeginPage view={viewOf(c)} state={words(c, form.errors)} />, 422)
  const begun = await atTheGate(() => run(c, beginOwnFactor, form.values))
  if ('refusal' in begun)
    return page(c, <FactorBeginPage view={viewOf(c)} state={refused(c, begun.refusal, 'password')} />, statusFor(begun.refusal))
  return c.redirect(`${ownFactorCodesHref}/new`, 303)
})

/** The secret that waits for its first code; refusal 'not_found' when none does. */
async function waiting(c: Context<Env>) {
  const account = await read(c, ownAccountPage, null)
  const found = account && (await read(c, enrolment, account.id))
  if (!found) throw notFound()
  return found
}

accountDesk.get('/account/factors/codes/new', may(right), async c => {
  const { secret } = await waiting(c)
  return page(c, <FactorScanPage view={viewOf(c)} state={fresh} secret={secret} />)
})

accountDesk.get('/account/factors/picture.svg', may(right), async c => qrPicture(c, (await waiting(c)).uri))

accountDesk.post('/account/factors/codes', may(right), proving, async c => {
  const { secret } = await waiting(c)
  const typed = await typedForm(c)
  const again = (state: FormState, status: 422 | 429 = 422) =>
    page(c, <FactorScanPage view={viewOf(c)} state={state} secret={secret} />, status)
  const form = parse(codeForm, typed)
  if (!form.ok) return again(words(c, form.errors))
  const done = await run(c, confirmOwnFactor, { ...form.values, agent: deviceIn(c) })
  if ('refusal' in done) return again(refused(c, done.refusal, 'code'), statusFor(done.refusal))
  keepSession(c, done.session.token)
  return page(c, <RecoveryCodesPage view={viewOf(c)} codes={done.recovery} onward={accountHref} />)
})

accountDesk.get('/account/factors/removals/new', may(right), c => page(c, <FactorRemovalPage view={viewOf(c)} state={fresh} />))

accountDesk.post('/account/factors/removals', may(right), proving, async c => {
  const typed = await typedForm(c)
  const again = (state: FormState, status: 422 | 429 = 422) => page(c, <FactorRemovalPage view={viewOf(c)} state={state} />, status)
  const form = parse(proofForm, typed)
  if (!form.ok) return again(words(c, form.errors))
  const done = await atTheGate(() => run(c, removeOwnFactor, { ...form.values, agent: deviceIn(c) }))
  if ('refusal' in done) return again(refused(c, done.refusal, 'password'), statusFor(done.refusal))
  keepSession(c, done.token)
  return back(c, 'factor_removed')
})

accountDesk.get('/account/factors/recovery-codes/new', may(right), c => page(c, <RecoveryRenewalPage view={viewOf(c)} state={fresh} />))

accountDesk.post('/account/factors/recovery-codes', may(right), proving, async c => {
  const typed = await typedForm(c)
  const again = (state: FormState, status: 422 | 429 = 422) => page(c, <RecoveryRenewalPage view={viewOf(c)} state={state} />, status)
  const form = parse(proofForm, typed)
  if (!form.ok) return again(words(c, form.errors))
  const done = await atTheGate(() => run(c, renewRecoveryCodes, form.values))
  if ('refusal' in done) return again(refused(c, done.refusal, 'password'), statusFor(done.refusal))
  return page(c, <RecoveryCodesPage view={viewOf(c)} codes={done.recovery} onward={accountHref} />)
})

// ── passkeys ─────────────────────────────────────────────────────────────────────────────────────────────────────────

// Asked by the page's script, which shows the words of a refusal.
accountDesk.post('/account/passkeys/challenges', may(right), proving, async c => {
  const form = parse(passwordForm, await typedForm(c))
  if (!form.ok) return c.json({ words: words(c, form.errors).errors.password }, 422)
  const offered = await attempt(c, () => atTheGate(() => run(c, offerOwnPasskey, { ...form.values, site: siteOf(c) })))
  if (!offered.ok) return c.json({ words: Object.values(offered.errors)[0] }, 422)
  if ('options' in offered.value) return c.json(offered.value.options)
  const { refusal } = offered.value
  return c.json({ words: (refusal.fields.password ?? refusal.words)[c.var.locale] }, statusFor(refusal))
})

accountDesk.post('/account/passkeys', may(right), proving, async c => {
  const typed = await typedForm(c)
  const form = parse(passkeyNameForm, typed)
  if (!form.ok) return accountPage(c, words(c, form.errors))
  const response = answerIn(registrationResponse, typed.credential)
  const failed = { typed: { name: typed.name ?? '' }, errors: { passkey: accountMessages[c.var.locale].passkeyFailed } }
  if (!response) return accountPage(c, failed)
  const done = await attempt(c, () => run(c, registerOwnPasskey, { site: siteOf(c), name: form.values.name, response }))
  return done.ok ? back(c, 'passkey') : accountPage(c, failed)
})

async function ownPasskey(c: Context<Env>) {
  const id = numberIn(c.req.param('id') ?? '')
  const passkey = (await read(c, ownPasskeys, null)).find(row => row.id === id)
  if (!passkey) throw notFound()
  return passkey
}

accountDesk.get('/account/passkeys/:id/names/new', may(right), async c => {
  const { id, name } = await ownPasskey(c)
  return page(c, <PasskeyNamePage view={viewOf(c)} state={{ typed: { name }, errors: {} }} id={id} />)
})

accountDesk.post('/account/passkeys/:id/names', may(right), async c => {
  const { id } = await ownPasskey(c)
  const typed = await typedForm(c)
  const form = parse(passkeyNameForm, typed)
  if (!form.ok) return page(c, <PasskeyNamePage view={viewOf(c)} state={words(c, form.errors)} id={id} />, 422)
  await run(c, renamePasskey, { id, ...form.values })
  return back(c, 'renamed')
})

accountDesk.post('/account/passkeys/:id/removals', may(right), async c => {
  await run(c, removePasskey, numberIn(c.req.param('id')))
  return back(c, 'removed')
})

// ── sessions ─────────────────────────────────────────────────────────────────────────────────────────────────────────

accountDesk.post('/account/sessions/endings', may(right), async c => {
  await run(c, endOtherSessions, sessionToken(c) ?? '')
  return back(c, 'ended')
})

accountDesk.post('/account/sessions/:id/endings', may(right), async c => {
  await run(c, endOwnSession, numberIn(c.req.param('id')))
  return back(c, 'ended')
})

// ── contacts ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function contactsPage(c: Context<Env>, state: FormState = fresh): Promise<Response> {
  const contacts = await read(c, contactsOf, c.var.actor.person_id ?? -1)
  const status = Object.keys(state.errors).length > 0 ? 422 : 200
  return page(c, <ContactsPage view={viewOf(c)} state={state} contacts={contacts} />, status)
}

accountDesk.get('/account/contacts/new', may(right), c => contactsPage(c))

type OwnContacts = {
  readonly phone: string
  readonly email: string
  readonly remove_phone?: string | undefined
  readonly remove_email?: string | undefined
}

/** Empty leaves what is there; what is to go is ticked. */
async function keepOwnContacts(work: Work, form: OwnContacts): Promise<void> {
  const person_id = work.actor.person_id ?? -1
  for (const kind of ['phone', 'email'] as const) {
    if (form[kind] !== '') await setContact(work, { person_id, kind, value: form[kind] })
    else if (form[`remove_${kind}`] === 'yes') await setContact(work, { person_id, kind, value: '' })
  }
}

accountDesk.post('/account/contacts', may(right), async c => {
  const typed = await typedForm(c)
  const form = parse(contactsForm, typed)
  if (!form.ok) return contactsPage(c, { ...words(c, form.errors), typed })
  const done = await attempt(c, () => run(c, keepOwnContacts, form.values))
  return done.ok ? back(c, 'contacts') : contactsPage(c, { typed, errors: done.errors })
})
