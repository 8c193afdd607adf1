import { type RawBuilder, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { review } from '../cases/processes.example.ts'
import { openCase, take } from '../cases/take.ts'
import { publishMany } from '../publications/publish.ts'
import { amend, withdraw } from '../publications/withdraw.ts'
import { chainAll } from './chain.ts'
import { closeCheckpoint } from './checkpoint.ts'
import { type KeyFile, keyInMemory } from './signer.ts'
import { verifyLog } from './verify.ts'

let w: World
let key: KeyFile
let items: { id: number }[]
beforeEach(async () => {
  w = await world()
  key = keyInMemory()
  const delivered = { delivered_on: '2018-12-28', proof: '网页' }
  items = await w.run(
    w.cast.zhou,
    publishMany,
    [1, 2, 3].map(n => someItem(w.cast, { title: `第${n}件`, deliveries: [{ ...delivered, outlet_id: w.cast.wechat.id }] })),
  )
  const { case_id } = await w.run(
    w.cast.li,
    work => openCase(work, review, { title: '公告', unit_id: w.cast.education.id, received_on: work.today }),
    null,
  )
  await w.run(w.cast.li, work => take(work, review, case_id, 'submit'), null)
  await closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked' })
})
afterEach(() => w.drop())

/** As whoever owns the database does it: with the triggers switched off. */
const behindTheBack = (change: RawBuilder<unknown>) =>
  w.db.transaction().execute(async tx => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await change.execute(tx)
  })
const bad = async () => (await verifyLog(w.db)).bad
const id = (n: number) => items[n]?.id ?? 0

describe('what the app does itself verifies', () => {
  it('publishing, amending, withdrawing; a row that is not chained yet, too', async () => {
    await w.run(w.cast.zhou, amend, { publication_id: id(0), title: '更正', body_html: '<p>更正</p>', reason: '错字' })
    await w.run(w.cast.zhou, withdraw, { publication_id: id(1), kind: 'error', reason: '有误' })
    const verified = await verifyLog(w.db)
    expect(verified.bad).toEqual([])
    expect(verified.rows).toBeGreaterThan(20)
    expect(verified.checkpoints).toBe(1)
  })
})

describe('a row of facts is named that was', () => {
  it.each<[string, () => RawBuilder<unknown>, string, string]>([
    ['changed', () => sql`update kernel.publications set title = '别的' where id = ${id(0)}`, 'kernel.publications', 'changed'],
    [
      'changed in a private column',
      () => sql`update kernel.publications set recorded_by = null where id = ${id(0)}`,
      'kernel.publications',
      'changed',
    ],
    ['changed in its legal day', () => sql`update kernel.deliveries set delivered_on = '2018-12-29'`, 'kernel.deliveries', 'changed'],
    ['re-dated', () => sql`update kernel.deliveries set recorded_at = recorded_at + interval '1 hour'`, 'kernel.deliveries', 're-dated'],
    ['deleted', () => sql`delete from kernel.deliveries where publication_id = ${id(0)}`, 'kernel.deliveries', 'deleted'],
    ['deleted by truncation', () => sql`truncate kernel.withdrawals, kernel.deliveries`, 'kernel.deliveries', 'deleted'],
    [
      'inserted',
      () => sql`insert into kernel.withdrawals (publication_id, kind, reason, legal_day) values (${id(2)}, 'error', '伪造', '2019-01-01')`,
      'kernel.withdrawals',
      'inserted',
    ],
    [
      'a grant changed',
      () => sql`update kernel.grants set role = 'leader' where person_id = ${w.cast.li.person_id} and role = 'author'`,
      'kernel.grants',
      'changed',
    ],
    [
      'a step of a case re-dated',
      () => sql`update kernel.case_events set recorded_at = recorded_at - interval '1 day'`,
      'kernel.case_events',
      're-dated',
    ],
    [
      'a step of a case given another legal day',
      () => sql`update kernel.case_events set legal_day = legal_day - 1`,
      'kernel.case_events',
      'changed',
    ],
    [
      'a step of a case inserted',
      () =>
        sql`insert into kernel.case_events select (jsonb_populate_record(e, jsonb_build_object('seq', e.seq + 7))).* from kernel.case_events e`,
      'kernel.case_events',
      'inserted',
    ],
    ['the steps of a case deleted', () => sql`delete from kernel.case_events`, 'kernel.case_events', 'deleted'],
    ['a password put in', () => sql`update kernel.accounts set password_hash = 'x'`, 'kernel.accounts', 'changed'],
    [
      'a day of the calendar',
      () => sql`delete from kernel.calendar_days where version = 1 and day = (select min(day) from kernel.calendar_days where version = 1)`,
      'kernel.calendar_days',
      'deleted',
    ],
    [
      'a line of the log changed',
      () => sql`update kernel.log set person_id = null, act = 'nothing' where act = 'publish'`,
      'kernel.log',
      'changed',
    ],
    [
      'a line of the log re-dated',
      () => sql`update kernel.log set recorded_at = recorded_at - interval '1 day' where act = 'publish'`,
      'kernel.log',
      're-dated',
    ],
    ['a line of the log deleted', () => sql`delete from kernel.log where act = 'publish'`, 'kernel.log', 'deleted'],
    [
      'a line of the log inserted',
      () => sql`insert into kernel.log (act, subject) values ('publish', 'publication:9')`,
      'kernel.log',
      'inserted',
    ],
  ])('%s', async (_, change, table, what) => {
    await behindTheBack(change())
    const found = await bad()
    expect(found).toContainEqual(expect.objectContaining({ table, what }))
    expect(found.filter(one => one.table !== table)).toEqual([])
  })

  it('written past the commands, although the triggers were on', async () => {
    await sql`update kernel.publications set title = '别的' where id = ${id(0)}`.execute(w.db)
    expect(await bad()).toEqual([{ table: 'kernel.publications', key: String(id(0)), what: 'without a command' }])
  })

  it('changed and put back is as it was', async () => {
    await behindTheBack(sql`update kernel.publications set title = title || '!' where id = ${id(0)}`)
    expect(await bad()).toHaveLength(1)
    await behindTheBack(sql`update kernel.publications set title = left(title, -1) where id = ${id(0)}`)
    expect(await bad()).toEqual([])
  })
})

describe('the chain is named where it was', () => {
  it.each<[string, () => RawBuilder<unknown>, string]>([
    ['changed', () => sql`update kernel.chain set row_hash = sha256('x') where seq = 5`, 'changed'],
    ['re-dated', () => sql`update kernel.chain set recorded_at = recorded_at - interval '1 year' where seq = 5`, 'changed'],
    ['deleted', () => sql`delete from kernel.chain where seq = 5`, 'deleted'],
    ['cut off', () => sql`delete from kernel.chain where seq = (select max(seq) from kernel.chain)`, 'deleted'],
    ['given another key', () => sql`update kernel.chain set key = 'nothing' where seq = 5`, 'changed'],
  ])('%s', async (_, change, what) => {
    await behindTheBack(change())
    expect(await bad()).toContainEqual(expect.objectContaining({ table: 'kernel.chain', what }))
  })

  it('written anew from an entry on: every hash fits, and the checkpoint says otherwise', async () => {
    await behindTheBack(sql`update kernel.publications set title = '别的' where id = ${id(0)}`)
    await behindTheBack(sql`truncate kernel.chain, kernel.unchained, kernel.tree_nodes`)
    await behindTheBack(sql`truncate kernel.covered_tables`)
    await sql`select kernel.cover('kernel.publications'), kernel.cover('kernel.log')`.execute(w.db)
    await sql`insert into kernel.log (act, subject) values ('forge', 'log:all')`.execute(w.db)
    await chainAll(w.db)
    expect((await bad()).filter(({ table }) => table === 'kernel.checkpoints' || table === 'kernel.chain')).not.toEqual([])
  })

  it('the triggers refuse it anyway, unless somebody switches them off', async () => {
    for (const table of ['log', 'chain', 'checkpoints', 'log_keys', 'tree_nodes', 'statements']) {
      await expect(sql.raw(`delete from kernel.${table}`).execute(w.db)).rejects.toThrow(/only grows/)
    }
    await expect(sql`update kernel.log set act = 'x'`.execute(w.db)).rejects.toThrow(/only grows/)
  })
})

describe('a checkpoint is named that was', () => {
  it.each<[string, () => RawBuilder<unknown>, string]>([
    ['changed', () => sql`update kernel.checkpoints set root = sha256('x')`, 'changed'],
    ['re-dated', () => sql`update kernel.checkpoints set closed_at = closed_at - interval '1 day'`, 'changed'],
    ['re-dated with its note', () => sql`update kernel.checkpoints set note = replace(note, 'closed 2', 'closed 1')`, 'changed'],
    ['put back to a smaller size', () => sql`update kernel.checkpoints set size = size - 1`, 'changed'],
    ['signed by nobody', () => sql`update kernel.checkpoints set signature = sha256('x') || sha256('y')`, 'forged signature'],
  ])('%s', async (_, change, what) => {
    await behindTheBack(change())
    expect(await bad()).toEqual([{ table: 'kernel.checkpoints', key: '1', what }])
  })

  it('signed with a key of another', async () => {
    const other = keyInMemory().make()
    await behindTheBack(sql`update kernel.log_keys set public_key = ${other.public_key}, fingerprint = ${other.fingerprint}`)
    expect(await bad()).toEqual([{ table: 'kernel.checkpoints', key: '1', what: 'forged signature' }])
  })

  it('deleted from between two others', async () => {
    for (const act of ['two', 'three']) {
      await w.run(w.cast.li, async work => work.log(act, 'test:1'), null)
      await closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked' })
    }
    await behindTheBack(sql`delete from kernel.checkpoints where number = 2`)
    expect(await bad()).toEqual([{ table: 'kernel.checkpoints', key: '2', what: 'deleted' }])
  })
})

describe('a migration', () => {
  const addColumn = () =>
    w.db.transaction().execute(async tx => {
      await sql`alter table kernel.publications add column fresh text not null default 'x'`.execute(tx)
      await sql`select kernel.cover_changed()`.execute(tx)
      await sql`insert into kernel.log (act, subject) values ('migrate', 'migration:test')`.execute(tx)
    })

  it('that adds a column covers it from then on, in the rows that are there as well', async () => {
    await addColumn()
    expect(await bad()).toEqual([])
    await behindTheBack(sql`update kernel.publications set fresh = 'y' where id = ${id(0)}`)
    expect(await bad()).toEqual([{ table: 'kernel.publications', key: String(id(0)), what: 'changed' }])
    await behindTheBack(sql`update kernel.publications set fresh = 'x' where id = ${id(0)}`)
    const [item] = await w.run(w.cast.zhou, publishMany, [someItem(w.cast, { title: '新列之后' })])
    expect(await bad()).toEqual([])
    await behindTheBack(sql`update kernel.publications set fresh = 'y' where id = ${item?.id ?? 0}`)
    expect(await bad()).toEqual([{ table: 'kernel.publications', key: String(item?.id), what: 'changed' }])
  })

  it('that adds a column does not make good what was done behind the back before it', async () => {
    await behindTheBack(sql`update kernel.publications set title = '别的' where id = ${id(0)}`)
    await behindTheBack(sql`delete from kernel.deliveries where publication_id = ${id(1)}`)
    await addColumn()
    await w.run(w.cast.zhou, amend, { publication_id: id(2), title: '更正', body_html: '<p>更正</p>', reason: '错字' })
    expect(await bad()).toEqual([
      { table: 'kernel.publications', key: String(id(0)), what: 'changed' },
      expect.objectContaining({ table: 'kernel.deliveries', what: 'deleted' }),
    ])
  })

  it('that drops a column has all rows adopted anew', async () => {
    await w.db.transaction().execute(async tx => {
      await sql`alter table kernel.publications drop column carrier`.execute(tx)
      await sql`select kernel.cover_changed()`.execute(tx)
      await sql`insert into kernel.log (act, subject) values ('migrate', 'migration:test')`.execute(tx)
    })
    expect(await bad()).toEqual([])
    await behindTheBack(sql`update kernel.publications set title = '别的' where id = ${id(0)}`)
    expect(await bad()).toEqual([{ table: 'kernel.publications', key: String(id(0)), what: 'changed' }])
  })
})
