import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { review } from '../cases/processes.example.ts'
import { openCase, take } from '../cases/take.ts'
import { chainAll } from './chain.ts'
import { closeCheckpoint } from './checkpoint.ts'
import { proofOf } from './proof.ts'
import { checkProof } from './proof-check.ts'
import { type ProofFile, proofShape } from './proof-shape.ts'
import { keyInMemory } from './signer.ts'

let w: World
let case_id: number
const key = keyInMemory()
const close = () => closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked' })
const opened = async (title: string) =>
  (await w.run(w.cast.li, work => openCase(work, review, { title, unit_id: w.cast.education.id, received_on: work.today }), undefined))
    .case_id
beforeAll(async () => {
  w = await world()
  case_id = await opened('内部的题目')
  for (let other = 0; other < 12; other++) await opened('别的')
})
afterAll(() => w.drop())

const of = (tables: readonly string[], id: string | number = case_id) => w.read(w.cast.public, proofOf, { subject: `case:${id}`, tables })
const proved = async (tables: readonly string[], id?: string | number): Promise<ProofFile> => {
  const found = await of(tables, id)
  if (found.state !== 'proved') throw new Error(found.state)
  return proofShape.parse(JSON.parse(JSON.stringify(found.proof)))
}

describe('the proof of any record', () => {
  it('waits for the chain, and for the checkpoint', async () => {
    expect(await of(['kernel.cases'])).toEqual({ state: 'waiting' })
    await chainAll(w.db)
    expect(await of(['kernel.cases'])).toEqual({ state: 'waiting' })
  })

  it('shows the row of a table that has no noun, without its private columns', async () => {
    await close()
    const proof = await proved(['kernel.cases'])
    expect(proof.subject).toBe(`case:${case_id}`)
    expect(proof.entries.map(({ table, key: rowKey }) => [table, rowKey])).toEqual([['kernel.cases', String(case_id)]])
    expect(JSON.parse(proof.entries[0]?.row?.text ?? '')).toMatchObject({ id: case_id, state: 'drafting' })
    expect(JSON.stringify(proof)).not.toContain('内部的题目')
    expect(await checkProof(proof, key.read()?.fingerprint)).toEqual({ ok: true, faults: [] })
  })

  it('shows the rows of several tables whose keys begin with its id, and no others', async () => {
    await w.run(w.cast.li, work => take(work, review, case_id, 'submit'), undefined)
    await close()
    const proof = await proved(['kernel.cases', 'kernel.case_events'])
    expect(proof.entries.map(({ table, key: rowKey }) => `${table} ${rowKey}`).sort()).toEqual([
      `kernel.case_events ${case_id}|1`,
      `kernel.case_events ${case_id}|2`,
      `kernel.cases ${case_id}`,
    ])
    expect((await checkProof(proof)).ok).toBe(true)
    const one = await proved(['kernel.case_events'], `${case_id}|2`)
    expect(one.entries.map(entry => entry.key)).toEqual([`${case_id}|2`])
    expect((await checkProof(one)).ok).toBe(true)
  })

  it('shows of a row only the hash where the caller says so', async () => {
    const found = await w.read(w.cast.public, proofOf, { subject: `case:${case_id}`, tables: ['kernel.cases'], shows: () => false })
    if (found.state !== 'proved') throw new Error(found.state)
    expect(found.proof.entries[0]?.row).toBeNull()
    expect((await checkProof(found.proof)).ok).toBe(true)
  })

  it('is wrong when the row has been changed behind the back', async () => {
    await w.db.transaction().execute(async tx => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update kernel.cases set received_on = received_on - 1 where id = ${case_id}`.execute(tx)
    })
    expect(await checkProof(await proved(['kernel.cases']))).toEqual({ ok: false, faults: ['row'] })
  })

  it.each([
    ['a row that is not there', ['kernel.cases'], '999999'],
    ['a table that is not covered', ['kernel.sessions'], '1'],
    ['a table that is not there', ['nothing.here'], '1'],
    ['no table', [], '1'],
    ['a strange id', ['kernel.cases'], "1'|}"],
  ] as const)('of %s there is none', async (_, tables, id) => {
    expect(await of(tables, id)).toEqual({ state: 'unknown' })
  })
})
