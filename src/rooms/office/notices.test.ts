import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { notify } from '../../kernel/notices/notify.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { setContact } from '../../kernel/org/contacts.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(async () => await w.drop())

const tell = (to: Actor, words: string) =>
  w.run(w.cast.li, notify, {
    to: { people: [to.person_id] },
    kind: 'urged',
    words: { 'zh-CN': words, en: `en ${words}` },
    href: '/desk/unit-work',
  })
const page = async (as: Actor, path = '/desk/notices', lang: 'zh-CN' | 'en' = 'zh-CN') => await (await w.get(path, { as, lang })).text()

test('the bell counts what is unread; a notice opened leads on and is read; all and ticked ones are marked', async () => {
  const { zhao, sun } = w.cast
  expect(await page(zhao)).toContain('没有通知。')
  for (const words of ['甲', '乙', '丙', '丁']) await tell(zhao, words)
  const html = await page(zhao)
  expect(html).toContain('aria-label="通知：4 条未读"')
  expect(await page(zhao, '/desk', 'en')).toContain('Notices 4')
  const ids = [...html.matchAll(/\/desk\/notices\/(\d+)"/g)].map(([, id]) => id ?? '')
  expect(ids).toHaveLength(4)
  const opened = await w.get(`/desk/notices/${ids[0]}`, { as: zhao })
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/desk/unit-work'])
  expect((await w.get(`/desk/notices/${ids[1]}`, { as: sun })).status).toBe(404)
  await w.post('/desk/notices/readings', { notice: ids[1] ?? '', which: 'ticked' }, { as: zhao })
  expect(await page(zhao)).toContain('通知：2 条未读')
  await w.post('/desk/notices/readings', { up_to: ids[3] ?? '', which: 'all' }, { as: zhao })
  expect(await page(zhao)).toContain('通知：1 条未读')
  const unread = await page(zhao, '/desk/notices?unread=yes&kind=urged')
  expect([...unread.matchAll(/\/desk\/notices\/(\d+)"/g)]).toHaveLength(1)
  const csv = await page(zhao, '/desk/notices.csv?sort=told', 'en')
  expect(
    csv
      .split('\r\n')
      .slice(1, 5)
      .map(line => line.split(',')[0]),
  ).toEqual(['en 甲', 'en 乙', 'en 丙', 'en 丁'])
})

test('what is to be sent is chosen by each person; the page shows the address masked', async () => {
  const { sun, system } = w.cast
  await w.run(system, setContact, { person_id: sun.person_id ?? 0, kind: 'email', value: 'sun@example.gov.cn' })
  const html = await page(sun, '/desk/notices/preferences')
  expect(html).toContain('s***@example.gov.cn')
  expect(html).toMatch(/name="urged\.mail"[^>]* checked/)
  expect((await w.post('/desk/notices/preferences', { locale: 'en', 'waiting.mail': 'yes', 'due.sms': 'yes' }, { as: sun })).status).toBe(
    303,
  )
  const after = await page(sun, '/desk/notices/preferences')
  expect(after).toMatch(/name="waiting\.mail"[^>]* checked/)
  expect(after).not.toMatch(/name="urged\.mail"[^>]* checked/)
})

test('the queue sends what a command left; without a mail server it is put down as such', async () => {
  await tell(w.cast.zhao, '再次')
  expect(await w.drain()).toBeGreaterThan(0)
  const rows = await w.db.selectFrom('kernel.notice_deliveries').select('state').distinct().execute()
  expect(rows).toEqual([{ state: 'off' }])
})

test('is for who is signed in', async () => {
  for (const path of [
    '/desk/notices',
    '/desk/notices/preferences',
    '/desk/notices/1',
    '/desk/notices.csv',
    '/desk/live',
    '/desk/views',
    '/desk/help',
  ])
    expect((await w.get(path)).status, path).toBe(303)
})
