import { form2008 } from './form2008/form.ts'
import type { ReportForm } from './rules/template.ts'

/** The forms of the annual report that exist. The form of 2021 (国办公开办函〔2021〕30号) will be a second entry and its own folder. */
export const reportForms: ReadonlyMap<string, ReportForm> = new Map([form2008].map(form => [form.id, form]))

/** The form that the law of the year asks for: until another exists, the one of 2008. */
export const formOfYear = (_year: number): ReportForm => form2008

/** The form whose releases the lists of years show. */
export const listedForm: ReportForm = form2008
