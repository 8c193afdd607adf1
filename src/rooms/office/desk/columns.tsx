import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { changeColumn, closeColumn, createColumn, moveColumn, reorderColumn, setUpColumns } from '../../../kernel/publications/columns.ts'
import { columnTypes } from '../../../kernel/publications/required-columns.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, once, parse, typedForm } from '../../../web/form.ts'
import type { SentForm } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { columnForm, columnMoveForm, columnOrderForm, columnSetUpForm, newColumnForm } from '../forms/columns.ts'
import { columnHref, columnsHref } from '../links.ts'
import { columnMessages } from '../messages/columns.ts'
import { ColumnPage, ColumnsPage, NewColumnPage } from '../pages/columns.tsx'
import { columnList, columnToManage, unitChoices } from '../queries/columns.ts'
import { again, faulty, fresh, numberIn, statusOf } from './city-form.ts'

export const columnsDesk = new Hono<Env>()

const acts = z.enum(['created', 'changed', 'moved', 'reordered', 'closed', 'set_up']).optional().catch(undefined)
function doneIn(c: Context<Env>): string | undefined {
  const act = acts.parse(c.req.query('done'))
  return act && columnMessages[c.var.locale].done[act]
}
const words = (c: Context<Env>) => columnMessages[c.var.locale].errors

columnsDesk.get('/columns', may('column.manage'), c => listPage(c, fresh(), doneIn(c)))

columnsDesk.post('/columns', may('column.manage'), async c => {
  const typed = await typedForm(c)
  const form = parse(newColumnForm, typed)
  if (!form.ok) return newPage(c, faulty(c, typed, form.errors, words(c)))
  const done = await attempt(c, () => run(c, createColumn, form.values, once(typed)))
  return done.ok ? c.redirect(`${columnHref(done.value)}?done=created`, 303) : newPage(c, again(typed, done.errors))
})

columnsDesk.post('/columns/required', may('column.manage'), async c => {
  const typed = await typedForm(c)
  const form = parse(columnSetUpForm, typed)
  if (!form.ok) return listPage(c, faulty(c, typed, form.errors, words(c)))
  await run(c, setUpColumns, form.values, once(typed))
  return c.redirect(`${columnsHref}?done=set_up`, 303)
})

columnsDesk.get('/columns/new', may('column.manage'), c => newPage(c, fresh()))

columnsDesk.get('/columns/:id', may('column.manage'), async c => {
  const column = await read(c, columnToManage, numberIn(c.req.param('id')))
  const { name_zh, name_en, column_type, category, update_days, unit_id } = column
  const typed = {
    ...{ name_zh, name_en, column_type, unit_id: String(unit_id) },
    ...{ category: category === null ? '' : String(category), update_days: update_days === null ? '' : String(update_days) },
  }
  return columnPage(c, column.id, fresh(typed), doneIn(c))
})

columnsDesk.post('/columns/:id/facts', may('column.manage'), async c => {
  const id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(columnForm, typed)
  if (!form.ok) return columnPage(c, id, faulty(c, typed, form.errors, words(c)))
  await run(c, changeColumn, { id, facts: form.values }, once(typed))
  return c.redirect(`${columnHref(id)}?done=changed`, 303)
})

columnsDesk.post('/columns/:id/parents', may('column.manage'), async c => {
  const id = numberIn(c.req.param('id'))
  const typed = await typedForm(c)
  const form = parse(columnMoveForm, typed)
  if (!form.ok) return columnPage(c, id, faulty(c, typed, form.errors, words(c)))
  const done = await attempt(c, () => run(c, moveColumn, { id, ...form.values }))
  return done.ok ? c.redirect(`${columnHref(id)}?done=moved`, 303) : columnPage(c, id, again(typed, done.errors))
})

columnsDesk.post('/columns/:id/positions', may('column.manage'), async c => {
  const id = numberIn(c.req.param('id'))
  const form = parse(columnOrderForm, await typedForm(c))
  if (!form.ok) throw notFound()
  await run(c, reorderColumn, { id, ...form.values })
  return c.redirect(`${columnHref(id)}?done=reordered`, 303)
})

columnsDesk.post('/columns/:id/closures', may('column.manage'), async c => {
  await run(c, closeColumn, numberIn(c.req.param('id')))
  return c.redirect(`${columnsHref}?done=closed`, 303)
})

async function listPage(c: Context<Env>, state: SentForm, done?: string): Promise<Response> {
  const [list, units] = await Promise.all([read(c, columnList, null), read(c, unitChoices, 'column.manage')])
  return page(c, <ColumnsPage view={viewOf(c)} list={list} units={units} state={state} done={done} />, statusOf(state))
}

async function newPage(c: Context<Env>, state: SentForm): Promise<Response> {
  const [{ rows }, units] = await Promise.all([read(c, columnList, null), read(c, unitChoices, 'column.manage')])
  const parents = rows.filter(({ valid_to }) => valid_to === null)
  return page(c, <NewColumnPage view={viewOf(c)} state={state} units={units} types={columnTypes} parents={parents} />, statusOf(state))
}

async function columnPage(c: Context<Env>, id: number, state: SentForm, done?: string): Promise<Response> {
  const column = await read(c, columnToManage, id)
  const [{ rows }, units] = await Promise.all([read(c, columnList, null), read(c, unitChoices, 'column.manage')])
  const parents = rows.filter(({ valid_to }) => valid_to === null)
  // A column may bear a type from before this list: it stays until another is chosen.
  const types = [...new Set([...columnTypes, column.column_type])]
  return page(
    c,
    <ColumnPage view={viewOf(c)} state={state} units={units} types={types} parents={parents} column={column} done={done} />,
    statusOf(state),
  )
}
