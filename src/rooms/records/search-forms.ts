import { z } from 'zod'
import { genres } from '../../kernel/publications/schemes.ts'
import type { Narrowing } from '../../kernel/search/find.ts'
import type { Sort } from '../../kernel/search/search.ts'
import { year_max, year_min } from './forms.ts'

const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max).optional().catch(undefined)

/** What stands in the address of a search. Whatever cannot be is as if it were not there: an address gets cut and mistyped on its way. */
export const searchForm = z.object({
  q: z.string().catch(''),
  column: number(1, 2_147_483_647),
  unit: number(1, 2_147_483_647),
  year: number(year_min, year_max),
  genre: z.enum(genres).optional().catch(undefined),
  sort: z.enum(['relevance', 'date']).catch('relevance'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
export type SearchForm = z.output<typeof searchForm>

export const narrowingOf = ({ column, unit, year, genre }: SearchForm): Narrowing => ({
  ...(column === undefined ? {} : { column_id: column }),
  ...(unit === undefined ? {} : { unit_id: unit }),
  ...(year === undefined ? {} : { year }),
  ...(genre === undefined ? {} : { genre }),
})

/** What an address of a search says beside the words. */
export type SearchPlace = {
  readonly column?: number | undefined
  readonly unit?: number | undefined
  readonly year?: number | undefined
  readonly genre?: string | undefined
  readonly sort?: Sort | undefined
  readonly page?: number | undefined
}
