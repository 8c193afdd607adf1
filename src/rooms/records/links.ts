import { figureHref, type Slice, sliceQuery } from '../../kernel/figures/slice.ts'
import type { SearchPlace } from './search-forms.ts'

export { articleProofFileHref, proofsHref } from '../../kernel/audit/links.ts'
export { figureHref } from '../../kernel/figures/slice.ts'

export const figuresHref = (year?: number): string => (year === undefined ? '/figures' : `/figures?year=${year}`)
/** The figure's page without a period: for choosing one. */
export const figureFormHref = (id: string): string => `/figures/${id}`
/** The same period, asked for by its two days. */
export const figureDaysHref = (id: string, slice: Slice): string =>
  `/figures/${id}?from=${slice.from}&to=${slice.to}${slice.unit_id === undefined ? '' : `&unit=${slice.unit_id}`}`
export const figurePageHref = (id: string, slice: Slice, page: number): string =>
  page > 1 ? `${figureHref(id, slice)}&page=${page}` : figureHref(id, slice)
export const figureJsonHref = (id: string, slice: Slice): string => `/figures/${id}.json?${sliceQuery(slice)}`
export const recordsJsonHref = (id: string, slice: Slice): string => `/figures/${id}/records.json?${sliceQuery(slice)}`
export const recordsCsvHref = (id: string, slice: Slice): string => `/figures/${id}/records.csv?${sliceQuery(slice)}`

/** A search with its place: `searchHref('河长制', { year: 2018, page: 2 })`. */
export function searchHref(q: string, place: SearchPlace = {}): string {
  const parameters = new URLSearchParams({ q })
  const { page, sort, column, unit, year, genre } = place
  for (const [name, value] of Object.entries({ column, unit, year, genre })) if (value !== undefined) parameters.set(name, String(value))
  if (sort === 'date') parameters.set('sort', sort)
  if (page !== undefined && page > 1) parameters.set('page', String(page))
  return `/search?${parameters}`
}

// ── proofs ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const proofsPageHref = (page: number): string => (page > 1 ? `/proofs?page=${page}` : '/proofs')
export const proofFileHref = (subject: string): string => `/proofs/of.json?subject=${encodeURIComponent(subject)}`
/** The item's page, of another room. */
export const articleHref = (publicationId: number): string => `/articles/${publicationId}`
export const keyHref = '/proofs/key.pem'
export const feedHref = '/proofs/checkpoints.atom'
export const checkpointHref = (number: number): string => `/proofs/checkpoints/${number}.json`
/** Proof that the second checkpoint continues the first. */
export const consistencyHref = (first: number, second: number): string => `/proofs/checkpoints/${first}-${second}.json`
