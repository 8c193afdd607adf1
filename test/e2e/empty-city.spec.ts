import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readSheet } from 'read-excel-file/node'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { prepareCity } from '../../demo/prepare.ts'
import { readConfig } from '../../src/config.ts'
import { headingOf, type ImportKind, sheetColumns } from '../../src/kernel/imports/kinds.ts'
import { workbook } from '../../src/kernel/imports/write.ts'
import type { Role } from '../../src/kernel/org/actor.ts'
import { draftOf, fillDraft, signInFirst, takeStep, typeSignIn } from './desk.ts'
import { openSite, type Site, type Visitor } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite('bare')
})
afterAll(() => site.close())
afterEach(async () => {
  await site.leave()
  expect(site.faults()).toEqual([])
})

const administrators = [
  { post: 'system_admin', name: '甲某', sign_in_name: 'jia', password: 'three long words 1' },
  { post: 'security_admin', name: '乙某', sign_in_name: 'yi', password: 'three long words 2' },
  { post: 'audit_admin', name: '丙某', sign_in_name: 'bing', password: 'three long words 3' },
]
const staff = [
  { name: '丁某', sign_in_name: 'ding', post: '信息员', role: 'author' },
  { name: '戊某', sign_in_name: 'wu', post: '科长', role: 'reviewer' },
  { name: '己某', sign_in_name: 'ji', post: '分管领导', role: 'leader' },
  { name: '庚某', sign_in_name: 'geng', post: '政务公开办', role: 'openness_office' },
] as const satisfies readonly { role: Role; [field: string]: string }[]

async function sheetOf(kind: ImportKind, rows: readonly Readonly<Record<string, string>>[]) {
  const lines = [sheetColumns[kind].map(headingOf), ...rows.map(cells => sheetColumns[kind].map(({ name }) => cells[name] ?? ''))]
  const buffer = await workbook([{ name: 'data', rows: lines }])
  return { name: `${kind}.xlsx`, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer }
}

/** Sends a sheet and stands before the result of its check. */
async function send({ page, go }: Visitor, kind: ImportKind, rows: readonly Readonly<Record<string, string>>[]): Promise<void> {
  await go(`/desk/${kind}/imports`)
  await page.locator('#file').setInputFiles(await sheetOf(kind, rows))
  await page.getByRole('button', { name: '上传并检查' }).click()
  await page.waitForURL(/imports\/\d+/)
}

async function enterFirst(name: string, password: string): Promise<Visitor> {
  const visitor = await site.visit({ js: false })
  await signInFirst(visitor, name, password, site.clock.now)
  return visitor
}

/** With the one-time password of the sheet, which is replaced. */
async function enterNew(name: string, password: string): Promise<Visitor> {
  const visitor = await site.visit({ js: false })
  const { page, go } = visitor
  await go('/desk/sign-in')
  await typeSignIn(visitor, name, password)
  await page.waitForURL(/\/desk\/sign-in\/passwords/)
  await page.locator('#new_password').fill(`${name} has words of their own`)
  await page.locator('#new_password_again').fill(`${name} has words of their own`)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(/\/desk$/)
  return visitor
}

async function setUp(): Promise<void> {
  const outside = { clock: site.clock.now, random: (bytes: number) => randomBytes(bytes) }
  const prepared = await prepareCity(site.database, readConfig({ CITY: 'empty' }), outside)
  const words = prepared.words(site.origin)
  const { page } = await site.visit({ js: false })
  await page.goto(words.find(line => line.includes('token='))?.trim() ?? '')
  await page.locator('#unit_name').fill('某某市人民政府')
  for (const { post, ...fields } of administrators)
    for (const [field, text] of Object.entries(fields)) await page.locator(`#${post}_${field}`).fill(text)
  await page.getByRole('button', { name: '完成设置' }).click()
  await page.waitForURL(/\/desk\/sign-in\?done=set_up/)
}

it('an empty city comes from its one-time link to its first publication, and takes in what was published before', async () => {
  await setUp()

  // The system administrator makes units and people out of sheets; the passwords come back once.
  const system = await enterFirst('jia', 'three long words 1')
  await system.go('/desk/city')
  expect(await system.page.locator('main').innerText()).toContain('还没有')
  await send(system, 'units', [
    { code: 'office', name: '某某市人民政府办公室', level: '市级', parent: 'city' },
    { code: 'office.openness', name: '政务公开办公室', level: '市级', parent: 'office' },
  ])
  await system.page.getByRole('button', { name: '全部导入' }).click()
  await system.page.getByText('已导入 2 行').first().waitFor()
  await send(
    system,
    'people',
    staff.map(({ name, sign_in_name, post }) => ({ name, sign_in_name, post, unit: 'office' })),
  )
  const [download] = await Promise.all([
    system.page.waitForEvent('download'),
    system.page.getByRole('button', { name: '导入并下载一次性密码' }).click(),
  ])
  const sheet = await readSheet(await readFile(await download.path()))
  const passwords = new Map(sheet.slice(1).map(row => [String(row[1]), String(row[2])]))
  const as = (name: string) => enterNew(name, passwords.get(name) ?? '')

  await grantRoles()

  // The openness office sets up the columns; the portal has been there since the city was founded.
  const openness = await as('geng')
  await openness.go('/desk/columns')
  await openness.page.locator('#unit_id').selectOption({ label: '某某市人民政府办公室' })
  await openness.page.getByRole('button', { name: '建立规定栏目' }).click()
  await openness.page.getByText('规定栏目已建立').first().waitFor()
  await openness.go('/desk/city')
  expect(await openness.page.locator('main').innerText()).toContain('一切就绪')

  // Three people publish one item.
  const author = await as('ding')
  await author.go('/desk/drafts/new')
  await fillDraft(author, draftOf('第一条信息'))
  await author.page.getByRole('button', { name: '存草稿' }).click()
  await author.page.waitForURL(/\/desk\/drafts\/\d+$/)
  const draft = new URL(author.page.url()).pathname
  await takeStep(author, '送审', '审核')
  const reviewer = await as('wu')
  await reviewer.go(draft)
  await takeStep(reviewer, '审核通过', '签发')
  const leader = await as('ji')
  await leader.go(draft)
  await takeStep(leader, '签发并发布', '已发布')

  const citizen = await site.visit()
  await citizen.go('/')
  expect(await citizen.page.locator('.mj-header').innerText()).toContain('某某市人民政府') // the site bears the city's name
  await citizen.page.getByRole('link', { name: '第一条信息' }).first().click()
  expect(await citizen.page.locator('h1').innerText()).toContain('第一条信息')

  await takeInThePast(openness, citizen)
})

/** The security administrator gives each their role, over the whole city. */
async function grantRoles(): Promise<void> {
  const { page, go } = await enterFirst('yi', 'three long words 2')
  for (const { sign_in_name, role } of staff) {
    await go('/desk/grants/new')
    await page.locator('#sign_in_name').fill(sign_in_name)
    await page.locator('#role').selectOption(role)
    await page.locator('#unit').fill('city')
    await page.locator('main form button[type=submit]').click()
    await page.waitForURL(/\/desk\/grants\?/)
  }
}

const past = (n: number, changes: Readonly<Record<string, string>> = {}) => ({
  unit: 'office',
  column: 'notices',
  title: `往年通知第${n}号`,
  body: `这是往年通知第${n}号的正文。`,
  genre: '通知',
  theme: '02',
  category: '15',
  openness: '管理公开',
  document_number: `某政办发〔2018〕${n}号`,
  formed_on: '2018-03-01',
  published_on: '2018-03-02',
  source: '某某市人民政府办公室',
  outlet: 'portal',
  ...changes,
})
const faulty: readonly Readonly<Record<string, string>>[] = [
  { unit: 'nobody' },
  { column: 'nowhere' },
  { title: '' },
  { body: '' },
  { genre: '小说' },
  { theme: '99' },
  { formed_on: '2018-02-29' },
  { published_on: '2018-02-28' },
  { document_number: '某政办发〔2018〕007号' },
  { document_number: '某政办发〔2018〕1号' },
]

/** A thousand good rows and ten that are not, every hundredth: exactly those ten are named. */
async function takeInThePast(openness: Visitor, citizen: Visitor): Promise<void> {
  const rows = Array.from({ length: 1010 }, (_none, index) => past(index + 1, index % 100 === 99 ? faulty[(index - 99) / 100] : {}))
  const bad = Array.from({ length: 10 }, (_none, index) => index * 100 + 101) // lines of the sheet; the first is its header
  await send(openness, 'publications', rows)
  await openness.page.getByText('正在读取').waitFor() // so large a sheet is read behind the page, which comes anew by itself
  await site.drain()
  await openness.page.getByText('共 1010 行').waitFor() // without script: nobody pressed anything
  expect(await openness.page.locator('main').innerText()).toContain('共 1010 行，其中 10 行有错误')
  const named = await openness.page.locator('tbody tr td:first-child').allInnerTexts()
  expect(named.map(Number)).toEqual(bad)
  await openness.page.getByRole('button', { name: '只导入没有错误的 1000 行' }).click()
  await openness.page.getByText('正在导入').first().waitFor()
  await site.drain()
  await openness.page.getByText('已导入 1000 行').first().waitFor()
  await citizen.go('/columns/notices')
  expect(await citizen.page.locator('main').innerText()).toMatch(/1,?000/)
  const numbers = await site.database.db
    .selectFrom('kernel.publications')
    .select('index_number')
    .where('published_on', '=', '2018-03-02')
    .orderBy('index_number')
    .execute()
  expect(numbers.map(({ index_number }) => Number(index_number.split('-').at(-1)))).toEqual(
    Array.from({ length: 1000 }, (_none, n) => n + 1),
  )
}
