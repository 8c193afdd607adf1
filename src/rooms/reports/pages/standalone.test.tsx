import { expect, test } from 'vitest'
import { compose } from '../rules/compose.ts'
import { fig, type ReportForm, say } from '../rules/template.ts'
import { StandaloneReport } from './standalone.tsx'

const words = (text: string) => ({ 'zh-CN': text, en: text })
const form: ReportForm = {
  id: 'test',
  name: words('试'),
  issuer: words('办公室'),
  title: words('报告'),
  introduction: [],
  parts: [{ title: words('情况'), paragraphs: [[say`公开${fig('disclosure.total')}。`]] }],
}
const total = {
  id: 'disclosure.total',
  name: words('<总数>'),
  kind: 'count',
  value: '12',
  printed: words('12'),
  unit: words('条'),
  href: '/figures/disclosure.total?year=2018',
  records: 12,
}
const document = compose(form, { year: 2018, counted: new Map([[total.id, total]]), charts: [] })

test('one file: its style is CSS, its numbers are linked to the site, what comes from records is escaped', async () => {
  const html = String(await StandaloneReport({ document, note: '试', origin: 'https://www.example.gov.cn' }))
  expect(html).toContain('font:18px/1.9 "Source Han Serif SC"')
  expect(html).toContain('公开<a href="https://www.example.gov.cn/figures/disclosure.total?year=2018">12条</a>。')
  expect(html).toContain('&lt;总数&gt;')
  expect(html).not.toContain('<script')
})

test('without a site its numbers are not linked', async () => {
  const html = String(await StandaloneReport({ document, note: '试', origin: null }))
  expect(html).not.toContain('<a ')
})
