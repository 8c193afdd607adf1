import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isOrganisationCode, isUscc } from './codes.ts'

it.each(['91350100M000100Y43', '11620300013907038K'])('%s: its check digit is asked for', code => {
  // One of the two forms is published as an example of the standard; of any code exactly one last character is right.
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  expect([...letters].filter(last => isUscc(code.slice(0, 17) + last)).length).toBe(1)
})

it('the example of GB 32100 is right', () => {
  expect(isUscc('91350100M000100Y43')).toBe(true)
})

it('a changed character is found out', () => {
  const letter = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), letter, (at, other) => {
      const code = '91350100M000100Y43'
      fc.pre(code[at] !== other)
      expect(isUscc(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
    }),
  )
})

it.each(['', '12345678', 'ABCDEFGHI', '0'.repeat(18)])('%s is no organisation code', code => {
  expect(isOrganisationCode(code)).toBe(false)
})
