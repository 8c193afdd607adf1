import { describe, expect, test } from 'vitest'
import { type Counted, compose } from './compose.ts'
import { isFigureRun, plainText, type ReportDocument } from './document.ts'
import { bare, change, fig, lastYear, type ReportForm, type Sentence, say, sayIfKnown, sayWhileIncomplete, year } from './template.ts'

const words = (text: string) => ({ 'zh-CN': text, en: text })
const form = (...sentences: readonly Sentence[]): ReportForm => ({
  id: 'test',
  name: words('试'),
  issuer: words('办公室'),
  title: words('报告'),
  introduction: [],
  parts: [{ title: words('情况'), paragraphs: [sentences] }],
})
const counted = (id: string, value: string | null, printed = value ?? '无数据', unit = '条'): [string, Counted] => [
  id,
  { id, name: words(id), kind: 'count', value, printed: words(printed), unit: words(unit), href: `/figures/${id}?year=2018`, records: 1 },
]
const composed = (sentences: readonly Sentence[], ...figures: readonly [string, Counted][]): ReportDocument =>
  compose(form(...sentences), { year: 2018, counted: new Map(figures), charts: [] })
const textsOf = (document: ReportDocument) => document.parts.flatMap(part => part.paragraphs.map(plainText))

describe('composing a report', () => {
  test('puts value and unit into the sentence, with the link to its records', () => {
    const document = composed([say`${year}年公开${fig('disclosure.total')}。`], counted('disclosure.total', '143212'))
    expect(textsOf(document)).toEqual(['2018年公开143212条。'])
    expect(document.parts[0]?.paragraphs[0]?.runs.filter(isFigureRun)).toEqual([
      { figure: 'disclosure.total', value: '143212', printed: '143212', unit: '条', href: '/figures/disclosure.total?year=2018' },
    ])
    expect(document.parts[0]?.number).toBe('一、')
  })

  test.each([
    ['60余', '条', '发布60余条。'],
    ['近40', '条', '发布近40条。'],
  ])('sets the unit behind %s', (printed, unit, text) => {
    expect(textsOf(composed([say`发布${fig('pilot.items')}。`], counted('pilot.items', '61', printed, unit)))).toEqual([text])
  })

  test('leaves the unit to a sentence that has its own measure word', () => {
    expect(
      textsOf(composed([say`平均${bare('projects.previous_duration')}个月。`], counted('projects.previous_duration', '8', '8', '月'))),
    ).toEqual(['平均8个月。'])
  })

  test.each([
    ['76851', '较2017年增加76851条。'],
    ['-12', '较2017年减少12条。'],
    ['0', '较2017年持平。'],
  ])('says a change of %s in words', (value, text) => {
    const document = composed(
      [say`较${lastYear}年${change('disclosure.increase', '增加', '减少')}。`],
      counted('disclosure.increase', value),
    )
    expect(textsOf(document)).toEqual([text])
    expect(document.parts[0]?.paragraphs[0]?.runs.filter(isFigureRun)[0]?.value).toBe(value)
  })

  test('a figure that no room counts is named, never printed: its sentence is left out whole', () => {
    const document = composed(
      [say`公开${fig('disclosure.total')}。`, say`来电${fig('hotline.calls')},来信${fig('mailbox.letters')}。`],
      counted('disclosure.total', '5'),
    )
    expect(textsOf(document)[0]).toBe('公开5条。')
    expect(textsOf(document)[1]).toContain('市长热线受理来电、市长信箱办理来信')
    expect(document.parts[0]?.paragraphs.map(paragraph => paragraph.missing)).toEqual([false, true])
    expect(document.missing.map(figure => figure.id)).toEqual(['hotline.calls', 'mailbox.letters'])
  })

  test('an optional sentence goes when its figure has no value; another says that there are no data', () => {
    const none = counted('disclosure.growth', null)
    expect(textsOf(composed([say`甲。`, sayIfKnown`增长${fig('disclosure.growth')}。`], none))).toEqual(['甲。'])
    expect(textsOf(composed([say`增长${fig('disclosure.growth')}。`], none))).toEqual(['增长无数据。'])
  })

  test('a sentence on what is missing goes when nothing is', () => {
    const sentences = [say`公开${fig('disclosure.total')}。`, sayWhileIncomplete`还不完整。`]
    expect(textsOf(composed(sentences, counted('disclosure.total', '5')))).toEqual(['公开5条。'])
    expect(textsOf(composed([...sentences, say`来电${fig('hotline.calls')}。`], counted('disclosure.total', '5')))[0]).toBe(
      '公开5条。还不完整。',
    )
  })
})
