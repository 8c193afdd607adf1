import type { ChartName } from './rules/template.ts'

export const reportsHref = '/reports'
export const reportHref = (year: number): string => `/reports/${year}`
export const coverageHref = (year: number): string => `/reports/${year}/coverage`
export const reportFileHref = (year: number, ending: 'json' | 'docx'): string => `/reports/${year}.${ending}`
/** The proof of the released report, and the same as a file. */
export const reportProofHref = (year: number): string => `/reports/${year}/proof`
export const reportProofFileHref = (year: number): string => `/reports/${year}/proof.json`
export const chartHref = (year: number, name: ChartName): string => `/reports/${year}/charts/${name}.svg`

export const deskReportsHref = '/desk/reports'
export const deskReportHref = (year: number): string => `/desk/reports/${year}`
export const releasesHref = (year: number): string => `/desk/reports/${year}/releases`
export const deskChartHref = (year: number, name: ChartName): string => `/desk/reports/${year}/charts/${name}.svg`

/** Places inside a report's page, for its table of contents. */
export const partAnchor = (part: number): string => `part-${part + 1}`
export const sectionAnchor = (part: number, section: number): string => `part-${part + 1}-${section + 1}`
