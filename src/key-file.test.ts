import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openKeyring, rotateKeys } from './key-file.ts'

const random = (bytes: number) => randomBytes(bytes)
let folder: string
const file = () => join(folder, 'within', 'keys.json')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-keys-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('is made once, readable by us alone, and opens later what it sealed', () => {
  const sealed = openKeyring(file(), random).seal('text', 'place')
  expect(statSync(file()).mode & 0o077).toBe(0)
  expect(openKeyring(file(), random).unseal(sealed, 'place')).toBe('text')
})

it('rotated, opens the old and seals with the new; the blind index stays', () => {
  const before = openKeyring(file(), random)
  const after = rotateKeys(file(), random)
  expect(after.unseal(before.seal('text', 'place'), 'place')).toBe('text')
  expect(after.isOld(before.seal('text', 'place'))).toBe(true)
  expect(after.blind('text', 'field')).toEqual(before.blind('text', 'field'))
  expect(() => before.unseal(after.seal('text', 'place'), 'place')).toThrow()
})

it.each(['', '{}', '{"seal":[],"blind":""}', '{"seal":["AAAA"],"blind":"AAAA"}'])(
  'that is broken stops the start and is not overwritten: %s',
  text => {
    openKeyring(file(), random)
    writeFileSync(file(), text)
    expect(() => openKeyring(file(), random)).toThrow('Put the file back')
    expect(readFileSync(file(), 'utf8')).toBe(text)
  },
)
