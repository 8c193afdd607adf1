import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containing, defineList, type ListQuery, parseList, printList } from './list.ts'

const rules = defineList({
  name: 'cases',
  filters: {
    q: { kind: 'text' },
    business: { kind: 'choice', values: ['a', 'b'] },
    unit: { kind: 'choice' },
    before: { kind: 'day' },
    late: { kind: 'tick' },
  },
  sorts: ['due', 'number'],
  first: { sort: 'due', down: false },
  columns: ['number', 'title', 'due'],
  shown: ['title', 'due'],
})
const parse = (text: string) => parseList(rules, new URLSearchParams(text))

const filters = fc.record(
  {
    q: fc
      .string({ minLength: 1, maxLength: 100, unit: 'grapheme-ascii' })
      .map(text => text.trim())
      .filter(text => text !== ''),
    business: fc.constantFrom('a', 'b'),
    unit: fc.integer({ min: 1, max: 9999 }).map(String),
    before: fc.constantFrom('2018-02-28', '2020-02-29'),
    late: fc.constant('yes'),
  },
  { requiredKeys: [] },
)
const asked: fc.Arbitrary<ListQuery<'q' | 'business' | 'unit' | 'before' | 'late', 'due' | 'number', 'number' | 'title' | 'due'>> =
  fc.record({
    filters,
    sort: fc.constantFrom('due', 'number'),
    down: fc.boolean(),
    columns: fc.subarray<'number' | 'title' | 'due'>(['number', 'title', 'due'], { minLength: 1 }),
    page: fc.integer({ min: 1, max: 10_000 }),
  })

describe('the address of a list', () => {
  test('says exactly what was asked: printed and read again it is the same', () => {
    fc.assert(
      fc.property(asked, query => {
        expect(parse(printList(rules, query))).toEqual(query)
      }),
    )
  })

  test('whatever stands in it is read, and what is read prints to one address', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), text => {
        const once = printList(rules, parse(text))
        expect(printList(rules, parse(once))).toBe(once)
      }),
    )
  })

  test('of the plain list is empty, and ticked boxes say columns as the short form does', () => {
    expect(printList(rules, parse(''))).toBe('')
    expect(printList(rules, parse('sort=due&page=1&q=&late='))).toBe('')
    expect(parse('col=due&col=number&col=x').columns).toEqual(['number', 'due'])
    expect(printList(rules, parse('col=due&col=number'))).toBe('cols=number.due')
  })

  test('leaves out what makes no sense', () => {
    expect(parse('business=c&before=2018-02-30&late=1&sort=-x&cols=x&page=0&unit=%27;--')).toEqual(parse(''))
    expect(parse('page=99999').page).toBe(10_000)
    expect(parse(`q=${'长'.repeat(300)}`).filters.q).toHaveLength(100)
    expect(parse('q=a%00b%0Ac').filters.q).toBe('abc')
  })

  test('words are looked for as they are typed', () => {
    expect(containing('50%_\\')).toBe('%50\\%\\_\\\\%')
  })
})
