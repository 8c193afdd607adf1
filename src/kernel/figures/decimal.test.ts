import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quotient, rounded } from './decimal.ts'

describe('quotient', () => {
  test.each([
    [1n, 2n, 0, '1'],
    [-1n, 2n, 0, '-1'],
    [1n, -2n, 0, '-1'],
    [-1n, -2n, 0, '1'],
    [1n, 3n, 2, '0.33'],
    [2n, 3n, 2, '0.67'],
    [-1n, 300n, 2, '0.00'],
    [-1n, 200n, 2, '-0.01'],
    [0n, -7n, 2, '0.00'],
    [985n, 1000n, 2, '0.99'], // 0.985 has no exact binary fraction: toFixed(2) gives 0.98
    [1005n, 1000n, 2, '1.01'],
    [15246n * 100n, 15529n, 2, '98.18'],
    [10n ** 30n, 3n, 1, `${'3'.repeat(30)}.3`],
  ])('%d / %d to %i digits is %s', (n, d, digits, text) => {
    expect(quotient(n, d, digits)).toBe(text)
  })

  test('refuses to divide by nothing', () => {
    expect(() => quotient(1n, 0n, 2)).toThrow(RangeError)
  })

  test('is off by half a unit of the last digit at most, and a half goes away from zero', () => {
    const whole = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
    fc.assert(
      fc.property(
        whole,
        whole.filter(d => d !== 0n),
        fc.integer({ min: 0, max: 6 }),
        (n, d, digits) => {
          const text = quotient(n, d, digits)
          expect(text).toMatch(digits === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${digits}}$`))
          expect(text).not.toMatch(/^-0(\.0+)?$/)
          const printed = BigInt(text.replace('.', ''))
          // 2·|printed·d − n·10^digits| ≤ |d|; where they are equal, the printed one is the larger in size.
          const error = printed * d - n * 10n ** BigInt(digits)
          expect(2n * size(error) <= size(d)).toBe(true)
          if (2n * size(error) === size(d)) expect(size(printed * d) > size(n * 10n ** BigInt(digits))).toBe(true)
        },
      ),
    )
  })
})

const size = (n: bigint): bigint => (n < 0n ? -n : n)

describe('rounded', () => {
  test.each([
    ['440.617', 2, '440.62'],
    ['440.615', 2, '440.62'],
    ['-0.5', 0, '-1'],
    ['-0.4', 0, '0'],
    ['0.985', 2, '0.99'],
    ['7', 2, '7.00'],
    ['9.995', 2, '10.00'],
    ['0', 0, '0'],
  ])('%s to %i digits is %s', (decimal, digits, text) => {
    expect(rounded(decimal, digits)).toBe(text)
  })

  test.each(['', '1e5', 'NaN', '1.', '.5', '+1', '1,000'])('refuses %j', text => {
    expect(() => rounded(text, 2)).toThrow(RangeError)
  })

  test('leaves what has no more digits than are printed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 5 }), (n, digits) => {
        const text = quotient(n, 10n ** BigInt(digits), digits)
        expect(rounded(text, digits)).toBe(text)
      }),
    )
  })
})
