import { expect, test } from 'vitest'
import { figureBook } from './book.ts'
import type { Figure } from './figure.ts'
import { base, countOf, these, words } from './made.fixture.ts'

test('the book refuses two figures with one id, and a figure computed from one that nobody hands in', () => {
  const of = countOf(these('x', []))
  const growth: Figure = { ...base('growth'), kind: 'growth', of, digits: 2 }
  const room = (...figures: Figure[]) => [{ name: 'room', title: words, figures }]
  expect(figureBook(room(of, growth)).get('growth')?.room).toBe('room')
  expect(figureBook(room(of)).get('nothing')).toBeUndefined()
  expect(() => figureBook(room(of, of))).toThrow('one id')
  expect(() => figureBook(room(growth))).toThrow('growth is computed from count x')
  expect(() => figureBook(room({ ...of }, growth))).toThrow('growth is computed from count x')
})
