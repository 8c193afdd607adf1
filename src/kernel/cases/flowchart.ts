import type { Locale, Words } from '../words.ts'
import { type Arrow, type Box, type Loop, layOut, type Point, type Sizes } from './layout.ts'
import { isEnded, type Process, stateName, stepName, stepNames } from './process.ts'

const nameSize = 16
const labelSize = 13
const boxHeight = 48
const margin = 16
const colours = {
  ink: '#0b0c0c',
  line: '#505a5f',
  box: '#f3f2f1',
  end: '#ffffff',
  current: '#1d70b8',
  onCurrent: '#ffffff',
  paper: '#ffffff',
}
const fonts = "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', Arial, sans-serif"

/** What to draw beside the process itself: the state in which a case is now stands out. */
export type ChartOptions = { readonly locale: Locale; readonly current?: string }

/**
 * The process as an SVG picture: states in boxes from top to bottom, ends in pills, steps as named arrows. Only presentation attributes,
 * no style, so it may stand inline under the strictest content policy. Screen readers get the same flow as sentences in <desc>.
 */
export function flowchart(process: Process, { locale, current }: ChartOptions): string {
  const words = (text: Words) => text[locale]
  const labelOf = (steps: readonly string[]) => steps.map(step => words(stepName(process, step)))
  const widest = (texts: readonly string[], size: number) => Math.max(0, ...texts.map(text => widthOf(text, size)))
  const loopNames = stepNames(process).filter(step => process.steps[step]?.from.includes(process.steps[step]?.to ?? ''))
  const loopWidth = widest(labelOf(loopNames), labelSize)
  const sizes: Sizes = {
    boxWidth: Math.max(
      132,
      widest(
        Object.keys(process.states).map(state => words(stateName(process, state))),
        nameSize,
      ) + 36,
    ),
    boxHeight,
    columnGap: loopWidth > 0 ? loopWidth + 64 : 56,
    labelWidthMax: widest(labelOf(stepNames(process)), labelSize) + 12,
    labelWidth: steps => widest(labelOf(steps), labelSize) + 12,
  }
  const layout = layOut(process, sizes)
  const [left, top] = [Math.floor(layout.left - margin), -margin]
  const [width, height] = [Math.ceil(layout.right + margin) - left, Math.ceil(layout.height + 2 * margin)]
  const drawn = [
    ...layout.arrows.map(arrow => line(arrow.points)),
    ...layout.arrows.map(arrow => label(arrow, labelOf(arrow.steps))),
    ...layout.boxes.map(box =>
      state(box, { text: words(stateName(process, box.state)), width: sizes.boxWidth, ...lookOf(process, box, current) }),
    ),
    ...layout.loops.map(loop => circle(loop, layout.boxes, { width: sizes.boxWidth, texts: labelOf(loop.steps) })),
  ]
  const now = current === undefined ? [] : [nowAt(words(stateName(process, current)), locale)]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="${fonts}">`,
    `<title>${xml(chartTitle(words(process.name), locale))}</title>`,
    `<desc>${xml([...now, ...flowText(process, locale)].join(' '))}</desc>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${colours.paper}"/>`,
    ...drawn,
    '</svg>',
  ].join('\n')
}

/** The same as sentences, one per step and end, in the order of the process: for screen readers, and beside the picture. */
export function flowText(process: Process, locale: Locale): string[] {
  const states = Object.keys(process.states)
  return states.flatMap(from => {
    const here = stateName(process, from)[locale]
    if (isEnded(process, from)) return [locale === 'zh-CN' ? `“${here}”：流程结束。` : `'${here}': the process ends.`]
    return stepNames(process)
      .filter(step => process.steps[step]?.from.includes(from))
      .map(step => {
        const [does, to] = [stepName(process, step)[locale], stateName(process, process.steps[step]?.to ?? '')[locale]]
        return locale === 'zh-CN' ? `“${here}”时办理“${does}”，进入“${to}”。` : `From '${here}', '${does}' leads to '${to}'.`
      })
  })
}

/** The process as a Mermaid state diagram, for READMEs. Names in both languages. */
export function stateDiagram(process: Process): string {
  const both = (text: Words) => `${text['zh-CN']} ${text.en}`.replaceAll('"', "'")
  return [
    'stateDiagram-v2',
    ...Object.keys(process.states).map(name => `  state "${both(stateName(process, name))}" as ${name}`),
    `  [*] --> ${process.first}`,
    ...stepNames(process).flatMap(step =>
      (process.steps[step]?.from ?? []).map(from => `  ${from} --> ${process.steps[step]?.to}: ${both(stepName(process, step))}`),
    ),
    ...process.ends.map(end => `  ${end} --> [*]`),
  ].join('\n')
}

type Appearance = { readonly fill: string; readonly ink: string; readonly round: number; readonly stroke: number }

function lookOf(process: Process, box: Box, current: string | undefined): Appearance {
  const round = isEnded(process, box.state) ? boxHeight / 2 : 6
  if (box.state === current) return { fill: colours.current, ink: colours.onCurrent, round, stroke: 4 }
  return {
    fill: isEnded(process, box.state) ? colours.end : colours.box,
    ink: colours.ink,
    round,
    stroke: box.state === process.first ? 2.5 : 1.5,
  }
}

function state({ x, y }: Box, { text, width, fill, ink, round, stroke }: Appearance & { text: string; width: number }): string {
  return (
    `<rect x="${x - width / 2}" y="${y - boxHeight / 2}" width="${width}" height="${boxHeight}" rx="${round}" fill="${fill}" stroke="${colours.ink}" stroke-width="${stroke}"/>` +
    `<text x="${x}" y="${y + nameSize * 0.36}" font-size="${nameSize}" text-anchor="middle" fill="${ink}">${xml(text)}</text>`
  )
}

/** A way with rounded corners, and its head. */
function line(corners: readonly Point[]): string {
  const points = corners.filter(([x, y], index) => index === 0 || x !== corners[index - 1]?.[0] || y !== corners[index - 1]?.[1])
  const parts = points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (!before) return `M${point.join(' ')}`
    if (!after) return `L${point.join(' ')}`
    return `L${toward(point, before).join(' ')} Q${point.join(' ')} ${toward(point, after).join(' ')}`
  })
  const [[x, y] = [0, 0], [, from] = [0, 0]] = [points.at(-1), points.at(-2)]
  return `<path d="${parts.join(' ')}" fill="none" stroke="${colours.line}" stroke-width="1.5"/>${head([x, y], y > from ? -9 : 9)}`
}

/** The point a corner's radius away from the corner in the direction of another point. */
function toward([x, y]: Point, [tx, ty]: Point): Point {
  const length = Math.abs(tx - x) + Math.abs(ty - y)
  const radius = Math.min(7, length / 2)
  return [x + Math.sign(tx - x) * radius, y + Math.sign(ty - y) * radius]
}

const head = ([x, y]: Point, back: number) =>
  `<polygon points="${x},${y} ${x - 5},${y + back} ${x + 5},${y + back}" fill="${colours.line}"/>`

/** The names of an arrow: on its level part, or beside it when it is straight. White below, so that no line runs through a letter. */
function label({ label: [x, y], align }: Arrow, texts: readonly string[]): string {
  return texts
    .map((text, index) => {
      const width = widthOf(text, labelSize) + 8
      const middle = y + (index - (texts.length - 1) / 2) * 18
      const [edge, at] = { start: [x + 4, x + 8], middle: [x - width / 2, x], end: [x - width - 4, x - 8] }[align]
      return (
        `<rect x="${edge}" y="${middle - 9}" width="${width}" height="18" fill="${colours.paper}"/>` +
        `<text x="${at}" y="${middle + labelSize * 0.36}" font-size="${labelSize}" text-anchor="${align}" fill="${colours.ink}">${xml(text)}</text>`
      )
    })
    .join('')
}

/** Steps that stay in their state: a small loop at the box's right side, with their names beside it. */
function circle({ state: of }: Loop, boxes: readonly Box[], { width, texts }: { width: number; texts: readonly string[] }): string {
  const box = boxes.find(({ state: name }) => name === of)
  if (!box) return ''
  const [x, y] = [box.x + width / 2, box.y]
  const names = texts.map(
    (text, index) =>
      `<text x="${x + 30}" y="${y + (index - (texts.length - 1) / 2) * 18 + labelSize * 0.36}" font-size="${labelSize}" fill="${colours.ink}">${xml(text)}</text>`,
  )
  const loop = `<path d="M${x} ${y - 10} C${x + 30} ${y - 16} ${x + 30} ${y + 16} ${x + 7} ${y + 10}" fill="none" stroke="${colours.line}" stroke-width="1.5"/>`
  return `${loop}<polygon points="${x},${y + 9} ${x + 10},${y + 5} ${x + 8},${y + 14}" fill="${colours.line}"/>${names.join('')}`
}

/** About how wide a text is drawn: Chinese characters are square, Latin ones a little over half as wide. Errs on the wide side. */
export function widthOf(text: string, size: number): number {
  let width = 0
  for (const character of text) width += character > '\u2e7f' ? size : size * 0.58
  return width
}

const chartTitle = (name: string, locale: Locale) => (locale === 'zh-CN' ? `${name}流程图` : `${name}: flowchart`)
const nowAt = (name: string, locale: Locale) => (locale === 'zh-CN' ? `现在处于“${name}”。` : `Now at '${name}'.`)

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
