import { type Context, Hono } from 'hono'
import { packageNotices, packageSource } from '../../../kernel/calendar/chinese-days.ts'
import { type DayLine, daysOfLines, type NewNotice, type ReadDays, readDays } from '../../../kernel/calendar/notice.ts'
import { draftNotice, dropNoticeDraft, recordNotice } from '../../../kernel/calendar/record.ts'
import { redateNext } from '../../../kernel/calendar/redating.ts'
import { readSheetFile } from '../../../kernel/imports/read.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Env } from '../../../web/env.ts'
import { type FieldErrors, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import type { SentForm } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { type SentFile, withSheet } from '../../../web/sheet-door.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { noticeForm, packageForm } from '../forms/calendar.ts'
import { calendarHref, newNoticeHref, noticeDraftHref, redatingHref } from '../links.ts'
import { calendarMessages } from '../messages/calendar.ts'
import { CalendarPage } from '../pages/calendar.tsx'
import { NewNoticePage, NoticeDraftPage, RedatingPage } from '../pages/notice.tsx'
import { calendarYear, draftPreview, packageYears, redatingOf } from '../queries/calendar.ts'
import { again, fresh, numberIn, pageNumber, statusOf } from './city-form.ts'

export const calendarDesk = new Hono<Env>()

calendarDesk.get('/calendar', may('calendar.manage'), async c => {
  const asked = c.req.query('year') ?? ''
  const year = /^(19|20|21)\d\d$/.test(asked) ? Number(asked) : Number(viewOf(c).today.slice(0, 4))
  return page(c, <CalendarPage view={viewOf(c)} data={await read(c, calendarYear, year)} />)
})

calendarDesk.get('/calendar/notices/new', may('calendar.manage'), c => newPage(c, fresh()))

/** The page to which somebody comes back who had to sign in again when sending a sheet. */
calendarDesk.get('/calendar/imports', may('calendar.manage'), c => c.redirect(newNoticeHref, 303))

// A notice typed or sent as a sheet: the form has a file, so it comes through the door of uploads.
calendarDesk.post('/calendar/imports', may('calendar.manage'), async c => {
  const done = await withSheet(c, async ({ typed, file, errors }) => {
    if (errors.file !== undefined) return again(typed, errors)
    const notice = await noticeIn(c, typed, file)
    return 'errors' in notice ? again(typed, notice.errors) : await run(c, draftNotice, notice)
  })
  return typeof done === 'number' ? c.redirect(noticeDraftHref(done), 303) : newPage(c, done)
})

calendarDesk.post('/calendar/drafts', may('calendar.manage'), async c => {
  const typed = await typedForm(c)
  const form = parse(packageForm, typed)
  const known = form.ok ? packageNotices().find(({ years }) => years.includes(form.values.year)) : undefined
  if (!known) return newPage(c, again(typed, { year: calendarMessages[c.var.locale].errors.package_wrong }))
  const { title, years, days } = known
  const notice = { title, years, days, source: packageSource, legal_day: viewOf(c).today }
  return c.redirect(noticeDraftHref(await run(c, draftNotice, notice, once(typed))), 303)
})

calendarDesk.get('/calendar/drafts/:id', may('calendar.manage'), async c => {
  const input = { id: numberIn(c.req.param('id')), page: pageNumber.parse(c.req.query('page') ?? 1) }
  return page(c, <NoticeDraftPage view={viewOf(c)} preview={await read(c, draftPreview, input)} />)
})

calendarDesk.post('/calendar/drafts/:id/notices', may('calendar.manage'), async c => {
  const version = await run(c, recordNotice, numberIn(c.req.param('id')))
  return c.redirect(redatingHref(version), 303)
})

calendarDesk.post('/calendar/drafts/:id/closures', may('calendar.manage'), async c => {
  await run(c, dropNoticeDraft, numberIn(c.req.param('id')))
  return c.redirect(calendarHref, 303)
})

calendarDesk.get('/calendar/redatings/:version', may('calendar.manage'), async c => {
  const redating = await read(c, redatingOf, numberIn(c.req.param('version')))
  if (redating.finished_at === null) c.header('Refresh', '3') // renews itself without a script, until it is done
  return page(c, <RedatingPage view={viewOf(c)} redating={redating} />)
})

calendarDesk.post('/calendar/redatings/:version/batches', may('calendar.manage'), async c => {
  const version = numberIn(c.req.param('version'))
  await run(c, redateNext, version)
  return c.redirect(redatingHref(version), 303)
})

async function noticeIn(c: Context<Env>, typed: Typed, file: SentFile | undefined): Promise<NewNotice | { readonly errors: FieldErrors }> {
  const m = calendarMessages[c.var.locale].errors
  const say = (key: string): string => {
    const known: Readonly<Record<string, unknown>> = m
    const words = known[key]
    return typeof words === 'string' ? words : m.long
  }
  const form = parse(noticeForm, typed)
  if (!form.ok) return { errors: Object.fromEntries(Object.entries(form.errors).map(([field, key]) => [field, say(key)])) }
  const { lines, ...notice } = form.values
  if (notice.legal_day > viewOf(c).today) return { errors: { legal_day: m.legal_day_wrong } }
  const field = file ? 'file' : 'lines'
  try {
    const { days, wrong } = file ? await daysOfSheet(file) : daysOfLines(lines)
    if (wrong.length > 0) return { errors: { [field]: m.days_wrong(wrong.slice(0, 20).join(' ')) } }
    if (days.length === 0) return { errors: { [field]: m.days_missing } }
    return { ...notice, days }
  } catch (error) {
    const words = error instanceof Refusal ? error.fields.file : undefined
    if (!words) throw error
    return { errors: { [field]: words[c.var.locale] } }
  }
}

/** Three columns: day, kind, name; with four, the second is the last day of the stretch. */
async function daysOfSheet(file: SentFile): Promise<ReadDays> {
  const { header, rows } = await readSheetFile(file.path)
  const four = header.filter(heading => heading !== '').length > 3
  return readDays(
    rows.map(({ line, cells }): DayLine => {
      const [from = '', ...rest] = cells
      const [to = '', kind = '', name = ''] = four ? rest : ['', ...rest]
      return { line, from: dashed(from), to: dashed(to), kind, name }
    }),
  )
}

const dashed = (text: string): string => {
  const parts = text.match(/^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?$/)
  return parts ? `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}` : text
}

async function newPage(c: Context<Env>, state: SentForm): Promise<Response> {
  const years = await read(c, packageYears, null)
  return page(c, <NewNoticePage view={viewOf(c)} state={state} years={years} />, statusOf(state))
}
