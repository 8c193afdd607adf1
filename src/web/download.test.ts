import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disposition, rangeOf } from './download.ts'

describe('a range', () => {
  it.each<[string | undefined, ReturnType<typeof rangeOf>]>([
    [undefined, 'all'],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=0-9', { from: 0, to: 9 }],
    ['bytes=0-10', { from: 0, to: 9 }],
    ['bytes=3-', { from: 3, to: 9 }],
    ['bytes=-3', { from: 7, to: 9 }],
    ['bytes=-30', { from: 0, to: 9 }],
    ['bytes=-0', 'none'],
    ['bytes=10-', 'none'],
    ['bytes=10-20', 'none'],
    ['bytes=99999999999999999999-', 'none'],
    ['bytes=5-4', 'all'],
    ['bytes=-', 'all'],
    ['bytes=', 'all'],
    ['bytes=0-1,3-4', 'all'],
    ['lines=0-1', 'all'],
    ['bytes=a-b', 'all'],
    ['bytes=1.5-2', 'all'],
  ])('%s of ten bytes', (header, range) => {
    expect(rangeOf(header, 10)).toEqual(range)
  })

  it('whatever is asked, lies inside of the file', () => {
    const number = fc.oneof(fc.constant(''), fc.nat(200).map(String))
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 100 }), (first, last, size) => {
        const range = rangeOf(`bytes=${first}-${last}`, size)
        if (typeof range === 'string') return
        expect(range.from).toBeGreaterThanOrEqual(0)
        expect(range.to).toBeLessThan(size)
        expect(range.from).toBeLessThanOrEqual(range.to)
        if (first !== '') expect(range.from).toBe(Number(first))
      }),
    )
  })
})

describe('the name under which a file is saved', () => {
  it('is there with every character, and once more for old programs', () => {
    expect(disposition('供暖“通知” (1).pdf', true)).toBe(
      `inline; filename="______ (1).pdf"; filename*=UTF-8''%E4%BE%9B%E6%9A%96%E2%80%9C%E9%80%9A%E7%9F%A5%E2%80%9D%20%281%29.pdf`,
    )
  })

  it('cannot break out of its header, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        expect(disposition(name, false)).toMatch(/^attachment; filename="[^"\\\r\n%]*"; filename\*=UTF-8''[A-Za-z0-9%._~-]*$/)
      }),
    )
  })
})
