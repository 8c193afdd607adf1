import { expect, test } from 'vitest'
import { Chart } from './chart.tsx'
import { DateInput } from './date-input.tsx'
import { DueTag } from './due-tag.tsx'
import { FigureLink } from './figure-link.tsx'
import { normalHtml } from './normal-html.ts'
import { Prose } from './prose.tsx'
import { Scroll } from './scroll.tsx'
import { StatTile } from './stat-tile.tsx'
import { dateItems, fault } from './words.ts'

test('a figure links to its records and says what it counts', () => {
  expect(normalHtml(String(<FigureLink href="/records/foi.received" value="1,024" unit="件" label="收到申请" />))).toBe(
    '<a class="mj-figure" href="/records/foi.received"><span class="govuk-visually-hidden">收到申请</span>' +
      '<span class="mj-figure__value">1,024</span><span class="mj-figure__unit">件</span></a>',
  )
})

test('a tile shows label, value, unit and note, and zero is a value', () => {
  const html = String(<StatTile href="/f" value={0} unit="件" label="逾期" note="截至12月31日" />)
  for (const part of ['>0<', '>件<', '>逾期<', '>截至12月31日<', 'href="/f"']) expect(html).toContain(part)
})

test('a due tag wears its colour', () => {
  expect(String(<DueTag text="逾期2天" colour="red" />)).toBe('<strong class="govuk-tag mj-due govuk-tag--red">逾期2天</strong>')
})

test('a chart is an image with its words, and its table folds away under tableText', () => {
  const folded = String(
    <Chart src="/c.svg" alt="收到申请数" caption="图一" tableText="数据表">
      <table />
    </Chart>,
  )
  expect(folded).toContain('alt="收到申请数"')
  expect(folded).toContain('<details')
  expect(
    String(
      <Chart src="/c.svg" alt="">
        <table />
      </Chart>,
    ),
  ).not.toContain('<details')
})

test('prose prints cleaned html as it is, and escapes text', () => {
  expect(String(<Prose html="<p>第一条</p>" lang="zh-CN" />)).toBe('<div class="mj-prose" lang="zh-CN"><p>第一条</p></div>')
  expect(String(<Prose>{'<p>'}</Prose>)).toContain('&lt;p&gt;')
})

test('a scrolling box has a name and can be focused', () => {
  expect(String(<Scroll label="收费目录">x</Scroll>)).toBe('<section class="mj-scroll" aria-label="收费目录" tabindex="0">x</section>')
})

test('a Chinese date is asked year first, with Chinese labels and the Chinese word for an error', () => {
  const html = String(<DateInput id="d" namePrefix="d" items={dateItems('zh-CN')} errorMessage={fault('zh-CN', '请填写日期')} />)
  expect(html.indexOf('name="d-year"')).toBeLessThan(html.indexOf('name="d-month"'))
  expect(html).toContain('govuk-input--width-4')
  expect(html).toContain('错误:')
})
