import { expect, test } from 'vitest'
import { calendarOf } from '../../kernel/calendar/calendar.ts'
import { packageNotices } from '../../kernel/calendar/chinese-days.ts'
import { defineProcess } from '../../kernel/cases/process.ts'
import type { Role } from '../../kernel/org/actor.ts'
import { carriedIn, carriedName, carry, deskTarget, dueOf, isOrganisationCode, ownWords, waitingFor } from './rules.ts'

test.each([
  ['/desk', '/desk'],
  ['/desk/drafts/12?tab=a%20b', '/desk/drafts/12?tab=a%20b'],
  ['/desk?page=2', '/desk?page=2'],
  ['/desk/a/../b', '/desk/b'],
  ['/desk/标题', '/desk/%E6%A0%87%E9%A2%98'],
])('a sign-in may lead to %s', (to, target) => expect(deskTarget(to)).toBe(target))

test.each([
  '',
  '/',
  'desk',
  '//evil.example',
  '///evil.example/desk',
  '/\\evil.example',
  '\\\\evil.example',
  'https://evil.example/desk',
  'https:/desk',
  'javascript:alert(1)',
  '//evil.example/desk',
  '/desk/..//evil.example',
  '/desk/../',
  '/desk/../figures',
  '/desk/%2e%2e/figures',
  '/desk/.%2E//evil.example',
  '/desk\\..\\..\\evil',
  '/desk/\t/evil',
  '/desk\n//evil.example',
  '/desktop',
  '/desk@evil.example',
  '/desk:80',
  ' /desk/drafts',
  '/DESK',
  `/desk/${'x'.repeat(2000)}`,
  '/desk/sign-in?to=/desk/sign-in',
  '/desk/sign-out',
])('a sign-in does not lead to %j, but to my work', to => expect(deskTarget(to)).toBe('/desk'))

test('what was typed is carried field by field; a password never is', () => {
  const typed = { title: '标题', 'carried.x': 'x', new_password: 'secret', Password: 'secret', body_text: 'a\r\nb' }
  const { fields, fits } = carry(typed, 1000)
  expect(fits).toBe(true)
  expect(fields).toEqual({ title: '标题', 'carried.x': 'x', body_text: 'a\r\nb' })
  const sent = Object.fromEntries(Object.entries(fields).map(([name, value]) => [carriedName(name), value]))
  expect(carriedIn({ ...sent, sign_in_name: 'li', password: 'x', to: '/desk' })).toEqual(fields)
})

test('what is carried is bounded, in bytes as a browser sends them and in fields', () => {
  const title = '政'.repeat(10)
  const sent = new URLSearchParams({ [carriedName('title')]: title }).toString().length + 1
  expect(carry({ title }, sent).fits).toBe(true)
  expect(carry({ title }, sent - 1).fits).toBe(false)
  expect(carry({ body: 'a\nb' }, `&${carriedName('body')}=a%0D%0Ab`.length).fits).toBe(true)
  expect(carry(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, ''])), 1e6).fits).toBe(false)
})

test('people see their own words again, not codes', () => {
  expect(
    ownWords({
      form_id: '0190b5d4-0000-7000-8000-000000000000',
      unit_id: '12',
      formed_on: '2018-12-28',
      at: '09:30',
      empty: ' ',
      title: '标题',
      note: 'Please fix',
    }),
  ).toEqual(['标题', 'Please fix'])
})

const calendar = calendarOf(packageNotices())
test.each([
  // Friday 2018-09-28; Saturday and Sunday are make-up workdays before the National Day week.
  { due_on: '2018-09-27', due: { colour: 'red', days_late: 1 } },
  { due_on: '2018-08-28', due: { colour: 'red', days_late: 31 } },
  { due_on: '2018-09-28', due: { colour: 'yellow', working_days_left: 0 } },
  { due_on: '2018-09-30', due: { colour: 'yellow', working_days_left: 2 } },
  { due_on: '2018-10-08', due: { colour: 'yellow', working_days_left: 3 } },
  { due_on: '2018-10-09', due: { colour: 'green', working_days_left: 4 } },
])('on 2018-09-28, due $due_on', ({ due_on, due }) => expect(dueOf(due_on, { today: '2018-09-28', calendar, soon_days: 3 })).toEqual(due))

const review = defineProcess({
  business: 'example',
  name: { 'zh-CN': '例', en: 'Example' },
  first: 'writing',
  ends: ['out'],
  states: {
    writing: { name: { 'zh-CN': '写', en: 'Writing' } },
    reading: { name: { 'zh-CN': '读', en: 'Reading' } },
    out: { name: { 'zh-CN': '出', en: 'Out' } },
  },
  steps: {
    hand_in: { name: { 'zh-CN': '交', en: 'Hand in' }, from: ['writing'], to: 'reading', by: 'publication.write' },
    give_back: { name: { 'zh-CN': '退', en: 'Give back' }, from: ['reading'], to: 'writing', by: 'publication.review' },
    let_out: { name: { 'zh-CN': '发', en: 'Let out' }, from: ['reading'], to: 'out', by: 'publication.review' },
    note: { name: { 'zh-CN': '记', en: 'Note' }, from: ['writing', 'reading'], to: 'reading', by: 'delivery.record' },
  },
})
test('what waits for somebody follows from the process and their rights', () => {
  const waits = (...grants: [Role, number][]) =>
    waitingFor({ person_id: 1, name: '', grants: grants.map(([role, unit_id]) => ({ role, unit_id })) }, [review])
  expect(waits()).toEqual([])
  expect(waits(['audit_admin', 1])).toEqual([])
  expect(waits(['author', 5], ['reviewer', 2], ['reviewer', 3])).toEqual([
    { business: 'example', states: ['writing'], whose: 'own', units: [5] },
    { business: 'example', states: ['reading'], whose: 'others', units: [2, 3] },
  ])
  expect(waits(['recorder', 4])).toEqual([{ business: 'example', states: ['writing', 'reading'], whose: 'any', units: [4] }])
})

test.each([
  ['000014349', true],
  ['000014340', false],
  ['00001434', false],
  ['00001434９', false],
  ['<script>x', false],
])('the organisation code %s is right: %s', (code, right) => expect(isOrganisationCode(code)).toBe(right))
