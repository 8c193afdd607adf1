import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { keyring } from '../sealed/keyring.ts'
import { runner } from '../work.ts'
import { letterOf, lettersOf, lookAtAddressee, maskedName, type NewLetter, resealAddressees, sendLetter, writeLetter } from './letters.ts'
import { refusal } from './office.fixture.ts'
import { openCase } from './take.ts'

let w: World
let case_id: number
beforeAll(async () => {
  w = await world()
  const [known] = w.house.processes
  if (!known) throw new Error('the house has no process')
  const opened = { title: '申请公开', unit_id: w.cast.education.id, received_on: '2018-12-03' }
  case_id = (await w.run(w.cast.li, work => openCase(work, known.process, opened), undefined)).case_id
})
afterAll(() => w.drop())

const answer = (more: Partial<NewLetter> = {}): NewLetter => ({
  case_id,
  kind: 'answer',
  title: '政府信息公开申请答复书',
  template_version: 1,
  legal_day: '2018-12-10',
  content: { agency: '测试市教育局', paragraphs: ['您申请的信息已经主动公开。'] },
  addressee: { name: '欧阳某某', address: '测试路1号', is: 'person' },
  ...more,
})
const write = (more: Partial<NewLetter> = {}) => w.run(w.cast.li, writeLetter, answer(more))

describe('letters of a case', () => {
  it('are numbered within the case and keep what was sent', async () => {
    const first = await write({ document_number: '测教公开〔2018〕1号' })
    const second = await write({ sent: { sent_on: '2018-12-11', sent_by: 'post', sending_note: '挂号信 12345' } })
    expect(second).toBe(first + 1)
    const listed = await w.read(w.cast.li, lettersOf, case_id)
    expect(listed.map(({ number, sent_on, sent_by }) => ({ number, sent_on, sent_by }))).toEqual([
      { number: first, sent_on: null, sent_by: null },
      { number: second, sent_on: '2018-12-11', sent_by: 'post' },
    ])
    expect(await w.read(w.cast.li, letterOf, { case_id, number: first })).toMatchObject({
      document_number: '测教公开〔2018〕1号',
      legal_day: '2018-12-10',
      addressee_masked: '欧***',
      content: { agency: '测试市教育局', paragraphs: ['您申请的信息已经主动公开。'], enclosures: [], contact: '' },
    })
  })

  it('get different numbers when two are written at the same moment', async () => {
    const numbers = await Promise.all([write(), write(), write()])
    expect(new Set(numbers).size).toBe(3)
  })

  it('name the addressee in full only to a look that the log keeps', async () => {
    const number = await write()
    const dump = JSON.stringify(await w.db.selectFrom('kernel.case_letters').selectAll().where('number', '=', number).execute())
    expect(dump).not.toContain('欧阳')
    await expect(w.run(w.cast.li, lookAtAddressee, { case_id, number, reason: ' ' })).rejects.toEqual(refusal('invalid', 'reason'))
    const looked = await w.run(w.cast.li, lookAtAddressee, { case_id, number, reason: '打印寄送' })
    expect(looked).toEqual({ name: '欧阳某某', address: '测试路1号', is: 'person' })
    const line = await w.db
      .selectFrom('kernel.log')
      .select(['detail'])
      .where('act', '=', 'look_at_personal_data')
      .where('subject', '=', `case:${case_id}`)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    expect(line.detail).toEqual({ field: `letter:${number}:addressee`, reason: '打印寄送' })
  })

  it('are refused for a day to come, a number that is taken, a case that is none, and a file of another case', async () => {
    await expect(write({ legal_day: '2999-01-01' })).rejects.toEqual(refusal('invalid', 'legal_day'))
    await expect(write({ document_number: '测教公开〔2018〕1号' })).rejects.toEqual(refusal('conflict', /taken/))
    await expect(write({ case_id: 999_999 })).rejects.toEqual(refusal('not_found'))
    await expect(write({ attachment_id: 999_999 })).rejects.toEqual(refusal('not_found'))
    await expect(write({ sent: { sent_on: '2018-12-09', sent_by: 'post' } })).rejects.toEqual(refusal('invalid', 'sent_on'))
    await expect(w.read(w.cast.li, letterOf, { case_id, number: 999 })).rejects.toEqual(refusal('not_found'))
  })

  it('go out once, not before their day and not tomorrow', async () => {
    const number = await write()
    const send = (sent_on: string) => w.run(w.cast.li, sendLetter, { case_id, number, sent: { sent_on, sent_by: 'in_person' } })
    await expect(send('2018-12-09')).rejects.toEqual(refusal('invalid', 'sent_on'))
    await expect(send('2999-01-01')).rejects.toEqual(refusal('invalid', 'sent_on'))
    await send('2018-12-10')
    await expect(send('2018-12-11')).rejects.toEqual(refusal('conflict', /was sent/))
  })

  it('are sealed anew when the keys are turned', async () => {
    const number = await write()
    expect(await w.run(w.cast.public, resealAddressees, 100)).toBe(0) // nothing is old under the key that sealed it
    const keys = keyring({ seal: [Buffer.alloc(32, 9), Buffer.alloc(32, 1)], blind: Buffer.alloc(32, 2) }, bytes => randomBytes(bytes))
    const { db } = w
    const run = runner({
      db,
      readonly: w.database.readonly,
      clock: w.clock.now,
      random: bytes => randomBytes(bytes),
      keys,
      onPublicChange: () => {},
    })
    expect(await run(w.cast.public, resealAddressees, 2)).toBe(2)
    expect(await run(w.cast.public, resealAddressees, 100)).toBeGreaterThan(0)
    expect(await run(w.cast.public, resealAddressees, 100)).toBe(0)
    expect(await run(w.cast.li, lookAtAddressee, { case_id, number, reason: '核对' })).toMatchObject({ name: '欧阳某某' })
  })
})

describe('a masked name', () => {
  it.each([
    ['王某', 'person', '王*'],
    ['欧阳某某', 'person', '欧***'],
    ['X', 'person', 'X*'],
    ['测试市某某有限公司', 'organisation', '测试市某某有限公司'],
  ] as const)('%s as a %s is %s', (name, is, masked) => {
    expect(maskedName({ name, is })).toBe(masked)
  })
})
