import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'

const draws = (seed: string) => {
  const random = createRandom(seed)
  return Array.from({ length: 50 }, () => random.int(1, 1_000_000))
}

describe('random', () => {
  it('draws the same from the same seed and something else from another', () => {
    expect(draws('city')).toEqual(draws('city'))
    expect(draws('city')).not.toEqual(draws('city2'))
  })

  it('never changes from one machine or version to another', () => {
    const random = createRandom('mingjing')
    expect([random.int(0, 999), random.int(0, 999), random.int(0, 999)]).toMatchInlineSnapshot(`
      [
        369,
        409,
        3,
      ]
    `)
  })

  it('gives a fork that does not depend on what was drawn before it', () => {
    const fresh = createRandom('city').fork('foi').int(1, 1_000_000)
    const used = createRandom('city')
    used.shuffle([1, 2, 3, 4])
    expect(used.fork('foi').int(1, 1_000_000)).toBe(fresh)
    expect(used.fork('hotline').int(1, 1_000_000)).not.toBe(fresh)
  })

  it('spreads evenly and stays in its bounds', () => {
    const random = createRandom('even')
    const counts = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 60_000; i++) {
      const value = random.int(0, 5)
      counts[value] = (counts[value] ?? 0) + 1
    }
    expect(counts).toHaveLength(6)
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })

  it('picks different entries, at most as many as there are', () => {
    const random = createRandom('some')
    for (let i = 0; i < 200; i++) expect(new Set(random.some([1, 2, 3, 4, 5, 6, 7, 8, 9], 4)).size).toBe(4)
    expect(random.some([1, 2], 5).sort()).toEqual([1, 2])
    expect(random.shuffle([1, 2, 3]).sort()).toEqual([1, 2, 3])
  })

  it('follows weights and refuses an empty list', () => {
    const random = createRandom('weights')
    const heavy = Array.from({ length: 10_000 }, () =>
      random.weighted([
        ['a', 9],
        ['b', 1],
      ]),
    ).filter(value => value === 'a').length
    expect(heavy).toBeGreaterThan(8_800)
    expect(heavy).toBeLessThan(9_200)
    expect(() => random.pick([])).toThrow(RangeError)
  })
})
