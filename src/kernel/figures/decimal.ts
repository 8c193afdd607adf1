/**
 * Exact arithmetic of printed figures: half up at the digits printed (a half goes away from zero), in whole numbers,
 * because 0.985 has no exact binary fraction.
 */
export function quotient(numerator: bigint, denominator: bigint, digits: number): string {
  if (denominator === 0n) throw new RangeError('division by zero')
  const negative = numerator < 0n !== denominator < 0n && numerator !== 0n
  const n = (numerator < 0n ? -numerator : numerator) * 10n ** BigInt(digits)
  const d = denominator < 0n ? -denominator : denominator
  const rounded = (2n * n + d) / (2n * d)
  return format(negative ? -rounded : rounded, digits)
}

/** A decimal text such as PostgreSQL's numeric gives it ('440.617') → the same, rounded half up to the digits printed. */
export function rounded(decimal: string, digits: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!match) throw new RangeError(`not a decimal: ${decimal}`)
  const [, sign = '', whole = '0', fraction = ''] = match
  const scaled = BigInt(whole + fraction)
  return quotient(sign ? -scaled : scaled, 10n ** BigInt(fraction.length), digits)
}

function format(scaled: bigint, digits: number): string {
  if (digits === 0) return scaled.toString()
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0')
  return `${scaled < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
