import { type Context, Hono } from 'hono'
import { addDays } from '../../../kernel/calendar/day.ts'
import { exportSlice, pageSlice, parseList } from '../../../kernel/lists/list.ts'
import { askSecondFactor, propose } from '../../../kernel/org/agreements.ts'
import { endGrant, giveRole } from '../../../kernel/org/grants.ts'
import type { Env } from '../../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../../web/export.ts'
import { attempt, once, parse, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { grantRules } from '../forms/admin-lists.ts'
import { grantForm, policyForm, reasonForm } from '../forms/people.ts'
import { administratorsHref, afterHref, grantsHref, policiesHref } from '../links.ts'
import { peopleMessages } from '../messages/people.ts'
import type { AdminState } from '../pages/admin-parts.tsx'
import { GrantsPage, grantsShown } from '../pages/grant-list.tsx'
import { GrantEndPage, NewGrantPage, PoliciesPage, RolesPage } from '../pages/roles.tsx'
import { grantList, grantPage, policyPage } from '../queries/grants.ts'
import { personByName } from '../queries/people.ts'
import { unitByText, unitSuggestions } from '../queries/units.ts'
import { rightsCsv, rightsTable } from '../rights-table.ts'
import { again, doneIn, faulty, faultyField, fresh, numberIn, searchText, statusOf } from './admin-form.ts'

export const rolesDesk = new Hono<Env>()

// Everybody at the desk may know whom to ask: the table names rights and roles, and nobody.
rolesDesk.get('/roles', may('desk.open'), c => page(c, <RolesPage view={viewOf(c)} lines={rightsTable(c.var.house.routes)} />))

rolesDesk.get('/roles.csv', may('desk.open'), exportLimit, c => {
  const m = peopleMessages[c.var.locale]
  const text = rightsCsv(rightsTable(c.var.house.routes), { right: m.right, routes: m.routes, role: role => m.roleNames[role], yes: m.yes })
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="roles.csv"',
    'Cache-Control': 'no-store',
  })
})

const right = 'role.grant'
const asked = (c: Context<Env>) => parseList(grantRules, new URL(c.req.url).searchParams)

rolesDesk.get('/grants', may(right), async c => {
  const query = asked(c)
  const found = await read(c, grantList, { query, slice: pageSlice(query.page) })
  return page(c, <GrantsPage view={viewOf(c)} query={query} found={found} done={doneIn(c)} />)
})

for (const format of exportFormats) {
  rolesDesk.get(`/grants.${format}`, may(right), exportLimit, async c => {
    const query = asked(c)
    const { rows } = await read(c, grantList, { query, slice: exportSlice })
    return await exportList(c, grantsShown, { query, rows, format })
  })
}

rolesDesk.get('/grants/new', may(right), c =>
  grantFormPage(c, fresh({ valid_from: viewOf(c).today, sign_in_name: searchText.parse(c.req.query('sign_in_name') ?? '') })),
)

async function grantFormPage(c: Context<Env>, state: AdminState): Promise<Response> {
  return page(c, <NewGrantPage view={viewOf(c)} state={state} units={await read(c, unitSuggestions, right)} />, statusOf(state))
}

rolesDesk.post('/grants', may(right), async c => {
  const typed = await typedForm(c)
  const form = parse(grantForm, typed)
  if (!form.ok) return grantFormPage(c, faulty(c, typed, form.errors))
  const { sign_in_name, role, unit: text, valid_from, last_day } = form.values
  const person = await read(c, personByName, sign_in_name)
  if (!person) return grantFormPage(c, faultyField(c, typed, 'sign_in_name', 'sign_in_name_unknown'))
  const unit = await read(c, unitByText, text)
  if (!unit) return grantFormPage(c, faultyField(c, typed, 'unit', 'unit_unknown'))
  const grant = { person_id: person.id, role, unit_id: unit.id, valid_from, valid_to: last_day === null ? null : addDays(last_day, 1) }
  const done = await attempt(c, () => run(c, giveRole, grant, once(typed)))
  return done.ok ? c.redirect(afterHref(grantsHref, 'granted'), 303) : grantFormPage(c, again(typed, beside(done.errors)))
})

/** The kernel speaks of the first day on which a role holds no more; the form of the last on which it does. */
const beside = ({ valid_to, ...errors }: Readonly<Record<string, string>>) =>
  valid_to === undefined ? errors : { ...errors, last_day: valid_to }

const endPage = async (c: Context<Env>, state: AdminState = fresh()) =>
  page(
    c,
    <GrantEndPage view={viewOf(c)} state={state} grant={await read(c, grantPage, numberIn(c.req.param('id') ?? ''))} />,
    statusOf(state),
  )

rolesDesk.get('/grants/:id/endings/new', may(right), c => endPage(c))

rolesDesk.post('/grants/:id/endings', may(right), async c => {
  const { id: grant_id } = await read(c, grantPage, numberIn(c.req.param('id')))
  const typed = await typedForm(c)
  const form = parse(reasonForm, typed)
  if (!form.ok) return endPage(c, faulty(c, typed, form.errors))
  await run(c, endGrant, { grant_id, ...form.values }, once(typed))
  return c.redirect(afterHref(grantsHref, 'ended'), 303)
})

const policiesPage = async (c: Context<Env>, state: AdminState = fresh()) =>
  page(c, <PoliciesPage view={viewOf(c)} state={state} policy={await read(c, policyPage, null)} done={doneIn(c)} />, statusOf(state))

rolesDesk.get('/policies', may(right), c => policiesPage(c))

rolesDesk.post('/policies', may(right), async c => {
  const typed = await typedForm(c)
  const form = parse(policyForm, typed)
  if (!form.ok) return policiesPage(c, faulty(c, typed, form.errors))
  const { value, reason } = form.values
  if (value === 'on') {
    await run(c, askSecondFactor, { reason }, once(typed))
    return c.redirect(afterHref(policiesHref, 'saved'), 303)
  }
  await run(c, propose, { act: 'relax_second_factor', person_id: null, reason }, once(typed))
  return c.redirect(afterHref(administratorsHref, 'proposed'), 303)
})
