import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { publish, publishMany } from '../publications/publish.ts'
import type { Work } from '../work.ts'
import { chainAll, chainBatch } from './chain.ts'
import { checkpointPage, closeCheckpoint, consistencyOf } from './checkpoint.ts'
import { chainRound, chainRounds } from './jobs.ts'
import { continues } from './proof-check.ts'
import { keyInMemory } from './signer.ts'
import { storedTree } from './stored-tree.ts'
import { auditPath, rootOf, subtreeOf } from './tree.ts'
import { verifyLog } from './verify.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const count = async (table: 'kernel.chain' | 'kernel.unchained') =>
  (
    await w.db
      .selectFrom(table)
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const say = async (work: Work, act: string) => work.log(act, 'test:1')

describe('the sequencer', () => {
  it('chains everything that sixteen writers commit while it works, each entry once, without a gap', async () => {
    let writing = true
    const chaining = (async () => {
      while (writing) await chainBatch(w.db, 7)
    })()
    await Promise.all(
      Array.from({ length: 16 }, async (_, writer) => {
        for (let i = 0; i < 8; i++) await w.run(w.cast.li, publish, someItem(w.cast, { title: `第${writer}个之${i}` }))
      }),
    )
    writing = false
    await chaining
    await chainAll(w.db)
    expect(await count('kernel.unchained')).toBe(0)
    const { rows } = await sql<{ entries: number; last: number }>`select count(*) as entries, max(seq) as last from kernel.chain`.execute(
      w.db,
    )
    expect(rows[0]?.entries).toBe(rows[0]?.last)
    expect((await verifyLog(w.db)).bad).toEqual([])
  })

  it('takes what commits late, although its id is smaller than those it has chained', async () => {
    const late = new pg.Client(w.database.connection)
    await late.connect()
    await late.query('begin')
    await late.query(`insert into kernel.log (act, subject) values ('late', 'test:2')`)
    await w.run(w.cast.li, say, 'early')
    const chained = await chainAll(w.db)
    expect(chained).toBeGreaterThan(0)
    await late.query('commit')
    await late.end()
    expect(await chainAll(w.db)).toBe(1)
    expect((await verifyLog(w.db)).bad).toEqual([])
  })

  it('killed in the middle has done nothing, and the next one goes on', async () => {
    await w.run(w.cast.li, publishMany, [someItem(w.cast), someItem(w.cast)])
    const [chain, waiting] = [await count('kernel.chain'), await count('kernel.unchained')]
    await expect(
      w.db.transaction().execute(async tx => {
        const inside = Object.create(tx, { transaction: { value: () => ({ execute: (work: (t: typeof tx) => unknown) => work(tx) }) } })
        await chainBatch(inside)
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
      }),
    ).rejects.toThrow()
    expect(await count('kernel.chain')).toBe(chain)
    expect(await count('kernel.unchained')).toBe(waiting)
    expect(await chainAll(w.db)).toBe(waiting)
    expect((await verifyLog(w.db)).bad).toEqual([])
  })

  it('stands back while another holds the lock, and commands do not wait for either', async () => {
    const other = new pg.Client(w.database.connection)
    await other.connect()
    await other.query('begin')
    await other.query(`select pg_advisory_xact_lock(hashtext('mingjing chain'))`)
    await w.run(w.cast.li, say, 'meanwhile')
    expect(await chainBatch(w.db)).toBe(0)
    await other.query('rollback')
    await other.end()
    expect(await chainBatch(w.db)).toBeGreaterThan(0)
  })

  it('leaves nothing of a transaction that was rolled back', async () => {
    const before = await count('kernel.unchained')
    const failing = async (work: Work) => {
      await publish(work, someItem(w.cast))
      throw new Error('halfway')
    }
    await expect(w.run(w.cast.li, failing, null)).rejects.toThrow('halfway')
    expect(await count('kernel.unchained')).toBe(before)
  })
})

describe('the stored tree', () => {
  it('is the tree of all leaves, across the subtrees that are kept', async () => {
    while ((await count('kernel.chain')) < 1500) {
      await w.run(
        w.cast.li,
        publishMany,
        Array.from({ length: 150 }, () => someItem(w.cast)),
      )
      await chainAll(w.db)
    }
    const size = await count('kernel.chain')
    const stored = storedTree(w.db)
    const leaves = await stored.leaves(0, size)
    const hex = (path: readonly Uint8Array[]) => path.map(hash => Buffer.from(hash).toString('hex'))
    expect(hex([await stored.subtree(0, size)])).toEqual(hex([rootOf(leaves)]))
    for (const [index, n] of [
      [0, size],
      [size - 1, size],
      [700, size],
      [255, 1024],
      [256, 1025],
      [3, 257],
    ] as const) {
      expect(hex(await auditPath(storedTree(w.db).subtree, index, n))).toEqual(hex(await auditPath(subtreeOf(leaves), index, n)))
    }
  })
})

describe('a checkpoint', () => {
  it('is closed over what is chained, by one key; without anything new there is no other', async () => {
    const key = keyInMemory()
    const now = w.clock.now()
    const first = await closeCheckpoint(w.db, key, { now, reason: 'asked' })
    expect(await closeCheckpoint(w.db, key, { now, reason: 'asked' })).toBeUndefined()
    await w.run(w.cast.li, say, 'another')
    expect(await closeCheckpoint(w.db, key, { now, reason: 'asked' })).toBe((first ?? 0) + 1)
    expect((await verifyLog(w.db)).bad).toEqual([])
  })

  it('continues the one before it, and no other', async () => {
    const rows = (await w.read(w.cast.public, checkpointPage, 1)).rows
    const [newest, oldest] = [rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0]
    expect(newest).toBeGreaterThan(oldest)
    const file = await w.read(w.cast.public, consistencyOf, { first: oldest, second: newest })
    expect(await continues(file)).toBe(true)
    expect(await continues({ ...file, first: { ...file.first, root: 'a'.repeat(64) } })).toBe(false)
    await expect(w.read(w.cast.public, consistencyOf, { first: newest, second: oldest })).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('is signed by no other key than the city’s, until a person says that there is a new one', async () => {
    const [lost, own] = [keyInMemory(), keyInMemory()]
    await w.run(w.cast.li, say, 'third')
    const input = { now: w.clock.now(), reason: 'asked' as const }
    await expect(closeCheckpoint(w.db, lost, input)).rejects.toThrow(/is none in/)
    own.make()
    await expect(closeCheckpoint(w.db, own, input)).rejects.toThrow(/holds another/)
    expect(await closeCheckpoint(w.db, own, { ...input, new_key: true })).toBeGreaterThan(2)
    const verified = await verifyLog(w.db)
    expect(verified.bad).toEqual([])
    expect((await verifyLog(w.db, { trusted: [own.read()?.fingerprint ?? ''] })).bad.map(({ what }) => what)).toEqual([
      'forged signature',
      'forged signature',
    ])
  })

  it('comes by itself for a city that has none yet', async () => {
    const fresh = await world()
    await chainRound({ db: fresh.db, clock: fresh.clock.now, logKey: keyInMemory() })
    const { reason } = await fresh.db.selectFrom('kernel.checkpoints').select('reason').executeTakeFirstOrThrow()
    expect(reason).toBe('first')
    await fresh.drop()
  })

  it('is wanting while the key is; the chain goes on, and the want is told once', async () => {
    const fresh = await world()
    await chainRound({ db: fresh.db, clock: fresh.clock.now, logKey: keyInMemory() })
    await fresh.db
      .insertInto('kernel.statements')
      .values({ subject: 'report:1', sha256: Buffer.alloc(32) })
      .execute()
    const round = chainRounds()
    const house = { db: fresh.db, clock: fresh.clock.now, logKey: keyInMemory() }
    await expect(round(house)).rejects.toThrow(/is none in/)
    await fresh.run(fresh.cast.li, say, 'meanwhile')
    await round(house)
    expect(await fresh.db.selectFrom('kernel.unchained').select('id').execute()).toEqual([])
    expect(await fresh.db.selectFrom('kernel.statement_signatures').selectAll().execute()).toEqual([])
    await fresh.drop()
  })
})
