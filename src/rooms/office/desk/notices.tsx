import { type Context, Hono } from 'hono'
import { exportSlice, pageSlice, parseList } from '../../../kernel/lists/list.ts'
import { markRead, noticePreferences, noticesOf, openNotice, preferNotices } from '../../../kernel/notices/notices.ts'
import { contactsOf } from '../../../kernel/org/contacts.ts'
import { notFound } from '../../../kernel/refusal.ts'
import { longId, longNumberIn } from '../../../web/address.ts'
import type { Env } from '../../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../../web/export.ts'
import { parse, typedForm } from '../../../web/form.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { preferencesForm } from '../forms/desk.ts'
import { type NoticeQuery, noticeRules } from '../forms/lists.ts'
import { noticePreferencesHref, noticesHref } from '../links.ts'
import { NoticePreferencesPage, NoticesPage, noticeList } from '../pages/notices.tsx'

export const noticesDesk = new Hono<Env>()

const asked = (c: Context<Env>) => parseList(noticeRules, new URL(c.req.url).searchParams)
const filterOf = ({ filters, down }: NoticeQuery) => ({ kind: filters.kind, unread: filters.unread === 'yes', older_first: !down })

noticesDesk.get('/notices', may('desk.open'), async c => {
  const query = asked(c)
  const found = await read(c, noticesOf, { ...filterOf(query), slice: pageSlice(query.page) })
  return page(c, <NoticesPage view={viewOf(c)} query={query} found={found} done={c.req.query('done') === 'read'} />)
})

for (const format of exportFormats) {
  noticesDesk.get(`/notices.${format}`, may('desk.open'), exportLimit, async c => {
    const query = asked(c)
    const { rows } = await read(c, noticesOf, { ...filterOf(query), slice: exportSlice })
    return await exportList(c, noticeList, { query, rows, format })
  })
}

noticesDesk.get('/notices/preferences', may('desk.open'), async c => {
  const person = c.var.actor.person_id ?? -1
  const [preferences, contacts] = await Promise.all([read(c, noticePreferences, null), read(c, contactsOf, person)])
  const done = c.req.query('done') === 'saved'
  return page(c, <NoticePreferencesPage view={viewOf(c)} preferences={preferences} contacts={contacts} done={done} />)
})

noticesDesk.post('/notices/preferences', may('desk.open'), async c => {
  const form = parse(preferencesForm, await typedForm(c))
  if (!form.ok) throw notFound()
  await run(c, preferNotices, form.values)
  return c.redirect(`${noticePreferencesHref}?done=saved`, 303)
})

noticesDesk.post('/notices/readings', may('desk.open'), async c => {
  const typed = await typedForm(c, 'notice')
  const ids = (typed.notice ?? '').split(' ').flatMap(text => longId.safeParse(text).data ?? [])
  await run(c, markRead, typed.which === 'all' ? { up_to: longId.catch(0).parse(typed.up_to) } : { ids })
  return c.redirect(`${noticesHref}?done=read`, 303)
})

// A reader's click, not an act: it changes nothing but what this person has read. Links in letters lead here too.
noticesDesk.get('/notices/:id', may('desk.open'), async c => {
  const href = await run(c, openNotice, longNumberIn(c.req.param('id')))
  if (href === undefined) throw notFound()
  return c.redirect(href, 303)
})
