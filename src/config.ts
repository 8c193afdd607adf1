import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { attachments_max } from './kernel/files/attachments.ts'
import { clamdAddress } from './kernel/files/clamd.ts'
import type { FileSettings } from './kernel/files/place.ts'
import { isNetwork } from './operations/proxies.ts'
import type { LimitSettings } from './web/limits.ts'

/** The environment is wrong: every fault at once, in words, so that one reading of the message is enough to mend it. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The settings of the environment cannot be used:\n${problems.map(problem => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

export type Config = {
  /** The folder that holds package.json, whether we run from src/ or from dist/. */
  readonly home: string
  readonly port: number
  /** Unset: every address of the machine, IPv6 and IPv4. */
  readonly host: string | undefined
  /** Unset: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly city: 'demo' | 'empty'
  readonly demoSeed: number
  /** 'YYYY-MM-DD': the day on which the demo city stands; by default the day of loading in Asia/Shanghai. */
  readonly demoToday: string
  /** 0 < x ≤ 1: how much of the demo city is made; tests take little of it. */
  readonly demoScale: number
  readonly pageCache: boolean
  readonly logLevel: (typeof logLevels)[number]
  /** A file, 'stdout' or 'off'. */
  readonly accessLog: string
  /** Scheme and host as browsers see them, when a proxy stands in front; undefined: as the request says. */
  readonly publicOrigin: string | undefined
  /** 网站标识码 of the portal. */
  readonly siteCode: string
  readonly files: FileSettings
  /** The keys of personal data. */
  readonly keyFile: string
  /** The key that signs the log's checkpoints; by default beside the keys of personal data, so that processes which share those share it. */
  readonly logKeyFile: string
  /** The file of the access log is moved to '.1' beyond this. */
  readonly accessLogBytesMax: number
  /** Where /metrics answers; undefined: nowhere. */
  readonly metrics: { readonly port: number; readonly host: string } | undefined
  /** How long the process says that it is not ready before it refuses connections, after SIGTERM. */
  readonly drainDelayMs: number
  /** Networks (CIDR) whose X-Forwarded-For and X-Forwarded-Proto are believed. */
  readonly trustedProxies: readonly string[]
  /** max-age of Strict-Transport-Security; 0: the proxy sets it, or nobody. */
  readonly hstsSeconds: number
  readonly rateLimits: LimitSettings
  /** Where a finder of a weakness writes to: a mailto: or https: address for security.txt. */
  readonly securityContact: string | undefined
  /** The mail server for notices, and the sender; unset: no mail. */
  readonly mail: { readonly url: string; readonly from: string } | undefined
  /** The gateway for text messages (docs/sms-gateway.md); unset: none. */
  readonly sms: { readonly url: string; readonly token: string } | undefined
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** A text read as a number; Number('') is 0, but an empty variable never gets here. */
const numberWhere = (words: string, is: (value: number) => boolean) =>
  z
    .string()
    .transform(Number)
    .refine(value => !Number.isNaN(value) && is(value), words)
const wholeBetween = (low: number, high: number) =>
  numberWhere(`must be a whole number from ${low} to ${high}`, value => Number.isInteger(value) && value >= low && value <= high)
const oneOf = <const T extends readonly [string, ...string[]]>(choices: T) => z.enum(choices, `must be one of: ${choices.join(', ')}`)

const isUrl = (schemes: readonly string[]) => (text: string) => URL.canParse(text) && schemes.includes(new URL(text).protocol)

const limitShape = /^([a-z][a-z0-9-]*)=(\d{1,6})\/(\d{1,6})$/

/** 'sign-in=30/600,export=30/60': so many in so many seconds. Undefined for what is not written so. */
function limitSettings(text: string): LimitSettings | undefined {
  if (text === 'off') return 'off'
  const settings = new Map<string, { points: number; seconds: number }>()
  for (const part of text.split(',')) {
    const [, name, points, seconds] = limitShape.exec(part.trim()) ?? []
    if (name === undefined || Number(points) < 1 || Number(seconds) < 1) return undefined
    settings.set(name, { points: Number(points), seconds: Number(seconds) })
  }
  return settings
}

const networksIn = (text: string): string[] => text.split(',').map(part => part.trim())

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

const variables = z.object({
  PORT: wholeBetween(0, 65535).default(3000),
  HOST: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(isUrl(['postgres:', 'postgresql:']), 'must be a URL such as postgresql://user:password@host:5432/mingjing')
    .optional(),
  DATA_DIR: z.string().optional(),
  CITY: oneOf(['demo', 'empty']).default('demo'),
  DEMO_SEED: wholeBetween(0, 2 ** 31 - 1).default(2018),
  DEMO_TODAY: z.string().refine(isDay, 'must be a day such as 2019-02-15').optional(),
  DEMO_SCALE: numberWhere('must be a number above 0 and at most 1', value => value > 0 && value <= 1).default(1),
  PAGE_CACHE: oneOf(['on', 'off']).default('on'),
  LOG_LEVEL: oneOf(logLevels).default('info'),
  ACCESS_LOG: z.string().optional(),
  PUBLIC_ORIGIN: z
    .string()
    .refine(
      text => isUrl(['http:', 'https:'])(text) && new URL(text).pathname === '/',
      'must be an origin such as https://www.example.gov.cn',
    )
    .transform(text => new URL(text).origin)
    .optional(),
  SITE_CODE: z
    .string()
    .regex(/^\d{10}$/, 'must be 10 digits')
    .default('6203000001'),
  KEY_FILE: z.string().optional(),
  LOG_KEY_FILE: z.string().optional(),
  FILES_DIR: z.string().optional(),
  FILES_S3_ENDPOINT: z
    .string()
    .refine(isUrl(['http:', 'https:']), 'must be a URL such as https://s3.example.gov.cn')
    .optional(),
  FILES_S3_BUCKET: z.string().optional(),
  FILES_S3_REGION: z.string().optional(),
  FILES_S3_ACCESS_KEY_ID: z.string().optional(),
  FILES_S3_SECRET_ACCESS_KEY: z.string().optional(),
  FILE_MB_MAX: wholeBetween(1, 2_000).default(50),
  FILES_PER_ITEM_MAX: wholeBetween(1, attachments_max).default(20),
  CLAMD: z
    .string()
    .refine(text => clamdAddress(text) !== undefined, 'must be host:port, such as 127.0.0.1:3310, or the path of a socket')
    .optional(),
  ACCESS_LOG_MAX_MB: wholeBetween(1, 1_000_000).default(1000),
  METRICS_PORT: wholeBetween(0, 65535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  DRAIN_DELAY_S: wholeBetween(0, 300).default(2),
  TRUSTED_PROXIES: z
    .string()
    .refine(text => networksIn(text).every(isNetwork), 'must be addresses or networks such as 127.0.0.1,10.0.0.0/8,fd00::/8')
    .transform(networksIn)
    .default([]),
  HSTS_SECONDS: wholeBetween(0, 63_072_000).default(0),
  RATE_LIMITS: z
    .string()
    .refine(text => limitSettings(text) !== undefined, "must be 'off' or limits such as sign-in=30/600,export=30/60")
    .transform(text => limitSettings(text) ?? 'off')
    .optional(),
  SECURITY_CONTACT: z
    .string()
    .refine(isUrl(['mailto:', 'https:']), 'must be a mailto: or https: address')
    .optional(),
  SMTP_URL: z
    .string()
    .refine(isUrl(['smtp:', 'smtps:']), 'must be a URL such as smtp://user:password@host:587')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address such as desk@example.gov.cn')
    .optional(),
  SMS_GATEWAY_URL: z
    .string()
    .refine(isUrl(['http:', 'https:']), 'must be a URL such as https://sms.example.gov.cn/messages')
    .optional(),
  SMS_GATEWAY_TOKEN: z.string().optional(),
})

/** All five or none: a store that is half described would be found out by the first upload. */
const s3Names = ['FILES_S3_ENDPOINT', 'FILES_S3_BUCKET', 'FILES_S3_REGION', 'FILES_S3_ACCESS_KEY_ID', 'FILES_S3_SECRET_ACCESS_KEY'] as const

/** What is of no use without another. */
const complete = variables.superRefine((given, check) => {
  const together = [
    ['SMTP_URL', 'MAIL_FROM'],
    ['SMS_GATEWAY_URL', 'SMS_GATEWAY_TOKEN'],
  ] as const
  for (const [one, other] of together)
    if (given[one] !== undefined && given[other] === undefined)
      check.addIssue({ code: 'custom', path: [other], message: `is needed when ${one} is set` })
  const missing = s3Names.filter(name => given[name] === undefined)
  for (const name of missing.length === s3Names.length ? [] : missing)
    check.addIssue({ code: 'custom', path: [name], message: `is needed: set all of ${s3Names.join(', ')}, or none` })
})

/** Reads every variable once. A variable that is empty counts as unset, as in `PORT= npm start`. Throws a ConfigProblem that lists all faults. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, home = findHome()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const read = complete.safeParse(given)
  if (!read.success) throw new ConfigProblem(read.error.issues.map(issue => sentence(String(issue.path[0]), issue.message, env)))
  const values = read.data
  const dataDir = resolve(home, values.DATA_DIR ?? '.data')
  return {
    home,
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    dataDir,
    city: values.CITY,
    demoSeed: values.DEMO_SEED,
    demoToday: values.DEMO_TODAY ?? Temporal.Now.plainDateISO('Asia/Shanghai').toString(),
    demoScale: values.DEMO_SCALE,
    pageCache: values.PAGE_CACHE === 'on',
    logLevel: values.LOG_LEVEL,
    accessLog: accessLog(values.ACCESS_LOG, home, dataDir),
    publicOrigin: values.PUBLIC_ORIGIN,
    siteCode: values.SITE_CODE,
    files: fileSettings(values, home, dataDir),
    keyFile: values.KEY_FILE === undefined ? join(dataDir, 'keys.json') : resolve(home, values.KEY_FILE),
    logKeyFile: resolve(
      home,
      values.LOG_KEY_FILE ?? join(values.KEY_FILE === undefined ? dataDir : dirname(values.KEY_FILE), 'log-key.pem'),
    ),
    accessLogBytesMax: values.ACCESS_LOG_MAX_MB * 1_000_000,
    metrics: values.METRICS_PORT === undefined ? undefined : { port: values.METRICS_PORT, host: values.METRICS_HOST },
    drainDelayMs: values.DRAIN_DELAY_S * 1000,
    trustedProxies: values.TRUSTED_PROXIES,
    hstsSeconds: values.HSTS_SECONDS,
    rateLimits: values.RATE_LIMITS ?? new Map(),
    securityContact: values.SECURITY_CONTACT,
    mail: values.SMTP_URL === undefined ? undefined : { url: values.SMTP_URL, from: values.MAIL_FROM ?? '' },
    sms: values.SMS_GATEWAY_URL === undefined ? undefined : { url: values.SMS_GATEWAY_URL, token: values.SMS_GATEWAY_TOKEN ?? '' },
  }
}

function fileSettings(values: z.output<typeof variables>, home: string, dataDir: string): FileSettings {
  const [endpoint, bucket, region, access_key_id, secret_access_key] = s3Names.map(name => values[name] ?? '')
  return {
    folder: values.FILES_DIR === undefined ? join(dataDir, 'files') : resolve(home, values.FILES_DIR),
    incoming: values.FILES_DIR === undefined ? join(dataDir, 'incoming') : resolve(home, values.FILES_DIR, 'incoming'),
    s3:
      endpoint && bucket && region && access_key_id && secret_access_key
        ? { endpoint, bucket, region, access_key_id, secret_access_key }
        : undefined,
    clamd: values.CLAMD,
    file_bytes_max: values.FILE_MB_MAX * 1_000_000,
    files_per_item_max: values.FILES_PER_ITEM_MAX,
  }
}

/** These may hold a password: what they are is not repeated. */
const secret: readonly string[] = [
  'DATABASE_URL',
  'SMTP_URL',
  'SMS_GATEWAY_URL',
  'SMS_GATEWAY_TOKEN',
  'FILES_S3_ACCESS_KEY_ID',
  'FILES_S3_SECRET_ACCESS_KEY',
]

function sentence(name: string, message: string, env: Readonly<Record<string, string | undefined>>): string {
  if (env[name] === undefined || env[name].trim() === '') return `${name} ${message}`
  return secret.includes(name) ? `${name} ${message}` : `${name} ${message} (it is ${JSON.stringify(env[name])})`
}

function accessLog(value: string | undefined, home: string, dataDir: string): string {
  if (value === undefined) return join(dataDir, 'access.log')
  return value === 'off' || value === 'stdout' ? value : resolve(home, value)
}

/** Walks up to package.json, so that the same line works in src/config.ts and in dist/main.js. */
export function findHome(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) throw new ConfigProblem([`no package.json was found in ${from} or above it`])
  }
}
