import { describe, expect, test } from 'vitest'
import { type CheckedFigure, crossCheck, type Facts, isBlocked } from './checks.ts'

const figure = (id: string, value: string | null, more: Partial<CheckedFigure> = {}): CheckedFigure => ({
  id,
  name: { 'zh-CN': `名${id}`, en: `Name ${id}` },
  kind: 'count',
  value,
  operands: [],
  digits: 0,
  ...more,
})

const channelValues = {
  website: 62962,
  gazette: 16,
  newspaper: 5300,
  conference: 600,
  broadcast: 5400,
  microblog: 30000,
  wechat: 30000,
  app: 5000,
  news_client: 3934,
}

/** The 2018 report as it adds up. */
const sound = (changes: Partial<Facts> = {}, replaced: readonly CheckedFigure[] = []): Facts => {
  const figures = [
    figure('disclosure.total', '143212'),
    figure('disclosure.website', '62962'),
    figure('disclosure.press', '11316'),
    figure('disclosure.new_media', '68934'),
    figure('disclosure.items', '99999', { kind: 'distinct' }),
    ...Object.entries(channelValues).map(([name, value]) => figure(`disclosure.channel.${name}`, String(value))),
    figure('disclosure.increase', '76851', {
      kind: 'difference',
      operands: [
        { id: 'disclosure.total', value: '143212', lastYear: false },
        { id: 'disclosure.total', value: '66361', lastYear: true },
      ],
    }),
    figure('hotline.calls.growth', '163', {
      kind: 'growth',
      operands: [
        { id: 'hotline.calls', value: '15529', lastYear: false },
        { id: 'hotline.calls', value: '5898', lastYear: true },
      ],
    }),
    figure('hotline.completion_rate', '98.18', {
      kind: 'ratio',
      digits: 2,
      operands: [
        { id: 'hotline.completed', value: '15246', lastYear: false },
        { id: 'hotline.calls', value: '15529', lastYear: false },
      ],
    }),
  ]
  const byId = new Map(figures.map(one => [one.id, one]))
  for (const one of replaced) byId.set(one.id, one)
  return {
    figures: [...byId.values()],
    needed: ['disclosure.total', 'disclosure.increase'],
    months: [{ id: 'disclosure.total', values: [...Array<number>(11).fill(12000), 11212] }],
    releasedLastYear: new Map(),
    ...changes,
  }
}

const failing = (facts: Facts) =>
  crossCheck(facts)
    .filter(result => result.outcome === 'fail')
    .map(result => result.id)

describe('cross-checks', () => {
  test('a report that adds up passes every one of them, and each says both sides in both languages', () => {
    const results = crossCheck(sound())
    expect(results.filter(result => result.outcome !== 'pass')).toEqual([])
    expect(isBlocked(results)).toBe(false)
    expect(new Set(results.map(result => result.id)).size).toBe(results.length)
    for (const result of results) {
      expect(result.words['zh-CN']).not.toBe(result.words.en)
      expect(result.figures.length).toBeGreaterThan(0)
      expect(result.left).not.toBe('')
    }
    expect(results.find(result => result.id === 'sum:disclosure.total')).toMatchObject({
      left: '143212',
      right: '62962 + 11316 + 68934 = 143212',
    })
  })

  test.each<[string, CheckedFigure, string[]]>([
    ['a website count that is one too many', figure('disclosure.website', '62963'), ['sum:disclosure.total', 'sum:disclosure.website']],
    [
      'a channel that is one short',
      figure('disclosure.channel.app', '4999'),
      ['sum:disclosure.total:channels', 'sum:disclosure.new_media'],
    ],
    ['more items than deliveries', figure('disclosure.items', '143213'), ['within:disclosure.items']],
    [
      'an increase of another sum',
      {
        ...figure('disclosure.increase', '76852'),
        kind: 'difference',
        operands: sound().figures.find(one => one.id === 'disclosure.increase')?.operands ?? [],
      },
      ['computed:disclosure.increase'],
    ],
    [
      'an increase over another total than the one printed',
      {
        ...figure('disclosure.increase', '76852'),
        kind: 'difference',
        operands: [
          { id: 'disclosure.total', value: '143213', lastYear: false },
          { id: 'disclosure.total', value: '66361', lastYear: true },
        ],
      },
      ['computed:disclosure.increase'],
    ],
    [
      'a growth that does not follow',
      {
        ...figure('hotline.calls.growth', '164'),
        kind: 'growth',
        operands: sound().figures.find(one => one.id === 'hotline.calls.growth')?.operands ?? [],
      },
      ['computed:hotline.calls.growth'],
    ],
    [
      'a rate above a hundred',
      {
        ...figure('hotline.completion_rate', '101.00'),
        kind: 'ratio',
        digits: 2,
        operands: [
          { id: 'hotline.completed', value: '101', lastYear: false },
          { id: 'hotline.calls', value: '100', lastYear: false },
        ],
      },
      ['range:hotline.completion_rate'],
    ],
    [
      'a rate rounded the wrong way',
      {
        ...figure('hotline.completion_rate', '98.17'),
        kind: 'ratio',
        digits: 2,
        operands: sound().figures.find(one => one.id === 'hotline.completion_rate')?.operands ?? [],
      },
      ['computed:hotline.completion_rate'],
    ],
  ])('find %s, and name the figures', (_what, planted, ids) => {
    const facts = sound({}, [planted])
    expect(failing(facts)).toEqual(ids)
    for (const result of crossCheck(facts).filter(one => one.outcome === 'fail')) expect(result.figures).toContain(planted.id)
    expect(isBlocked(crossCheck(facts))).toBe(true)
  })

  test('find a total whose parts and months were counted at another moment', () => {
    expect(failing(sound({}, [figure('disclosure.total', '143213')]))).toEqual([
      'sum:disclosure.total',
      'sum:disclosure.total:channels',
      'computed:disclosure.increase',
      'months:disclosure.total',
    ])
  })

  test('find months that do not add up, and a year of eleven months', () => {
    expect(failing(sound({ months: [{ id: 'disclosure.total', values: [...Array<number>(11).fill(12000), 11211] }] }))).toEqual([
      'months:disclosure.total',
    ])
    expect(failing(sound({ months: [{ id: 'disclosure.total', values: [...Array<number>(10).fill(12000), 23212] }] }))).toEqual([
      'months:disclosure.total',
    ])
  })

  test('no value blocks where a sentence needs one, and is worth a word where it can be left out', () => {
    expect(failing(sound({}, [figure('disclosure.increase', null)]))).toEqual(['value:disclosure.increase'])
    const results = crossCheck(sound({}, [figure('hotline.calls.growth', null)]))
    expect(results.filter(result => result.outcome !== 'pass').map(result => [result.id, result.outcome])).toEqual([
      ['value:hotline.calls.growth', 'warn'],
    ])
  })

  test('a last year that has changed since its own report is a warning, never a bar', () => {
    const results = crossCheck(sound({ releasedLastYear: new Map([['disclosure.total', '66360']]) }))
    expect(results.filter(result => result.outcome !== 'pass')).toEqual([
      expect.objectContaining({ id: 'last_year:disclosure.increase', outcome: 'warn', left: '66361', right: '66360' }),
    ])
  })

  test('figures that no room counts are not checked', () => {
    expect(
      crossCheck({ figures: [figure('foi.received', '27')], needed: [], months: [], releasedLastYear: new Map() }).map(result => result.id),
    ).toEqual(['value:foi.received'])
  })
})
