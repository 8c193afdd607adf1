import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, ConfigProblem, findHome, readConfig } from './config.ts'
import type { FileSettings } from './kernel/files/place.ts'

const read = (env: Record<string, string>) => readConfig(env, '/home/of/mingjing')

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    read(env)
  } catch (error) {
    if (error instanceof ConfigProblem) return error.problems
    throw error
  }
  return []
}

const filesWith = (changes: Partial<FileSettings>): FileSettings => ({
  folder: '/home/of/mingjing/.data/files',
  incoming: '/home/of/mingjing/.data/incoming',
  s3: undefined,
  clamd: undefined,
  file_bytes_max: 50_000_000,
  files_per_item_max: 20,
  ...changes,
})

describe('an empty environment', () => {
  it('gives a demo city on port 3000 with the embedded database', () => {
    expect(read({})).toEqual({
      home: '/home/of/mingjing',
      port: 3000,
      host: undefined,
      databaseUrl: undefined,
      dataDir: '/home/of/mingjing/.data',
      city: 'demo',
      demoSeed: 2018,
      demoToday: Temporal.Now.plainDateISO('Asia/Shanghai').toString(),
      demoScale: 1,
      pageCache: true,
      keyFile: '/home/of/mingjing/.data/keys.json',
      logKeyFile: '/home/of/mingjing/.data/log-key.pem',
      logLevel: 'info',
      accessLog: '/home/of/mingjing/.data/access.log',
      publicOrigin: undefined,
      siteCode: '6203000001',
      files: filesWith({}),
      accessLogBytesMax: 1_000_000_000,
      metrics: undefined,
      drainDelayMs: 2000,
      trustedProxies: [],
      hstsSeconds: 0,
      rateLimits: new Map(),
      securityContact: undefined,
    })
  })
})

describe('a variable', () => {
  it.each<[string, string, Partial<Config>]>([
    ['PORT', '8080', { port: 8080 }],
    ['PORT', '0', { port: 0 }],
    ['PORT', '', { port: 3000 }],
    ['HOST', '127.0.0.1', { host: '127.0.0.1' }],
    ['DATABASE_URL', 'postgres://u:p@db/city', { databaseUrl: 'postgres://u:p@db/city' }],
    ['DATA_DIR', '/srv/city', { dataDir: '/srv/city', accessLog: '/srv/city/access.log' }],
    ['DATA_DIR', 'city', { dataDir: '/home/of/mingjing/city' }],
    ['CITY', 'empty', { city: 'empty' }],
    ['DEMO_SEED', '7', { demoSeed: 7 }],
    ['DEMO_TODAY', '2020-02-29', { demoToday: '2020-02-29' }],
    ['DEMO_SCALE', '0.05', { demoScale: 0.05 }],
    ['PAGE_CACHE', 'off', { pageCache: false }],
    ['LOG_LEVEL', 'silent', { logLevel: 'silent' }],
    ['ACCESS_LOG', 'off', { accessLog: 'off' }],
    ['ACCESS_LOG', 'stdout', { accessLog: 'stdout' }],
    ['ACCESS_LOG', 'logs/a.log', { accessLog: '/home/of/mingjing/logs/a.log' }],
    ['PUBLIC_ORIGIN', 'https://www.jc.gov.cn/', { publicOrigin: 'https://www.jc.gov.cn' }],
    ['MAIL_FROM', 'desk@example.gov.cn', {}],
    ['SITE_CODE', '6203000099', { siteCode: '6203000099' }],
    ['FILES_DIR', '/srv/files', { files: filesWith({ folder: '/srv/files', incoming: '/srv/files/incoming' }) }],
    ['DATA_DIR', '/srv/city', { files: filesWith({ folder: '/srv/city/files', incoming: '/srv/city/incoming' }) }],
    ['FILE_MB_MAX', '200', { files: filesWith({ file_bytes_max: 200_000_000 }) }],
    ['FILES_PER_ITEM_MAX', '5', { files: filesWith({ files_per_item_max: 5 }) }],
    ['CLAMD', 'scanner:3310', { files: filesWith({ clamd: 'scanner:3310' }) }],
    ['CLAMD', '/run/clamd.sock', { files: filesWith({ clamd: '/run/clamd.sock' }) }],
  ])('%s=%s is read', (name, value, expected) => {
    expect(read({ [name]: value })).toMatchObject(expected)
  })

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['DATABASE_URL', 'mysql://db/city'],
    ['DATABASE_URL', 'db'],
    ['CITY', 'Jinchang'],
    ['DEMO_SEED', '-1'],
    ['DEMO_TODAY', '2019-02-29'],
    ['DEMO_TODAY', '15.2.2019'],
    ['DEMO_SCALE', '0'],
    ['DEMO_SCALE', '1.1'],
    ['PAGE_CACHE', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_ORIGIN', 'https://www.jc.gov.cn/portal'],
    ['PUBLIC_ORIGIN', 'www.jc.gov.cn'],
    ['SITE_CODE', '620300000'],
    ['FILE_MB_MAX', '0'],
    ['FILES_PER_ITEM_MAX', '101'],
    ['CLAMD', 'scanner'],
  ])('%s=%s is refused by its name', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} must be `)])
  })
})

it('lists everything that is wrong at once', () => {
  expect(problemsOf({ PORT: 'x', CITY: 'y', DEMO_SCALE: '2' })).toEqual([
    'PORT must be a whole number from 0 to 65535 (it is "x")',
    'CITY must be one of: demo, empty (it is "y")',
    'DEMO_SCALE must be a number above 0 and at most 1 (it is "2")',
  ])
})

describe('an S3-compatible store', () => {
  const all = {
    FILES_S3_ENDPOINT: 'https://s3.example.gov.cn',
    FILES_S3_BUCKET: 'city',
    FILES_S3_REGION: 'cn-1',
    FILES_S3_ACCESS_KEY_ID: 'key-of-city',
    FILES_S3_SECRET_ACCESS_KEY: 'secret',
  }

  it('is described wholly', () => {
    expect(read(all).files.s3).toEqual({
      endpoint: 'https://s3.example.gov.cn',
      bucket: 'city',
      region: 'cn-1',
      access_key_id: 'key-of-city',
      secret_access_key: 'secret',
    })
  })

  it('has an address that is one', () => {
    expect(problemsOf({ ...all, FILES_S3_ENDPOINT: 's3.example' })).toEqual([expect.stringMatching('^FILES_S3_ENDPOINT must be ')])
  })

  it('or not at all: what is missing is named, and no key is repeated', () => {
    const { FILES_S3_BUCKET: _, FILES_S3_SECRET_ACCESS_KEY: __, ...some } = all
    const problems = problemsOf(some)
    expect(problems.map(problem => problem.split(' ')[0])).toEqual(['FILES_S3_BUCKET', 'FILES_S3_SECRET_ACCESS_KEY'])
    expect(problems.join()).not.toContain('key-of-city')
  })
})

it('does not repeat a password in what it says', () => {
  expect(problemsOf({ DATABASE_URL: 'mysql://city:secret@db/city' }).join()).not.toContain('secret')
})

describe('home', () => {
  it('is found from any folder below it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-home-'))
    mkdirSync(join(folder, 'dist', 'chunks'), { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{}')
    expect(findHome(join(folder, 'dist', 'chunks'))).toBe(folder)
    expect(findHome(folder)).toBe(folder)
    rmSync(folder, { recursive: true })
  })
  it('is this checkout by default', () => {
    expect(readConfig({}).home).toBe(join(import.meta.dirname, '..'))
  })
})

it('asks for what a mail server or gateway needs besides, and repeats neither URL nor token', () => {
  expect(problemsOf({ SMTP_URL: 'smtp://desk:secret@mail', SMS_GATEWAY_URL: 'https://sms/m?key=secret' })).toEqual([
    'MAIL_FROM is needed when SMTP_URL is set',
    'SMS_GATEWAY_TOKEN is needed when SMS_GATEWAY_URL is set',
  ])
  expect(problemsOf({ SMTP_URL: 'http://desk:secret@mail', MAIL_FROM: 'nobody' }).join()).not.toContain('secret')
  expect(read({ SMTP_URL: 'smtp://mail', MAIL_FROM: '明镜 <desk@jc.gov.cn>' }).mail).toEqual({
    url: 'smtp://mail',
    from: '明镜 <desk@jc.gov.cn>',
  })
})
