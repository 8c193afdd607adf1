import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { dayOf } from '../../kernel/calendar/day.ts'
import { publish } from '../../kernel/publications/publish.ts'
import { withdraw } from '../../kernel/publications/withdraw.ts'
import { logMessages } from './messages/log.ts'

let w: World
let item: number
beforeAll(async () => {
  w = await world()
  item = (await w.run(w.cast.zhou, publish, someItem(w.cast))).id
  await w.run(w.cast.sun, withdraw, { publication_id: item, kind: 'error', reason: '有误' })
})
afterAll(() => w.drop())

const audit = () => ({ as: w.cast.audit })
const text = async (path: string, sent = audit()) => (await w.get(path, sent)).text()
/** The lines of the exported list: only what was asked for, without the words of the filters. */
const csv = async (query: string) => (await text(`/desk/log.csv?${query}`)).trim().split('\r\n').slice(1)
const readings = async () =>
  (await w.db.selectFrom('kernel.log').select('id').where('act', '=', 'read_log').where('person_id', '=', w.cast.audit.person_id).execute())
    .length

describe('the log', () => {
  it('is for the audit administrator alone', async () => {
    expect((await w.get('/desk/log', audit())).status).toBe(200)
    for (const one of [w.cast.system, w.cast.security, w.cast.li, w.cast.zhou])
      for (const path of ['/desk/log', '/desk/log.csv', '/desk/log.xlsx']) expect((await w.get(path, { as: one })).status).toBe(403)
  })

  it('stands in the menu of who may read it, and of nobody else', async () => {
    expect(await text('/desk')).toContain('href="/desk/log"')
    expect(await text('/desk', { as: w.cast.system })).not.toContain('href="/desk/log"')
  })

  it('shows who did what, to what, newest first, with words for the acts', async () => {
    const page = await text('/desk/log')
    expect(page).toContain(`<code>publication:${item}</code>`)
    expect(page).toContain('撤下信息')
    expect(page.indexOf('撤下信息</td>')).toBeLessThan(page.indexOf('发布信息</td>'))
  })

  it('is filtered by act, subject, person and day', async () => {
    expect(await csv('act=withdraw')).toHaveLength(1)
    expect(await csv(`subject=publication:${item}`)).toHaveLength(2)
    expect((await csv('subject=publication')).length).toBeGreaterThanOrEqual(2)
    expect(await csv('subject=publication:999999')).toHaveLength(0)
    expect(await csv(`act=withdraw&person=${encodeURIComponent(w.cast.sun.name)}`)).toHaveLength(1)
    expect(await csv(`act=withdraw&person=${encodeURIComponent(w.cast.zhou.name)}`)).toHaveLength(0)
    const today = dayOf(Temporal.Now.instant())
    expect(await csv(`act=withdraw&from=${today}&to=${today}`)).toHaveLength(1)
    expect(await csv('act=withdraw&to=2018-12-31')).toHaveLength(0)
    expect(await csv('act=withdraw&from=2999-01-01')).toHaveLength(0)
    expect(await text('/desk/log?act=nothing')).toContain('没有符合条件的内容')
  })

  it('is paged', async () => {
    await w.db
      .insertInto('kernel.log')
      .values(Array.from({ length: 60 }, (_, i) => ({ act: 'sign_in', subject: `account:${9000 + i}` })))
      .execute()
    expect(await text('/desk/log?act=sign_in')).toContain('/desk/log?act=sign_in&amp;page=2')
    expect(await text('/desk/log?act=sign_in&page=2')).toContain('account:9000<')
    expect(await text('/desk/log?act=sign_in')).not.toContain('account:9000<')
  })

  it('notes in itself that it was read, once an hour for each person, files and pages alike', async () => {
    await text('/desk/log')
    await text('/desk/log.csv')
    await Promise.all([text('/desk/log'), text('/desk/log?page=2')])
    expect(await readings()).toBe(1)
  })

  it('of a part of the city shows what its people did, and nothing of the others', async () => {
    const { id } = await w.db.insertInto('kernel.people').values({ name: '县审计' }).returning('id').executeTakeFirstOrThrow()
    await w.db.insertInto('kernel.accounts').values({ person_id: id, sign_in_name: 'county-audit', password_hash: 'none' }).execute()
    const grant = { role: 'audit_admin', unit_id: w.cast.county.id } as const
    await w.db
      .insertInto('kernel.grants')
      .values({ person_id: id, ...grant, valid_from: '2000-01-01' })
      .execute()
    const county = { as: { person_id: id, name: '县审计', grants: [grant] } }
    const page = await text('/desk/log', county)
    expect(page).not.toContain(`publication:${item}</code>`)
    expect(page).toContain('查看日志')
  })

  it('speaks English too', async () => {
    expect(await (await w.get('/desk/log', { ...audit(), lang: 'en' })).text()).toContain(logMessages.en.lead)
  })
})
