import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../random.ts'
import { addDays } from '../times.ts'
import { unitOf, units } from '../units.ts'
import { chineseLength, LENGTH } from './body.ts'
import { compose } from './compose.ts'
import type { Base, BudgetKind, GazetteSection, InterpretationColumn, ItemKind, Kind, Piece, PilotField } from './kinds.ts'
import { conferenceTopic } from './occasions.ts'
import { centralPolicies } from './policy.ts'
import { inventProject, PROJECT_CLASSES } from './project.ts'
import { inventDeal, TRADING_STAGES, TRADING_TYPES } from './trading.ts'

const ITEMS: readonly ItemKind[] = [
  'personnel',
  'planning',
  'statistics',
  'emergency',
  'environment',
  'food',
  'education',
  'health',
  'assistance',
  'insurance',
  'poverty',
]

const base = (random: Random, index: number): Base => ({
  unit: units[index % units.length] ?? unitOf('city'),
  day: addDays('2018-01-01', random.int(0, 364)),
})

const makers: { readonly [K in Kind]: (random: Random, at: Base) => Piece } = {
  news: (random, at) => compose('news', random, at),
  notice: (random, at) => compose('notice', random, at),
  policy: (random, at) => compose('policy', random, at),
  interpretation: (random, at) =>
    compose('interpretation', random, {
      ...at,
      policy: random.pick(centralPolicies),
      column: random.pick<InterpretationColumn>(['central', 'provincial', 'municipal', 'picture']),
    }),
  budget: (random, at) =>
    compose('budget', random, { ...at, year: 2018, kind: random.pick<BudgetKind>(['budget', 'final_account', 'three_public']) }),
  project: (random, at) => compose('project', random, { ...at, ...inventProject(random, at), class: random.pick(PROJECT_CLASSES) }),
  trading: (random, at) => {
    const type = random.pick(TRADING_TYPES)
    return compose('trading', random, { ...at, ...inventDeal(random, at, type, 7), type, stage: random.pick(TRADING_STAGES) })
  },
  pilot: (random, at) =>
    compose('pilot', random, { ...at, field: random.pick<PilotField>(['culture', 'law', 'assistance', 'elderly', 'education', 'health']) }),
  conference: (random, at) => compose('conference', random, { ...at, topic: conferenceTopic(random, at), number: 3 }),
  gazette: (random, at) =>
    compose('gazette', random, {
      ...at,
      section: random.pick<GazetteSection>(['city_document', 'office_document', 'report', 'chronicle']),
      issue: 2,
    }),
  tip: (random, at) => compose('tip', random, at),
  personnel: (random, at) => compose('personnel', random, at),
  planning: (random, at) => compose('planning', random, at),
  statistics: (random, at) => compose('statistics', random, at),
  emergency: (random, at) => compose('emergency', random, at),
  environment: (random, at) => compose('environment', random, at),
  food: (random, at) => compose('food', random, at),
  education: (random, at) => compose('education', random, at),
  health: (random, at) => compose('health', random, at),
  assistance: (random, at) => compose('assistance', random, at),
  insurance: (random, at) => compose('insurance', random, at),
  poverty: (random, at) => compose('poverty', random, at),
}

const kinds: readonly Kind[] = [
  ...(['news', 'notice', 'policy', 'interpretation', 'budget', 'project', 'trading', 'pilot', 'conference', 'gazette', 'tip'] as const),
  ...ITEMS,
]

function many(kind: Kind, count: number): Piece[] {
  const random = createRandom(`test/${kind}`)
  return Array.from({ length: count }, (_, index) => makers[kind](random, base(random, index)))
}

/** Words of the published report that must not be in a made-up city: its leaders, and phrases that belong to persons. */
const FORBIDDEN = /新时代中国特色|书记|副?市长(?!热线|信箱)|undefined|NaN|\{|\}|\d{1,2}(-\d{1,2})?:[\u4e00-\u9fff]/

describe.each(kinds)('%s', kind => {
  const pieces = many(kind, 1_500)

  it('is the same again from the same seed', () => {
    expect(many(kind, 20)).toEqual(pieces.slice(0, 20))
  })

  it('keeps to its lengths, leaves no slot open and names nobody', () => {
    const [least, most] = kind === 'tip' ? [30, 300] : [LENGTH.least, LENGTH.most]
    for (const { title, summary, paragraphs, keywords } of pieces) {
      const body = paragraphs.join('')
      expect(chineseLength(body), `${title} ${body}`).toBeGreaterThanOrEqual(least)
      expect(chineseLength(body), title).toBeLessThanOrEqual(most)
      expect(title.length).toBeLessThanOrEqual(80)
      expect(summary).not.toBe('')
      expect(keywords.length).toBeGreaterThan(1)
      expect(`${title}${summary}${body}${keywords.join()}`).not.toMatch(FORBIDDEN)
      expect(body, title).not.toMatch(/[\u4e00-\u9fff][,;:][\u4e00-\u9fff]/)
    }
  })
})

describe('titles', () => {
  it.each(['news', 'notice', 'tip'] as const)('of 60,000 %s repeat in less than three per cent', kind => {
    const titles = many(kind, 60_000).map(({ title }) => title)
    expect(1 - new Set(titles).size / titles.length).toBeLessThan(0.03)
  })
})

describe('words', () => {
  it('suit the unit: the education office speaks of schools', () => {
    const random = createRandom('school')
    const unit = unitOf('city.education')
    const texts = Array.from({ length: 200 }, () => compose('news', random, { unit, day: '2018-09-04' }).paragraphs.join(''))
    expect(texts.filter(text => /学|校|教|幼儿/.test(text)).length).toBe(200)
    expect(texts.some(text => /小麦|排污|镍/.test(text))).toBe(false)
  })

  it('suit the season: nobody speaks of heating in July', () => {
    const random = createRandom('summer')
    const texts = Array.from({ length: 300 }, () => compose('news', random, { unit: unitOf('city.housing'), day: '2018-07-10' }))
    expect(texts.some(({ title }) => title.includes('供热质量巡查'))).toBe(false)
  })

  it('stay in the unit’s own division', () => {
    const random = createRandom('county')
    const texts = Array.from({ length: 300 }, () => compose('news', random, { unit: unitOf('yongchang.water'), day: '2018-07-10' }))
    expect(texts.some(({ paragraphs }) => paragraphs.join('').includes('金川区'))).toBe(false)
  })

  it('add up: a budget’s parts are its total', () => {
    const random = createRandom('money')
    const { paragraphs } = compose('budget', random, { unit: unitOf('city.finance'), day: '2018-02-20', year: 2018, kind: 'budget' })
    const amount = (name: string) => Math.round(Number(new RegExp(`${name}(\\d+\\.\\d\\d)万元`).exec(paragraphs.join(''))?.[1]) * 100)
    expect(amount('人员经费') + amount('公用经费') + amount('项目支出')).toBe(amount('收支总计'))
  })
})
