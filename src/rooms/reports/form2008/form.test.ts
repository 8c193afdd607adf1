import { describe, expect, test } from 'vitest'
import { house } from '../../../house.ts'
import { figureBook } from '../../../kernel/figures/book.ts'
import { printed2018 } from '../printed-2018.ts'
import {
  chinesePunctuation,
  figuresOf,
  headingNumber,
  headingPath,
  isSlot,
  numeral,
  type Paragraph,
  placedFigures,
} from '../rules/template.ts'
import { form2008 } from './form.ts'

const book = figureBook(house)
const paragraphs: Paragraph[] = [
  ...form2008.introduction,
  ...form2008.parts.flatMap(part => [
    ...(part.paragraphs ?? []),
    ...(part.sections ?? []).flatMap(section => [...section.paragraphs, ...(section.items ?? []).flatMap(item => item.paragraphs)]),
  ]),
]
const texts = paragraphs.flat().flatMap(sentence => sentence.pieces.filter(piece => typeof piece === 'string'))

describe('the form of 2008', () => {
  test('has six parts in the order that its introduction announces', () => {
    expect(form2008.parts.map(part => part.title['zh-CN'])).toEqual([
      '概述',
      '主动公开政府信息情况',
      '政府信息依申请公开办理情况',
      '政府信息公开收费及减免情况',
      '因政府信息公开申请行政复议和提起行政诉讼情况',
      '存在的主要问题及改进措施',
    ])
    const announced = form2008.introduction
      .flat()
      .flatMap(sentence => sentence.pieces)
      .join('')
    expect(announced).toContain(`六个部分${chinesePunctuation(',')}依次为${form2008.parts.map(part => part.title['zh-CN']).join('、')}`)
  })

  test('numbers its sections by counting, so that none is missing', () => {
    const second = form2008.parts[1]
    const numbers = (second?.sections ?? []).map((_, s) => headingNumber({ part: 1, section: s, item: null }))
    expect(numbers.map(number => number.slice(1, -1))).toEqual(['一', '二', '三', '四', '五', '六'])
    expect(second?.sections?.at(-1)?.items).toHaveLength(14)
    expect(headingNumber({ part: 1, section: null, item: null })).toBe('二、')
    expect(headingNumber({ part: 1, section: 5, item: 13 })).toBe('14.')
    expect(headingPath({ part: 1, section: 5, item: 4 })).toBe(chinesePunctuation('二(六)5'))
    expect(headingPath({ part: 3, section: null, item: null })).toBe('四')
    expect([1, 10, 11, 14].map(numeral)).toEqual(['一', '十', '十一', '十四'])
  })

  test('has no empty part or section, and every heading in both languages', () => {
    for (const part of form2008.parts) {
      expect((part.paragraphs ?? []).length + (part.sections ?? []).length).toBeGreaterThan(0)
      for (const section of part.sections ?? []) expect(section.paragraphs.length + (section.items ?? []).length).toBeGreaterThan(0)
    }
    for (const { place } of placedFigures(form2008)) expect([place.title['zh-CN'], place.title.en].every(title => title !== '')).toBe(true)
  })

  test('names every figure of the 2018 report, and no figure that neither the house nor that report knows', () => {
    const ids: readonly string[] = figuresOf(form2008)
    const printedIds: readonly string[] = printed2018.map(row => row.id)
    expect(printedIds.filter(id => !ids.includes(id))).toEqual([])
    expect(ids.filter(id => !printedIds.includes(id) && !book.get(id))).toEqual([])
  })

  test('places every figure under one heading for the coverage page', () => {
    const placed = placedFigures(form2008).flatMap(entry => entry.figures)
    expect(new Set(placed).size).toBe(placed.length)
    expect([...placed].sort()).toEqual([...figuresOf(form2008)].sort())
  })

  test('holds no number of its own: digits stand only in dates, names and the postcode', () => {
    const allowed = /1月1日|12月31日|12345|新华路82号|邮编737100/g
    for (const text of texts) expect(text.replace(allowed, '')).not.toMatch(/\d/)
  })

  test('every sentence ends, so that one can be left out', () => {
    for (const sentence of paragraphs.flat()) {
      const last = sentence.pieces.at(-1)
      expect(typeof last === 'string' && last.endsWith('。'), String(last)).toBe(true)
    }
  })

  test('writes Chinese marks in full width', () => {
    for (const text of texts) expect(text).not.toMatch(/[\u4e00-\u9fff][,;:()?!]/)
    expect(chinesePunctuation('时间12:30,见(一)')).toBe('时间12:30\uff0c见\uff08一\uff09')
  })

  test('a printed figure that the house counts has the unit and kind of the report', () => {
    for (const row of printed2018) {
      const figure = book.get(row.id)?.figure
      if (figure) expect([row.id, figure.kind, figure.unit['zh-CN']]).toEqual([row.id, row.kind, row.unit])
    }
  })

  test('draws only charts of the part that has its numbers', () => {
    expect(form2008.parts.map(part => part.charts?.length ?? 0)).toEqual([0, 4, 0, 0, 0, 0])
    expect(paragraphs.flat().some(sentence => sentence.pieces.some(isSlot))).toBe(true)
  })
})
