import { randomInt } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { exportSlice, pageSlice, parseList } from '../../../kernel/lists/list.ts'
import { lookAtContact } from '../../../kernel/org/contacts.ts'
import { insistOnPerson } from '../../../kernel/org/insist.ts'
import {
  appoint,
  disableAccount,
  enableAccount,
  enterPerson,
  handOn,
  renamePerson,
  resetPassword,
} from '../../../kernel/org/people-change.ts'
import type { Work } from '../../../kernel/work.ts'
import type { Env } from '../../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../../web/export.ts'
import { attempt, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { peopleRules } from '../forms/admin-lists.ts'
import {
  appointmentForm,
  contactLookForm,
  holdingEndForm,
  newPersonForm,
  oneTimePasswordForm,
  personNameForm,
  reasonForm,
} from '../forms/people.ts'
import { afterHref, personHref, unitHref } from '../links.ts'
import type { AdminState } from '../pages/admin-parts.tsx'
import { ContactPage, PersonPage, PostChoicePage } from '../pages/people.tsx'
import { PeoplePage, peopleShown } from '../pages/people-list.tsx'
import { ContactLookPage, DisablingPage, NewPersonPage, PasswordResetPage, PersonNamePage } from '../pages/person-forms.tsx'
import { AppointmentPage, HoldingEndPage } from '../pages/unit-forms.tsx'
import { peopleList, personByName, personPage } from '../queries/people.ts'
import { postChoices, postPage } from '../queries/units.ts'
import { again, dayIn, doneIn, faulty, faultyField, fresh, numberIn, optionalId, searchText, statusOf } from './admin-form.ts'

export const peopleDesk = new Hono<Env>()

const right = 'account.manage'
const asked = (c: Context<Env>) => parseList(peopleRules, new URL(c.req.url).searchParams)

/** Easily read out and typed once: four groups of four, 79 bits. */
function proposedPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')
  return [group(), group(), group(), group()].join('-')
}

peopleDesk.get('/people', may(right), async c => {
  const query = asked(c)
  const found = await read(c, peopleList, { query, slice: pageSlice(query.page) })
  return page(c, <PeoplePage view={viewOf(c)} query={query} found={found} />)
})

for (const format of exportFormats) {
  peopleDesk.get(`/people.${format}`, may(right), exportLimit, async c => {
    const query = asked(c)
    const { rows } = await read(c, peopleList, { query, slice: exportSlice })
    return await exportList(c, peopleShown, { query, rows, format })
  })
}

peopleDesk.get('/people/new', may(right), async c => {
  const post = optionalId.parse(c.req.query('post'))
  if (post !== undefined) return newPersonPage(c, post, fresh({ valid_from: viewOf(c).today }))
  const q = searchText.parse(c.req.query('q') ?? '')
  return page(c, <PostChoicePage view={viewOf(c)} posts={await read(c, postChoices, q)} q={q} />)
})

async function newPersonPage(c: Context<Env>, post_id: number, state: AdminState): Promise<Response> {
  const post = await read(c, postPage, { id: post_id, right })
  return page(c, <NewPersonPage view={viewOf(c)} state={state} post={post} proposed={proposedPassword()} />, statusOf(state))
}

peopleDesk.post('/people', may(right), async c => {
  const typed = await typedForm(c)
  const form = parse(newPersonForm, typed)
  const show = (state: AdminState) => newPersonPage(c, numberIn(typed.post_id ?? ''), state)
  if (!form.ok) return show(faulty(c, typed, form.errors))
  const done = await attempt(c, () => run(c, enterPerson, form.values, once(typed)))
  return done.ok ? c.redirect(afterHref(personHref(done.value), 'entered'), 303) : show(again(typed, done.errors))
})

peopleDesk.get('/people/:id', may(right), async c => {
  const person = await read(c, personPage, { id: numberIn(c.req.param('id')), right })
  return page(c, <PersonPage view={viewOf(c)} person={person} done={doneIn(c)} own={person.id === c.var.actor.person_id} />)
})

type Shown = (state: AdminState) => Promise<Response>
const personIn = async (c: Context<Env>) => read(c, personPage, { id: numberIn(c.req.param('id') ?? ''), right })

/** Sends a form about a person: again with what is wrong, or back to the person with a word. */
async function about<T>(
  c: Context<Env>,
  form: { typed: Typed; parsed: ReturnType<typeof parse<z.ZodType<T>>>; show: Shown },
  done: string,
  act: (values: T) => Promise<unknown>,
) {
  if (!form.parsed.ok) return form.show(faulty(c, form.typed, form.parsed.errors))
  const { values } = form.parsed
  const result = await attempt(c, () => act(values))
  if (!result.ok) return form.show(again(form.typed, result.errors))
  return c.redirect(afterHref(personHref(numberIn(c.req.param('id') ?? '')), done), 303)
}

const namePage = async (c: Context<Env>, state?: AdminState) => {
  const person = await personIn(c)
  const shown = state ?? fresh({ name: person.name })
  return page(c, <PersonNamePage view={viewOf(c)} state={shown} person={person} />, statusOf(shown))
}
peopleDesk.get('/people/:id/names/new', may(right), c => namePage(c))
peopleDesk.post('/people/:id/names', may(right), async c => {
  const typed = await typedForm(c)
  const { id: person_id } = await personIn(c)
  return about(c, { typed, parsed: parse(personNameForm, typed), show: state => namePage(c, state) }, 'renamed', values =>
    run(c, renamePerson, { person_id, ...values }, once(typed)),
  )
})

const resetPage = async (c: Context<Env>, enable: boolean, state: AdminState = fresh()) => {
  const person = await personIn(c)
  return page(
    c,
    <PasswordResetPage view={viewOf(c)} state={state} person={person} proposed={proposedPassword()} enable={enable} />,
    statusOf(state),
  )
}
peopleDesk.get('/people/:id/passwords/new', may(right), c => resetPage(c, false))
peopleDesk.post('/people/:id/passwords', may(right), async c => {
  const typed = await typedForm(c)
  const { id: person_id } = await personIn(c)
  return about(c, { typed, parsed: parse(oneTimePasswordForm, typed), show: state => resetPage(c, false, state) }, 'reset', values =>
    run(c, resetPassword, { person_id, ...values }, once(typed)),
  )
})
peopleDesk.get('/people/:id/enablings/new', may(right), c => resetPage(c, true))
peopleDesk.post('/people/:id/enablings', may(right), async c => {
  const typed = await typedForm(c)
  const { id: person_id } = await personIn(c)
  return about(c, { typed, parsed: parse(oneTimePasswordForm, typed), show: state => resetPage(c, true, state) }, 'enabled', values =>
    run(c, enableAccount, { person_id, ...values }, once(typed)),
  )
})

const disablingPage = async (c: Context<Env>, state: AdminState = fresh()) =>
  page(c, <DisablingPage view={viewOf(c)} state={state} person={await personIn(c)} />, statusOf(state))
peopleDesk.get('/people/:id/disablings/new', may(right), c => disablingPage(c))
peopleDesk.post('/people/:id/disablings', may(right), async c => {
  const typed = await typedForm(c)
  const { id: person_id } = await personIn(c)
  return about(c, { typed, parsed: parse(reasonForm, typed), show: state => disablingPage(c, state) }, 'disabled', values =>
    run(c, disableAccount, { person_id, ...values }, once(typed)),
  )
})

// ── contacts, masked until somebody gives a reason ───────────────────────────────────────────────────────────────────

const lookPage = async (c: Context<Env>, state: AdminState = fresh()) =>
  page(c, <ContactLookPage view={viewOf(c)} state={state} person={await personIn(c)} />, statusOf(state))
peopleDesk.get('/people/:id/looks/new', may(right), c => lookPage(c))
// Not a redirect, and not kept as the result of a form: the value is nowhere but in this answer.
peopleDesk.post('/people/:id/looks', may(right), async c => {
  const typed = await typedForm(c)
  const person = await personIn(c)
  const form = parse(contactLookForm, typed)
  if (!form.ok) return lookPage(c, faulty(c, typed, form.errors))
  const look = async (work: Work, input: { kind: 'phone' | 'email'; reason: string }): Promise<string> => {
    await insistOnPerson(work, right, person.id)
    return await lookAtContact(work, { person_id: person.id, ...input })
  }
  const value = await run(c, look, form.values)
  return page(c, <ContactPage view={viewOf(c)} person={person} kind={form.values.kind} value={value} />)
})

// ── posts held ───────────────────────────────────────────────────────────────────────────────────────────────────────

const appointmentPage = async (c: Context<Env>, state: AdminState) => {
  const post = await read(c, postPage, { id: numberIn(c.req.param('id') ?? ''), right })
  return page(c, <AppointmentPage view={viewOf(c)} state={state} post={post} />, statusOf(state))
}
peopleDesk.get('/posts/:id/holdings/new', may(right), c => appointmentPage(c, fresh({ valid_from: viewOf(c).today })))
peopleDesk.post('/posts/:id/holdings', may(right), async c => {
  const post = await read(c, postPage, { id: numberIn(c.req.param('id')), right })
  const typed = await typedForm(c)
  const form = parse(appointmentForm, typed)
  if (!form.ok) return appointmentPage(c, faulty(c, typed, form.errors))
  const person = await read(c, personByName, form.values.sign_in_name)
  if (!person) return appointmentPage(c, faultyField(c, typed, 'sign_in_name', 'sign_in_name_unknown'))
  const done = await attempt(c, () =>
    run(c, appoint, { person_id: person.id, post_id: post.id, valid_from: form.values.valid_from }, once(typed)),
  )
  return done.ok ? c.redirect(afterHref(unitHref(post.unit_id), 'appointed'), 303) : appointmentPage(c, again(typed, done.errors))
})

const keyIn = (c: Context<Env>) => ({
  post_id: numberIn(c.req.param('id') ?? ''),
  person_id: numberIn(c.req.param('person') ?? ''),
  valid_from: dayIn(c.req.param('from') ?? ''),
})
const holdingPage = async (c: Context<Env>, state: AdminState) => {
  const holding = keyIn(c)
  const post = await read(c, postPage, { id: holding.post_id, right })
  const person = await read(c, personPage, { id: holding.person_id, right })
  return page(c, <HoldingEndPage view={viewOf(c)} state={state} post={post} holding={holding} person={person.name} />, statusOf(state))
}
peopleDesk.get('/posts/:id/holdings/:person/:from/endings/new', may(right), c => holdingPage(c, fresh({ on: viewOf(c).today })))
peopleDesk.post('/posts/:id/holdings/:person/:from/endings', may(right), async c => {
  const holding = keyIn(c)
  const post = await read(c, postPage, { id: holding.post_id, right })
  const typed = await typedForm(c)
  const form = parse(holdingEndForm, typed)
  if (!form.ok) return holdingPage(c, faulty(c, typed, form.errors))
  const { on, successor } = form.values
  const next = successor === null ? null : await read(c, personByName, successor)
  if (next === undefined) return holdingPage(c, faultyField(c, typed, 'successor', 'sign_in_name_unknown'))
  const done = await attempt(c, () => run(c, handOn, { ...holding, on, to: next?.id ?? null }, once(typed)))
  return done.ok ? c.redirect(afterHref(unitHref(post.unit_id), 'ended'), 303) : holdingPage(c, again(typed, done.errors))
})
