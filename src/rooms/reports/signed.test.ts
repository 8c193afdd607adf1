import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { chainRound } from '../../kernel/audit/jobs.ts'
import { proofOf } from '../../kernel/audit/proof.ts'
import { checkProof } from '../../kernel/audit/proof-check.ts'
import { proofShape } from '../../kernel/audit/proof-shape.ts'
import { keyInMemory } from '../../kernel/audit/signer.ts'
import { verifyLog } from '../../kernel/audit/verify.ts'
import { publishItems, twoYears } from './city.fixture.ts'
import { releaseReport } from './commands.ts'
import { release } from './queries/releases.ts'

let city: World
let id: number
const key = keyInMemory()
beforeAll(async () => {
  city = await world()
  await publishItems(city, twoYears)
  id = await city.run(city.cast.zheng, releaseReport, { book: city.figures, year: 2018, form: '2008', legal_day: '2019-03-15' })
})
afterAll(() => city.drop())

const bad = async () => (await verifyLog(city.db)).bad
const behindTheBack = (text: string) =>
  city.db.transaction().execute(async tx => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(text).execute(tx)
  })

describe('a released report', () => {
  test('is signed by the city and proved by a checkpoint within one round of the sequencer', async () => {
    await chainRound({ db: city.db, clock: city.clock.now, logKey: key })
    const found = await proofOf(city.database, { subject: `report:${id}` })
    if (found.state !== 'proved') throw new Error(found.state)
    const report = await city.read(city.cast.public, release, { year: 2018, form: '2008' })
    expect(found.proof.statements.map(({ note }) => note)).toEqual([expect.stringContaining(`sha256 ${report?.content_hash}\n`)])
    const { fingerprint } = found.proof.checkpoint
    expect(await checkProof(found.proof, fingerprint)).toEqual({ ok: true, faults: [] })
    expect((await checkProof(found.proof, '0'.repeat(64))).faults).toContain('key')
    const forged = {
      ...found.proof,
      statements: found.proof.statements.map(one => ({ ...one, note: one.note.replace('report', 'rapport') })),
    }
    expect((await checkProof(forged)).faults).toEqual(['subject', 'signature'])
    expect(await verifyLog(city.db)).toMatchObject({ bad: [], statements: 1, checkpoints: 1 })
  })

  test('has its proof as a page and as a file, in both languages, and leads to it; what is not released has none', async () => {
    const text = async (path: string, lang?: 'en') => await (await city.get(path, { lang })).text()
    expect(await text('/reports/2018')).toContain('href="/reports/2018/proof"')
    expect(await text('/reports/2018/proof')).toMatch(
      /2018年度报告的存证.*核验通过.*href="\/reports\/2018\/proof\.json".*href="\/reports\/2018"/s,
    )
    expect(await text('/reports/2018/proof', 'en')).toContain('The proof is right')
    const proof = proofShape.parse(JSON.parse(await text('/reports/2018/proof.json')))
    expect(await checkProof(proof, key.read()?.fingerprint)).toEqual({ ok: true, faults: [] })
    expect([proof.subject, proof.statements.length]).toEqual([`report:${id}`, 1])
    for (const path of ['/reports/2017/proof', '/reports/2017/proof.json']) expect((await city.get(path)).status).toBe(404)
  })

  test.each([
    [
      'changed',
      `update reports.releases set legal_day = legal_day + 1`,
      'reports.releases',
      'changed',
      `update reports.releases set legal_day = legal_day - 1`,
    ],
    [
      'with a value changed',
      `update reports.release_values set printed = 'x' || printed`,
      'reports.release_values',
      'changed',
      `update reports.release_values set printed = substr(printed, 2)`,
    ],
    [
      'whose statement says something else',
      `update kernel.statements set sha256 = sha256(sha256)`,
      'kernel.statements',
      'changed',
      undefined,
    ],
  ])('%s behind the back is named', async (_, change, table, what, back) => {
    await behindTheBack(change)
    expect(await bad()).toContainEqual(expect.objectContaining({ table, what }))
    if (back === undefined) expect(await bad()).toContainEqual(expect.objectContaining({ what: 'forged signature' }))
    else {
      await behindTheBack(back)
      expect(await bad()).toEqual([])
    }
  })
})
