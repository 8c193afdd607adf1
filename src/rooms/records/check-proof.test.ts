import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { home } from '../../../test/kept.ts'
import { someItem, type World, world } from '../../../test/world.ts'
import { closeCheckpoint } from '../../kernel/audit/checkpoint.ts'
import { checkProof } from '../../kernel/audit/proof-check.ts'
import { proofShape } from '../../kernel/audit/proof-shape.ts'
import { keyInMemory } from '../../kernel/audit/signer.ts'
import { signDue, signStatement } from '../../kernel/audit/statement.ts'
import { publish } from '../../kernel/publications/publish.ts'

// scripts/check-proof.mjs as whoever trusts nobody runs it: a program of its own, on files.

let w: World
let folder: string
let proof: string
let later: string
let kept: string
let fingerprint: string
const key = keyInMemory()
const close = () => closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked' })
const text = async (path: string) => (await w.get(path)).text()
beforeAll(async () => {
  w = await world()
  folder = mkdtempSync(join(tmpdir(), 'proof-'))
  const { id } = await w.run(w.cast.zhou, publish, someItem(w.cast))
  await w.run(w.cast.zhou, signStatement, { subject: `publication:${id}`, sha256: Buffer.alloc(32, 7) })
  await signDue(w.db, key)
  const first = await close()
  proof = await text(`/articles/${id}/proof.json`)
  kept = await text(`/proofs/checkpoints/${first}.json`)
  await w.run(w.cast.zhou, publish, someItem(w.cast))
  const second = await close()
  later = await text(`/proofs/checkpoints/${first}-${second}.json`)
  fingerprint = proofShape.parse(JSON.parse(proof)).checkpoint.fingerprint
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await w.drop()
})

function check(file: string, ...more: readonly string[]): { status: number | null; out: string; wrong: string } {
  const path = join(folder, 'proof.json')
  writeFileSync(path, file)
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, 'scripts/check-proof.mjs'), path, ...more], {
    encoding: 'utf8',
  })
  return { status, out: stdout, wrong: stderr }
}
const asFile = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('the program that checks a proof', () => {
  it('finds a real one right, says what it proves, and knows the key by fingerprint or file', () => {
    const found = check(proof, '--key', fingerprint)
    expect(found).toMatchObject({ status: 0, wrong: '' })
    expect(found.out).toContain('关于开学准备工作的通知')
    expect(found.out).toContain('Signed by the city')
    expect(found.out).toContain('All is right.')
    const pem = proofShape.parse(JSON.parse(proof)).checkpoint.key
    expect(check(proof, '--key', asFile('key.pem', pem)).status).toBe(0)
  })

  it('finds another key than the pinned one wrong', () => {
    expect(check(proof, '--key', 'a'.repeat(64))).toMatchObject({ status: 1, wrong: expect.stringContaining('another key') })
  })

  it('finds that a later checkpoint continues it, and that a checkpoint kept elsewhere is the same', () => {
    expect(check(proof, asFile('later.json', later)).out).toContain('continues checkpoint')
    expect(check(proof, asFile('kept.json', kept)).out).toContain('the one that you keep')
    const other: unknown = z.object({ second: z.unknown() }).parse(JSON.parse(later)).second
    expect(check(proof, asFile('other.json', JSON.stringify(other)))).toMatchObject({
      status: 1,
      wrong: expect.stringContaining('not the one'),
    })
  })

  it.each(['', '{}', '[]', 'null', '{"format":"mingjing-proof-1","entries":[]}'])('finds that %s is no proof', file => {
    expect(check(file).status).toBe(1)
  })
})

/** Paths to every text and number in the file, as `['entries', 0, 'row', 'salt']`. */
type Path = readonly (string | number)[]
function leaves(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => leaves(one, [...path, i]))
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, one]) => leaves(one, [...path, name]))
  return value === null ? [] : [path]
}
function changedAt(value: unknown, [name, ...rest]: Path): unknown {
  if (name === undefined) return typeof value === 'number' ? value + 1 : changed(String(value))
  if (Array.isArray(value)) return value.map((one, i) => (i === name ? changedAt(one, rest) : one))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([own, one]) => [own, own === name ? changedAt(one, rest) : one]))
  return value
}
/** The same text with one letter of its middle changed. */
function changed(text: string): string {
  const at = Math.floor(text.length / 2)
  const letter = text[at] === 'a' ? 'b' : 'a'
  return text.slice(0, at) + letter + text.slice(at + 1)
}

it('whatever part of the file is changed by one letter, the program and the system’s own check find it', { timeout: 120_000 }, async () => {
  const whole: unknown = JSON.parse(proof)
  const parts = leaves(whole).filter(([first]) => first !== 'format')
  expect(parts.length).toBeGreaterThan(30)
  const seen = new Set<string>()
  const missed: string[] = []
  for (const path of parts) {
    const name = path.filter(part => typeof part === 'string').join('.')
    const file = JSON.stringify(changedAt(whole, path))
    const shaped = proofShape.safeParse(JSON.parse(file))
    if (shaped.success && (await checkProof(shaped.data)).ok) missed.push(`checkProof: ${path.join('.')}`)
    if (seen.has(name)) continue // of each kind of part one run of the program
    seen.add(name)
    if (check(file).status === 0) missed.push(`check-proof.mjs: ${path.join('.')}`)
  }
  expect(missed).toEqual([])
})
