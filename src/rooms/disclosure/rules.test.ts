import { describe, expect, it } from 'vitest'
import { faults } from '../../kernel/cases/process.ts'
import { amendmentForm, deliveryForm, draftForm } from './forms.ts'
import { review } from './process.ts'
import { checkDeliveredOn, checkFormedOn, mayTake, needsNote } from './rules.ts'

const [author, reviewer, leader] = [1, 2, 3]
const fresh = { author_id: author, reviewer_id: null }
const reviewed = { author_id: author, reviewer_id: reviewer }

describe('the review', () => {
  it('is a sound process', () => expect(faults(review)).toEqual([]))

  it.each([
    ['submit', author, fresh, true],
    ['submit', reviewer, fresh, false],
    ['abandon', leader, fresh, false],
    ['approve', author, fresh, false],
    ['approve', reviewer, fresh, true],
    ['send_back', author, fresh, false],
    ['release', author, reviewed, false],
    ['release', reviewer, reviewed, false],
    ['release', leader, reviewed, true],
    ['refuse', reviewer, reviewed, false],
  ] as const)('%s by person %i is lawful: %s', (step, person, hands, lawful) => {
    expect(mayTake(step, person, hands)).toBe(lawful)
  })

  it('nobody sends back or refuses without saying why', () => {
    expect(Object.keys(review.steps).filter(step => needsNote(step as keyof typeof review.steps))).toEqual(['send_back', 'refuse'])
  })
})

describe('days', () => {
  it('a document is not formed after today', () => {
    expect(() => checkFormedOn('2026-11-25', '2026-11-24')).toThrow()
    expect(() => checkFormedOn('2026-11-24', '2026-11-24')).not.toThrow()
  })
  it.each([
    ['2026-11-25', 'delivered_on_future'],
    ['2018-12-27', 'delivered_on_early'],
  ])('a delivery on %s is refused beside its field', day => {
    expect(() => checkDeliveredOn(day, { today: '2026-11-24', formed_on: '2018-12-28' })).toThrow(
      expect.objectContaining({ fields: { delivered_on: expect.anything() } }),
    )
  })
})

const lawful = {
  unit_id: '3',
  column_id: '5',
  title: '标题',
  body_text: '正文',
  genre: '通知',
  theme: '02',
  category: '15',
  openness: 'service',
  formed_on: '2018-12-28',
  source: '办公室',
}

describe('what may be typed', () => {
  it('a lawful draft is parsed', () => {
    const parsed = draftForm.parse({ ...lawful, keywords: '供水、供热 通知', document_number: '' })
    expect(parsed).toMatchObject({ unit_id: 3, keywords: ['供水', '供热', '通知'], document_number: null, interprets: '' })
  })

  it.each([
    ['金政办发[2018]50号', '金政办发〔2018〕50号'],
    ['金政办发（2018）50号', '金政办发〔2018〕50号'],
    ['金政办发（2018）50号', '金政办发〔2018〕50号'],
    ['金政办发【2018】50号', '金政办发〔2018〕50号'],
  ])('%s is written as the standard wants it', (typed, written) => {
    expect(draftForm.parse({ ...lawful, document_number: typed }).document_number).toBe(written)
  })

  it.each([
    ['title', '', 'title_missing'],
    ['title', 'x'.repeat(301), 'title_long'],
    ['title', '\u0007\u0001', 'title_missing'],
    ['body_text', ' \n ', 'body_missing'],
    ['unit_id', 'abc', 'unit_missing'],
    ['unit_id', '99999999999999999999', 'unit_missing'],
    ['unit_id', '-1', 'unit_missing'],
    ['genre', '圣旨', 'genre_missing'],
    ['theme', '__proto__', 'theme_missing'],
    ['category', '16', 'category_missing'],
    ['category', 'toString', 'category_missing'],
    ['openness', '', 'openness_missing'],
    ['formed_on', '2018-02-30', 'formed_on_wrong'],
    ['formed_on', '28/12/2018', 'formed_on_wrong'],
    ['document_number', '金政办发〔2018〕0号', 'document_number_wrong'],
    ['document_number', '第50号', 'document_number_wrong'],
    ['source', '', 'source_missing'],
  ])('%s = %j is answered beside its field', (field, value, key) => {
    const result = draftForm.safeParse({ ...lawful, [field]: value })
    expect(result.error?.issues.map(issue => [issue.path[0], issue.message])).toContainEqual([field, key])
  })

  it.each([
    ['outlet_id', '', 'outlet_missing'],
    ['delivered_on', '2018-13-01', 'delivered_on_wrong'],
    ['delivered_time', '25:00', 'delivered_time_wrong'],
    ['proof', '', 'proof_missing'],
    ['proof', 'x'.repeat(501), 'proof_long'],
  ])('of a delivery, %s = %j likewise', (field, value, key) => {
    const result = deliveryForm.safeParse({ outlet_id: '1', delivered_on: '2018-12-28', proof: 'A1', [field]: value })
    expect(result.error?.issues.map(issue => [issue.path[0], issue.message])).toContainEqual([field, key])
  })

  it('a correction needs its reason', () => {
    expect(amendmentForm.safeParse({ title: 't', body_text: 'b', reason: '' }).success).toBe(false)
  })
})
