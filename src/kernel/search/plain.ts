const blocks =
  /<\/?(?:p|div|li|ul|ol|table|thead|tbody|tr|td|th|h[1-6]|br|hr|blockquote|section|article|figure|figcaption|pre|dl|dt|dd)\b[^>]*>/gi
const marks: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/**
 * The text of a body as its readers see it, a line for each block; tags inside a line join what they stand between. PostgreSQL
 * keeps no NUL in a text, so none is left.
 */
export const plainText = (html: string): string =>
  tidy(
    html
      .replace(blocks, '\n')
      .replace(/<[^>]*>/g, '')
      .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal, hexadecimal, name) =>
        name === undefined ? characterOf(decimal, hexadecimal) : (marks[String(name).toLowerCase()] ?? whole),
      ),
  )

/** One space for each gap, one line break for each gap with one. */
export const tidy = (text: string): string =>
  text
    .replaceAll('\0', ' ')
    .replace(/[^\S\n]*\n\s*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim()

function characterOf(decimal: string | undefined, hexadecimal: string | undefined): string {
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return point > 0 && point <= 0x10_ffff ? String.fromCodePoint(point) : ' '
}
