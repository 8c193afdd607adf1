import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { accessLines, accessLog, guarded, type WriteAccess } from './access-log.ts'
import { exchanged } from './exchange.fixture.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-access-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A request with all that a line could be tempted to tell, as the log is given it. */
const logged = (url: string, write: WriteAccess, id = 'ab') =>
  exchanged(
    {
      ...{ method: 'POST', url, status: 303 },
      headers: { cookie: 'mj_session=hush', authorization: 'hush', 'x-forwarded-for': '203.0.113.7', referer: 'http://x/?name=hush' },
    },
    '127.20.0.7',
    ({ req, res }) => {
      write(req, res, performance.now(), id)
      return true
    },
  )

describe('a line of the access log', () => {
  it('has number, method, path, status and time, and nothing of who asked for what', async () => {
    const lines: string[] = []
    await logged('/desk/publications?q=hush', accessLines({ write: line => void lines.push(line) }), '00ab')
    const line: unknown = JSON.parse(lines[0] ?? '')
    expect(Object.keys(line ?? {}).sort()).toEqual(['id', 'm', 'ms', 'p', 's', 'time'])
    expect(line).toMatchObject({ id: '00ab', m: 'POST', p: '/desk/publications', s: 303 })
    expect(lines[0]).not.toMatch(/hush|203\.0\.113|127\.20/)
  })

  it('is bounded, however long the address is', async () => {
    const lines: string[] = []
    await logged(`/${'x'.repeat(9000)}`, accessLines({ write: line => void lines.push(line) }))
    expect(lines[0]?.length).toBeLessThan(500)
  })
})

describe('the file', () => {
  const write = (log: ReturnType<typeof accessLog>, path: string) => logged(path, log.write)

  it('is opened anew after a rotation has moved it away', async () => {
    const file = join(folder, 'access.log')
    const log = accessLog(file, 1_000_000)
    await expect.poll(() => existsSync(file)).toBe(true)
    await write(log, '/before')
    log.flush()
    renameSync(file, join(folder, 'access.log.1'))
    log.reopen()
    await expect.poll(() => existsSync(file)).toBe(true)
    await write(log, '/after')
    log.flush()
    expect(readFileSync(join(folder, 'access.log.1'), 'utf8')).toContain('/before')
    expect(readFileSync(file, 'utf8')).toMatch(/^.*\/after.*\n$/)
  })

  it('that has grown too large, or was moved away by another, is replaced', async () => {
    const file = join(folder, 'access.log')
    const log = accessLog(file, 100)
    let reopened = 0
    await write(log, '/short')
    await expect.poll(() => existsSync(file)).toBe(true)
    const small = guarded(file, 10_000, () => {
      reopened += 1
    })
    log.flush()
    small.look()
    expect(reopened).toBe(0)
    const strict = guarded(file, 10, () => {
      reopened += 1
    })
    strict.look()
    expect(reopened).toBe(1)
    expect(existsSync(`${file}.1`)).toBe(true)
    expect(existsSync(file)).toBe(false)
    small.look() // the other process on this file finds it gone
    expect(reopened).toBe(2)
  })
})
