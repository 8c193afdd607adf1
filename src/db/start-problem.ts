/**
 * The program cannot start, and it is not a bug: the message is one line that says what is wrong and what to do.
 * main.ts prints the message without a stack and exits 1.
 */
export class StartProblem extends Error {
  override readonly name = 'StartProblem'

  constructor(message: string, options?: ErrorOptions) {
    super(message.replaceAll(/\s*\n\s*/g, ' · ').trim(), options)
  }
}

/** The words of whatever was thrown, on one line. node-postgres throws AggregateErrors with an empty message (IPv4 and IPv6 refused). */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return thrown.errors.map(reasonOf).join(', ')
  return thrown instanceof Error ? thrown.message : String(thrown)
}
