import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'

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
  /** The keys of personal data. */
  readonly keyFile: string
  /** The key that signs the log's checkpoints. */
  readonly logKeyFile: string
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
})

/** Reads every variable once. A variable that is empty counts as unset, as in `PORT= npm start`. Throws a ConfigProblem that lists all faults. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, home = findHome()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const read = variables.safeParse(given)
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
    keyFile: values.KEY_FILE === undefined ? join(dataDir, 'keys.json') : resolve(home, values.KEY_FILE),
    logKeyFile: values.LOG_KEY_FILE === undefined ? join(dataDir, 'log-key.pem') : resolve(home, values.LOG_KEY_FILE),
  }
}

/** The URL of the database may hold a password: it is not repeated. */
function sentence(name: string, message: string, env: Readonly<Record<string, string | undefined>>): string {
  return name === 'DATABASE_URL' ? `${name} ${message}` : `${name} ${message} (it is ${JSON.stringify(env[name])})`
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
