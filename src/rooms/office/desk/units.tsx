import { type Context, Hono } from 'hono'
import { exportSlice, pageSlice, parseList } from '../../../kernel/lists/list.ts'
import { can } from '../../../kernel/org/can.ts'
import {
  amendUnit,
  closePost,
  closeUnit,
  establishPost,
  establishUnit,
  moveUnit,
  renamePost,
  renameUnit,
} from '../../../kernel/org/units-change.ts'
import type { Env } from '../../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../../web/export.ts'
import { attempt, once, parse, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { unitRules } from '../forms/admin-lists.ts'
import { newUnitForm, postForm, unitFactsForm, unitMoveForm, unitNameForm } from '../forms/people.ts'
import { afterHref, unitHref } from '../links.ts'
import type { AdminState } from '../pages/admin-parts.tsx'
import {
  NewPostPage,
  NewUnitPage,
  PostClosurePage,
  PostNamePage,
  UnitClosurePage,
  UnitFactsPage,
  UnitMovePage,
  UnitNamePage,
} from '../pages/unit-forms.tsx'
import { UnitsPage, unitsList } from '../pages/unit-list.tsx'
import { UnitPage } from '../pages/units.tsx'
import { postPage, unitAbove, unitByText, unitList, unitPage, unitSuggestions } from '../queries/units.ts'
import { again, doneIn, faulty, faultyField, fresh, numberIn, optionalId, statusOf } from './admin-form.ts'

export const unitsDesk = new Hono<Env>()

const right = 'organisation.manage'

const asked = (c: Context<Env>) => parseList(unitRules, new URL(c.req.url).searchParams)

unitsDesk.get('/units', may(right), async c => {
  const query = asked(c)
  const [found, above] = await Promise.all([
    read(c, unitList, { query, slice: pageSlice(query.page) }),
    read(c, unitAbove, query.filters.parent),
  ])
  return page(c, <UnitsPage view={viewOf(c)} query={query} found={found} above={above} />)
})

for (const format of exportFormats) {
  unitsDesk.get(`/units.${format}`, may(right), exportLimit, async c => {
    const query = asked(c)
    const { rows } = await read(c, unitList, { query, slice: exportSlice })
    return await exportList(c, unitsList, { query, rows, format })
  })
}

unitsDesk.get('/units/new', may(right), async c => {
  const parent = optionalId.parse(c.req.query('parent'))
  const above = parent === undefined ? undefined : await read(c, unitPage, parent)
  return newUnitPage(c, fresh({ parent: above?.code ?? '', level: above?.level ?? '' }))
})

async function newUnitPage(c: Context<Env>, state: AdminState): Promise<Response> {
  const units = await read(c, unitSuggestions, right)
  const named = await read(c, unitByText, state.typed.parent ?? '')
  const parent = named && (await read(c, unitPage, named.id).catch(() => undefined))
  return page(c, <NewUnitPage view={viewOf(c)} state={state} units={units} parent={parent} />, statusOf(state))
}

unitsDesk.post('/units', may(right), async c => {
  const typed = await typedForm(c)
  const form = parse(newUnitForm, typed)
  if (!form.ok) return newUnitPage(c, faulty(c, typed, form.errors))
  const { parent: text, ...unit } = form.values
  const parent = await read(c, unitByText, text)
  if (!parent) return newUnitPage(c, faultyField(c, typed, 'parent', 'unit_unknown'))
  const done = await attempt(c, () => run(c, establishUnit, { ...unit, parent_id: parent.id }, once(typed)))
  return done.ok ? c.redirect(afterHref(unitHref(done.value.id), 'created'), 303) : newUnitPage(c, again(typed, done.errors))
})

unitsDesk.get('/units/:id', may(right), async c => {
  const unit = await read(c, unitPage, numberIn(c.req.param('id')))
  return page(c, <UnitPage view={viewOf(c)} unit={unit} done={doneIn(c)} mayStaff={can(c.var.actor, 'account.manage', unit)} />)
})

unitsDesk.get('/units/:id/edit', may(right), async c => {
  const unit = await read(c, unitPage, numberIn(c.req.param('id')))
  const { level, kind } = unit
  const typed = {
    level,
    kind,
    division_code: unit.division_code ?? '',
    document_prefix: unit.document_prefix ?? '',
    uscc: unit.uscc ?? '',
    organisation_code: unit.organisation_code ?? '',
    phone: unit.phone ?? '',
  }
  return page(c, <UnitFactsPage view={viewOf(c)} state={fresh(typed)} unit={unit} />)
})

unitsDesk.post('/units/:id/amendments', may(right), async c => {
  const unit_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(unitFactsForm, typed)
  const show = async (state: AdminState) =>
    page(c, <UnitFactsPage view={viewOf(c)} state={state} unit={await read(c, unitPage, unit_id)} />, 422)
  if (!form.ok) return show(faulty(c, typed, form.errors))
  const done = await attempt(c, () => run(c, amendUnit, { unit_id, facts: form.values }, once(typed)))
  return done.ok ? c.redirect(afterHref(unitHref(unit_id), 'saved'), 303) : show(again(typed, done.errors))
})

unitsDesk.get('/units/:id/names/new', may(right), async c => {
  const unit = await read(c, unitPage, numberIn(c.req.param('id')))
  return page(c, <UnitNamePage view={viewOf(c)} state={fresh({ name: unit.name, short_name: unit.short_name })} unit={unit} />)
})

unitsDesk.post('/units/:id/names', may(right), async c => {
  const unit_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(unitNameForm, typed)
  if (!form.ok) {
    const unit = await read(c, unitPage, unit_id)
    return page(c, <UnitNamePage view={viewOf(c)} state={faulty(c, typed, form.errors)} unit={unit} />, 422)
  }
  await run(c, renameUnit, { unit_id, ...form.values }, once(typed))
  return c.redirect(afterHref(unitHref(unit_id), 'renamed'), 303)
})

unitsDesk.get('/units/:id/moves/new', may(right), c => movePage(c, numberIn(c.req.param('id')), fresh()))

async function movePage(c: Context<Env>, unit_id: number, state: AdminState): Promise<Response> {
  const [unit, units] = [await read(c, unitPage, unit_id), await read(c, unitSuggestions, right)]
  return page(c, <UnitMovePage view={viewOf(c)} state={state} unit={unit} units={units} />, statusOf(state))
}

unitsDesk.post('/units/:id/moves', may(right), async c => {
  const unit_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(unitMoveForm, typed)
  if (!form.ok) return movePage(c, unit_id, faulty(c, typed, form.errors))
  const parent = await read(c, unitByText, form.values.parent)
  if (!parent) return movePage(c, unit_id, faultyField(c, typed, 'parent', 'unit_unknown'))
  const done = await attempt(c, () => run(c, moveUnit, { unit_id, parent_id: parent.id }, once(typed)))
  return done.ok ? c.redirect(afterHref(unitHref(unit_id), 'moved'), 303) : movePage(c, unit_id, again(typed, done.errors))
})

unitsDesk.get('/units/:id/closures/new', may(right), async c => {
  const unit = await read(c, unitPage, numberIn(c.req.param('id')))
  return page(c, <UnitClosurePage view={viewOf(c)} state={fresh()} unit={unit} />)
})

unitsDesk.post('/units/:id/closures', may(right), async c => {
  const unit_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  await run(c, closeUnit, unit_id, once(typed))
  return c.redirect(afterHref(unitHref(unit_id), 'closed'), 303)
})

// ── posts ────────────────────────────────────────────────────────────────────────────────────────────────────────────

unitsDesk.get('/units/:id/posts/new', may(right), async c => {
  const unit = await read(c, unitPage, numberIn(c.req.param('id')))
  return page(c, <NewPostPage view={viewOf(c)} state={fresh()} unit={unit} />)
})

unitsDesk.post('/units/:id/posts', may(right), async c => {
  const unit_id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(postForm, typed)
  if (!form.ok) {
    const unit = await read(c, unitPage, unit_id)
    return page(c, <NewPostPage view={viewOf(c)} state={faulty(c, typed, form.errors)} unit={unit} />, 422)
  }
  await run(c, establishPost, { unit_id, ...form.values }, once(typed))
  return c.redirect(afterHref(unitHref(unit_id), 'created'), 303)
})

unitsDesk.get('/posts/:id/names/new', may(right), async c => {
  const post = await read(c, postPage, { id: numberIn(c.req.param('id')), right })
  return page(c, <PostNamePage view={viewOf(c)} state={fresh({ name: post.name })} post={post} />)
})

unitsDesk.post('/posts/:id/names', may(right), async c => {
  const post_id = numberIn(c.req.param('id'))
  const post = await read(c, postPage, { id: post_id, right })
  const typed = await typedForm(c)
  const form = parse(postForm, typed)
  if (!form.ok) return page(c, <PostNamePage view={viewOf(c)} state={faulty(c, typed, form.errors)} post={post} />, 422)
  await run(c, renamePost, { post_id, ...form.values }, once(typed))
  return c.redirect(afterHref(unitHref(post.unit_id), 'renamed'), 303)
})

unitsDesk.get('/posts/:id/closures/new', may(right), async c => {
  const post = await read(c, postPage, { id: numberIn(c.req.param('id')), right })
  return page(c, <PostClosurePage view={viewOf(c)} state={fresh()} post={post} />)
})

unitsDesk.post('/posts/:id/closures', may(right), async c => {
  const post = await read(c, postPage, { id: numberIn(c.req.param('id')), right })
  const typed = await typedForm(c)
  await run(c, closePost, post.id, once(typed))
  return c.redirect(afterHref(unitHref(post.unit_id), 'closed'), 303)
})
