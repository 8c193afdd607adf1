import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type PrintedFigure, printed2018, printedFigure } from '../printed-2018.ts'
import { isImpossible, judge } from './verdict.ts'

const row = (id: string): PrintedFigure => {
  const found = printedFigure(id)
  if (!found) throw new Error(id)
  return found
}

test('of all printed rates only the completion rate of the mailbox is one that no records can give', () => {
  expect(printed2018.filter(isImpossible).map(one => one.id)).toEqual(['mailbox.completion_rate'])
  expect(judge(row('mailbox.completion_rate'), '97.99')).toBe('impossible')
  expect(judge(row('mailbox.completion_rate'), undefined)).toBe('impossible')
})

test.each([
  ['disclosure.total', '143212', 'equal'],
  ['disclosure.total', '143213', 'different'],
  ['disclosure.total', undefined, 'no_room'],
  ['disclosure.total', null, 'different'],
  ['inspection.publicity_rate', '100.00', 'equal'],
  ['pilot.items', '60余', 'equal'],
  ['pilot.items', '60', 'different'],
  ['pilot.items', '70余', 'different'],
  ['briefings.sent', '近40', 'equal'],
  ['briefings.sent', '40', 'different'],
] as const)('%s counted as %s is %s', (id, counted, verdict) => {
  expect(judge(row(id), counted)).toBe(verdict)
})

test('the copy in demo/ says the same', () => {
  const [, ...lines] = readFileSync(join(import.meta.dirname, '../../../../demo/printed-2018.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
  expect(lines.map(line => line.split('\t').slice(0, 4))).toEqual(printed2018.map(({ id, value, unit, kind }) => [id, value, unit, kind]))
})
