import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../../demo/random.ts'
import { type World, world } from '../../../test/world.ts'
import { plainText } from './plain.ts'
import { fillAll, find, findAll, truth } from './world.fixture.ts'

let w: World
let texts: string[]
beforeAll(async () => {
  w = await world('demo')
  await fillAll(w)
  const rows = await w.db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.publication_versions as v', 'v.publication_id', 'p.id')
    .select(['p.title', 'v.body_html'])
    .orderBy('p.id')
    .execute()
  texts = rows.flatMap(row => [row.title, ...plainText(row.body_html).split('\n')])
}, 120_000)
afterAll(() => w.drop())

const random = createRandom('recall')
const piece = (text: string, length: number): string => {
  const at = random.int(0, Math.max(0, text.length - length))
  return text.slice(at, at + length)
}

describe('every substring of a title or a body finds every item that holds it', () => {
  it.each([1, 2, 3, 4, 6, 9])('of %i characters', async length => {
    for (let i = 0; i < 12; i++) {
      const sought = piece(texts[random.int(0, texts.length - 1)] ?? '', length)
      if (!/[\p{L}\p{N}]/u.test(sought) || /[\s"“”《》「」『』]/.test(sought)) continue
      const [found, wanted] = [await findAll(w, `"${sought}"`), await truth(w, sought)]
      expect(
        found.toSorted((a, b) => a - b),
        sought,
      ).toEqual(wanted)
      const { total, exact } = await find(w, `"${sought}"`)
      if (exact) expect(total, sought).toBe(wanted.length)
      else expect(wanted.length, sought).toBeGreaterThan(total)
    }
  })
})
