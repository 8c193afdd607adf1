import pino from 'pino'

/** The program's log: faults and what the operator must know, to standard error. No personal data: paths, never queries or forms. */
export const log = pino({ level: 'info', base: null }, pino.destination({ fd: 2, sync: true }))
