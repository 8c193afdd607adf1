import { expect, test } from 'vitest'
import { csvCell, csvLine } from './api.ts'

test.each([
  ['2018-12-28', '"2018-12-28"'],
  ['关于"三公"经费', '"关于""三公""经费"'],
  ['a,b\r\nc', '"a,b\r\nc"'],
  ['', '""'],
  ['=1+1', `"'=1+1"`],
  ['  =1+1', `"'  =1+1"`],
  ['+86', `"'+86"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\n=1', `"'\n=1"`],
  ['\uff1d1', `"'\uff1d1"`],
  ['\uff0b1', `"'\uff0b1"`],
  ['|calc', `"'|calc"`],
  ['1=1', '"1=1"'],
  ['《条例》', '"《条例》"'],
])('the cell %j is written %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell)
})

test('a line ends as RFC 4180 asks', () => {
  expect(csvLine(['a', 'b'])).toBe('"a","b"\r\n')
})
