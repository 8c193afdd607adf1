import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyring, noKeys } from './keyring.ts'

const random = (bytes: number) => randomBytes(bytes)
const [first, second, blind] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)]
const old = keyring({ seal: [first], blind }, random)
const rotated = keyring({ seal: [second, first], blind }, random)

describe('a keyring', () => {
  it('opens what it sealed, and never seals twice alike', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, about) => {
        expect(old.unseal(old.seal(text, about), about)).toBe(text)
        expect(old.seal(text, about)).not.toEqual(old.seal(text, about))
      }),
    )
  })

  it('refuses what was changed in any byte, or moved to another place', () => {
    const sealed = old.seal('13800005678', 'contact:1:phone')
    expect(sealed.includes('13800005678')).toBe(false)
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => old.unseal(changed, 'contact:1:phone'), `byte ${at}`).toThrow()
    }
    expect(() => old.unseal(sealed, 'contact:2:phone')).toThrow()
  })

  it('opens with a new key in front what the old one sealed, and says that it is old', () => {
    const sealed = old.seal('text', 'place')
    expect(rotated.unseal(sealed, 'place')).toBe('text')
    expect(rotated.isOld(sealed)).toBe(true)
    expect(rotated.isOld(rotated.seal('text', 'place'))).toBe(false)
    expect(() => old.unseal(rotated.seal('text', 'place'), 'place')).toThrow('not here')
  })

  it('finds equal values by their blind index, in one field only', () => {
    expect(rotated.blind('13800005678', 'phone')).toEqual(old.blind('13800005678', 'phone'))
    expect(old.blind('13800005678', 'phone')).not.toEqual(old.blind('13800005678', 'email'))
  })

  it('that is missing refuses everything', () => {
    expect(() => noKeys.seal('a', 'b')).toThrow('without the keys')
  })
})
