import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locales } from '../words.ts'
import { flowchart, flowText, stateDiagram } from './flowchart.ts'
import { type Layout, layOut } from './layout.ts'
import type { Process } from './process.ts'
import { request, review } from './processes.example.ts'

describe('the picture', () => {
  test.each(locales)('names every state and step in %s', locale => {
    for (const process of [review, request]) {
      const svg = flowchart(process, { locale })
      const names = [...Object.values(process.states), ...Object.values(process.steps)].map(({ name }) => name[locale])
      for (const name of names) expect(svg).toContain(`>${name}</text>`)
    }
  })

  test('stands under a policy that forbids styles, and speaks to screen readers', () => {
    const svg = flowchart(review, { locale: 'zh-CN', current: 'approved' })
    expect(svg).not.toMatch(/style|class=|<script|href/)
    expect(svg).toMatch(/^<svg [^>]*role="img"/)
    expect(svg).toContain('<title>信息发布审查流程图</title>')
    expect(svg).toContain('<desc>现在处于“待签发”。 “起草”时办理“提交审核”，进入“审核”。')
  })

  test('shows the current state in its own colour, and only it', () => {
    const filled = (svg: string) => svg.split('fill="#1d70b8"').length - 1
    expect(filled(flowchart(review, { locale: 'en', current: 'approved' }))).toBe(1)
    expect(filled(flowchart(review, { locale: 'en' }))).toBe(0)
  })

  test('writes names as text, never as markup', () => {
    const name = { 'zh-CN': '<b>&"', en: '<b>&"' }
    const svg = flowchart({ ...review, name }, { locale: 'en' })
    expect(svg).toContain('<title>&lt;b&gt;&amp;&quot;: flowchart</title>')
  })
})

test('the flow as sentences, one per way and end', () => {
  expect(flowText(review, 'en')).toEqual([
    "From 'Drafting', 'Submit' leads to 'In review'.",
    "From 'Drafting', 'Withdraw' leads to 'Withdrawn'.",
    "From 'In review', 'Pass' leads to 'Awaiting signature'.",
    "From 'In review', 'Return' leads to 'Drafting'.",
    "From 'In review', 'Withdraw' leads to 'Withdrawn'.",
    "From 'Awaiting signature', 'Return' leads to 'Drafting'.",
    "From 'Awaiting signature', 'Sign' leads to 'Signed'.",
    "From 'Signed', 'Release' leads to 'Released'.",
    "'Released': the process ends.",
    "'Withdrawn': the process ends.",
  ])
})

test('the diagram for a README', () => {
  const lines = stateDiagram(review).split('\n')
  expect(lines[0]).toBe('stateDiagram-v2')
  expect(lines).toContain('  [*] --> drafting')
  expect(lines).toContain('  approved --> drafting: 退回修改 Return')
  expect(lines).toContain('  withdrawn --> [*]')
})

describe('the layout', () => {
  const sizes = { boxWidth: 140, boxHeight: 48, columnGap: 80, labelWidth: () => 60, labelWidthMax: 60 }
  /** Arrows that run through the inside of a box. */
  const collisions = ({ boxes, arrows }: Layout) =>
    arrows.flatMap(({ from, to, points }) =>
      points.slice(1).flatMap(([x, y], index) => {
        const [px = x, py = y] = points[index] ?? []
        const hits = boxes.filter(
          box =>
            Math.max(x, px) > box.x - 70 && Math.min(x, px) < box.x + 70 && Math.max(y, py) > box.y - 24 && Math.min(y, py) < box.y + 24,
        )
        return hits.map(box => `${from} → ${to} runs through ${box.state}`)
      }),
    )
  const name = { 'zh-CN': '名', en: 'name' }

  /** Any process of up to eight states in which all can be reached. */
  const processes = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 16 }).chain(more =>
    fc.array(fc.nat(), { minLength: 1, maxLength: 7 }).map((parents): Process => {
      const tree = parents.map((parent, index): [number, number] => [parent % (index + 1), index + 1])
      const links = [...tree, ...more.filter(pair => Math.max(...pair) <= parents.length)]
      const states = Object.fromEntries(Array.from({ length: parents.length + 1 }, (_, index) => [`s${index}`, { name }]))
      const steps = Object.fromEntries(
        links.map(([from, to], index) => [`t${index}`, { name, from: [`s${from}`], to: `s${to}`, by: 'desk.open' as const }]),
      )
      return { business: 'any', name, version: 1, first: 's0', ends: [`s${parents.length}`], states, steps }
    }),
  )

  test.each([review, request])('$business: no arrow runs through a box', process => {
    expect(collisions(layOut(process, sizes))).toEqual([])
  })

  test('of any process: no arrow runs through a box, no two boxes overlap, all lies within the picture', () => {
    fc.assert(
      fc.property(processes, process => {
        const layout = layOut(process, sizes)
        expect(collisions(layout)).toEqual([])
        expect(new Set(layout.boxes.map(({ x, y }) => `${x} ${y}`)).size).toBe(Object.keys(process.states).length)
        for (const [x, y] of layout.arrows.flatMap(arrow => arrow.points)) {
          expect(x >= layout.left && x <= layout.right && y >= 0 && y <= layout.height).toBe(true)
        }
      }),
    )
  })
})
