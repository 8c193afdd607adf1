/** Word lists that know their months: nobody heats in July or harvests wheat in January. */
export type Month = number

/** Twelve lists, January first. */
export type Seasonal = readonly (readonly string[])[]

const YEAR = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** `'11-3:供热保障'` holds from November to March, `'6:夏收'` in June, an entry without a prefix all year. */
function months(entry: string): { text: string; holds: (month: Month) => boolean } {
  const found = /^(\d{1,2})(?:-(\d{1,2}))?:(.*)$/.exec(entry)
  if (found === null) return { text: entry, holds: () => true }
  const from = Number(found[1])
  const to = Number(found[2] ?? found[1])
  const text = found[3] ?? ''
  return { text, holds: month => (from <= to ? month >= from && month <= to : month >= from || month <= to) }
}

function byMonth(entries: readonly string[]): Seasonal {
  const parsed = entries.map(months)
  return YEAR.map(month => parsed.filter(({ holds }) => holds(month)).map(({ text }) => text))
}

/** Entries apart by blanks. */
export const words = (text: string): Seasonal => byMonth(text.trim().split(/\s+/))

/** Entries apart by line breaks. */
export const lines = (text: string): string[] => text.trim().split(/\s*\n\s*/)

export const seasonalLines = (text: string): Seasonal => byMonth(lines(text))
