import type { ECharts, EChartsCoreOption } from 'echarts/core'
import type { Locale } from '../../kernel/words.ts'
import type { ReportChart } from './rules/document.ts'

// Pictures of numbers, drawn on the server. ECharts takes half a second to load, so it is loaded with the first picture.

// Drawn narrow and with large letters: on a page of 360 px the picture is 240 px wide and its letters must still be read (11 px).
const drawn_width = 420
const font_size = 19
/** How large the picture is shown where there is room. */
const shown_scale = 8 / 7
const fonts = 'Source Han Sans SC, Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif' // no quotes: ECharts puts it into an attribute as it is
const colours = { bar: '#9b1c1c', accent: '#c9a45a', text: '#221d1a', quiet: '#5a5049', line: '#d9d0c5' } as const

/** Bars lie down where their names are long, and stand where they are times. */
const isLying = (chart: ReportChart): boolean => chart.name === 'channels' || chart.name === 'units'

const drawnHeight = (chart: ReportChart): number => (isLying(chart) ? 30 + chart.rows.length * 42 : 340)
export const pictureSize = (chart: ReportChart) => ({
  width: Math.round(drawn_width * shown_scale),
  height: Math.round(drawnHeight(chart) * shown_scale),
})

/** The chart as an SVG file, for an <img>. The same numbers always give the same bytes, so that readers keep it. */
export async function pictureOf(chart: ReportChart, locale: Locale): Promise<string> {
  const { init } = await echarts()
  const picture: ECharts = init(null, null, { renderer: 'svg', ssr: true, width: drawn_width, height: drawnHeight(chart) })
  try {
    picture.setOption(isLying(chart) ? lying(chart, locale) : standing(chart, locale))
    return plain(picture.renderToSVGString())
  } finally {
    picture.dispose()
  }
}

/** Without what our CSP would refuse when the file is opened by itself (style attributes, a <style> for hovering) and without running numbers. */
function plain(svg: string): string {
  return svg
    .replace(/<style ?>[\s\S]*?<\/style>/g, '')
    .replace(/ style="font-size:(\d+)px;font-family:([^";]*);"/g, ' font-size="$1" font-family="$2"')
    .replace(/ (class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="[^"]*")/g, '')
    .trim()
}

let loaded: Promise<typeof import('echarts/core')> | undefined
function echarts() {
  loaded ??= load()
  return loaded
}
async function load() {
  const [core, { BarChart }, { GridComponent }, { LegacyGridContainLabel }, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/features'),
    import('echarts/renderers'),
  ])
  core.use([BarChart, GridComponent, LegacyGridContainLabel, SVGRenderer])
  return core
}

const words = { fontSize: font_size, fontFamily: fonts, color: colours.text }
const number = (value: number, locale: Locale): string => (locale === 'en' ? value.toLocaleString('en') : String(value))

function lying(chart: ReportChart, locale: Locale): EChartsCoreOption {
  return {
    animation: false,
    textStyle: words,
    grid: { left: 8, right: 82, top: 6, bottom: 6, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: chart.rows.map(row => row.label[locale]),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...words, interval: 0, width: 150, overflow: 'break', lineHeight: 21 },
    },
    series: [series(chart, locale, { barWidth: 22, position: 'right' })],
  }
}

function standing(chart: ReportChart, locale: Locale): EChartsCoreOption {
  const crowded = chart.rows.length > 6
  const largest = Math.max(0, ...chart.rows.map(row => row.value))
  return {
    animation: false,
    textStyle: words,
    grid: { left: 8, right: 12, top: 34, bottom: 6, containLabel: true },
    xAxis: {
      type: 'category',
      data: chart.rows.map(row => (crowded ? row.label[locale].replace('月', '') : row.label[locale])),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...words, interval: crowded && locale === 'en' ? 1 : 0 },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...words, color: colours.quiet, show: crowded, formatter: (value: number) => short(value, largest, locale) },
      splitLine: { show: crowded, lineStyle: { color: colours.line } },
    },
    series: [series(chart, locale, { position: 'top', ...(crowded ? { show: false } : {}), barMaxWidth: 64 })],
  }
}

type Bars = { readonly barWidth?: number; readonly barMaxWidth?: number; readonly position: 'right' | 'top'; readonly show?: boolean }
const series = (chart: ReportChart, locale: Locale, { position, show = true, ...bars }: Bars) => ({
  type: 'bar',
  silent: true,
  ...bars,
  data: chart.rows.map((row, i) => ({
    value: row.value,
    itemStyle: { color: chart.name === 'years' && i < chart.rows.length - 1 ? colours.accent : colours.bar },
  })),
  label: { ...words, show, position, formatter: ({ value }: { value: number }) => number(value, locale) },
})

/** Labels of an axis, short and all in one measure: 0.6万, 1.2万; 6k, 12k. */
function short(value: number, largest: number, locale: Locale): string {
  const [step, unit] = locale === 'en' ? [1000, 'k'] : [10_000, '万']
  return value === 0 || largest < step ? String(value) : `${value / step}${unit}`
}
