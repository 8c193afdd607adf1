import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * The program's log: faults and what the operator must know. No personal data: paths, never queries or forms; of an error what helps to
 * mend it, never the values that it was about.
 */
export const programLog = (destination: DestinationStream): Logger =>
  pino({ level: 'info', base: null, serializers: { err: describeError } }, destination)

export const log = programLog(pino.destination({ fd: 2, sync: true }))

const causes_max = 4

export type Described = Readonly<Record<string, unknown>>

/**
 * An error in the words of the log. Only fields that name parts of the program or of the schema go in: drivers hang the row and the
 * parameters of a failed statement on their errors.
 */
export function describeError(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = textField(error, 'code')
  const message = withoutValues(error.message, code)
  const described: Record<string, unknown> = { type: error.name, message, stack: `${error.name}: ${message}${framesOf(error)}` }
  for (const field of ['code', 'schema', 'table', 'column', 'constraint', 'routine', 'syscall']) {
    const value = textField(error, field)
    if (value !== undefined) described[field] = value
  }
  if (error.cause !== undefined && depth < causes_max) described.cause = describeError(error.cause, depth + 1)
  return described
}

function textField(error: Error, field: string): string | undefined {
  const value: unknown = Reflect.get(error, field)
  return typeof value === 'string' ? value : undefined
}

const message_length_max = 500

/** PostgreSQL's data exceptions (class 22) quote what was typed; what follows a quotation mark is left out. */
function withoutValues(message: string, code: string | undefined): string {
  const said = code !== undefined && /^22[0-9A-Z]{3}$/.test(code) ? message.replaceAll(/(["'“]).*(["'”])/gs, '$1…$2') : message
  return said.slice(0, message_length_max)
}

/** The lines of the stack that name places in the program: the first lines repeat the message. */
function framesOf(error: Error): string {
  const lines = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return lines.map(line => `\n${line}`).join('')
}
