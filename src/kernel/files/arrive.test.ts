import { createHash, randomBytes } from 'node:crypto'
import { globSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type TestFiles, testFiles } from '../../../test/files.ts'
import { type World, world } from '../../../test/world.ts'
import { Refusal } from '../refusal.ts'
import { type Arrived, takeIn } from './arrive.ts'
import { clamdAddress, clamdScan } from './clamd.ts'
import { compoundOf, docxOf, pdfOf, png, zipOf } from './made.fixture.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())
afterEach(async () => {
  expect(await readdir(w.files.incoming)).toEqual([]) // whatever happened, nothing is left of what came
})

const stored = (files: TestFiles = w.files) => globSync('files/*/*/*', { cwd: files.root })
const come = (name: string, content: Buffer | string | Readable, files: TestFiles = w.files): Promise<Arrived> =>
  takeIn({ files, run: w.run }, w.cast.li, { name, content: content instanceof Readable ? content : Readable.from([Buffer.from(content)]) })

async function refusal(arriving: Promise<unknown>): Promise<string> {
  const error = await arriving.then(() => undefined).catch((reason: unknown) => reason)
  if (!(error instanceof Refusal)) throw new Error(`no refusal, but ${error}`)
  expect(Object.keys(error.fields)).toEqual(['file'])
  return error.words.en
}

describe('a file that arrives', () => {
  it('is measured, told by its content, and kept under its hash', async () => {
    const content = pdfOf(['a notice'])
    const arrived = await come('../../关于供暖的通知.PDF', content)
    const sha256 = createHash('sha256').update(content).digest('hex')
    expect(arrived).toEqual({ sha256, size_bytes: content.length, kind: 'pdf', name: '关于供暖的通知.PDF' })
    expect(await buffer(await w.files.store.open(sha256))).toEqual(content)
    const row = await w.db.selectFrom('kernel.files').selectAll().where('sha256', '=', sha256).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ size_bytes: content.length, media_type: 'application/pdf', recorded_by: w.cast.li.person_id })
  })

  it('is kept once when twenty bring it at the same time, under whatever names', async () => {
    const before = stored().length
    const content = docxOf(randomBytes(20_000).toString('hex'))
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => come(`文件${i}.docx`, content)))
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1)
    expect(stored()).toHaveLength(before + 1)
    const rows = await w.db
      .selectFrom('kernel.files')
      .select('sha256')
      .where('sha256', '=', all[0]?.sha256 ?? '')
      .execute()
    expect(rows).toHaveLength(1)
  })
})

describe('refused is', () => {
  it.each<[string, string, Buffer | string, RegExp]>([
    ['an empty file', 'a.txt', '', /“a.txt” is empty/],
    ['a page', 'a.html', '<html>', /of a kind that cannot be attached/],
    ['a page that calls itself text', 'a.txt', '<html>', /of a kind that cannot be attached/],
    ['a picture that runs', 'a.svg', '<svg/>', /of a kind that cannot be attached/],
    ['a program', 'a.pdf', 'MZ\u0090\0', /of a kind that cannot be attached/],
    ['an archive', 'a.zip', zipOf([{ name: 'a', content: 'a' }]), /of a kind that cannot be attached/],
    ['a bomb', 'a.docx', docxOf('x', [{ name: 'z', content: Buffer.alloc(30_000_000) }]), /too large inside/],
    ['a picture that calls itself a PDF', 'a.pdf', png, /does not fit its content, which is: PNG picture. Change the ending to .png/],
    ['an old document under the ending of a new one', 'a.docx', compoundOf(['WordDocument']), /ending to .doc,/],
    ['a name without an ending', '通知', 'text', /ending to .txt,/],
    ['a name whose ending only seems', 'notice.txt\u202e.pdf', png, /does not fit its content/],
  ])('%s', async (_what, name, content, words) => {
    const before = stored()
    expect(await refusal(come(name, content))).toMatch(words)
    expect(stored()).toEqual(before)
  })

  it('a file over the limit, as soon as it is over: what is sent beyond is not kept', async () => {
    const files = await testFiles({ file_bytes_max: 1_000_000 })
    let sent = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 65_536
          yield Buffer.alloc(65_536, 'a')
        }
      })(),
    )
    expect(await refusal(come('a.txt', endless, files))).toMatch(/“a.txt” is larger than 1 MB/)
    expect(sent).toBeLessThan(2_000_000)
    expect(await readdir(files.incoming)).toEqual([])
    expect(stored(files)).toEqual([])
    await files.drop()
  })

  it('nothing in words when the connection breaks: that is a fault, and leaves nothing', async () => {
    const before = stored()
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('begun')
        throw new Error('the connection is gone')
      })(),
    )
    await expect(come('a.txt', broken)).rejects.toThrow('the connection is gone')
    expect(stored()).toEqual(before)
  })
})

describe('with a scanner', () => {
  const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
  let daemon: Server
  let port = 0
  let answer: (content: Buffer) => string | undefined
  beforeAll(async () => {
    // A clamd that knows one virus. It takes zINSTREAM, pieces with their lengths, and an empty piece.
    daemon = createServer(socket => {
      let heard = Buffer.alloc(0)
      socket.on('error', () => {})
      socket.on('data', (chunk: Buffer) => {
        heard = Buffer.concat([heard, chunk])
        const content = instream(heard)
        if (content === undefined) return
        const line = answer(content)
        if (line === undefined) socket.destroy()
        else socket.end(`${line}\0`)
      })
    })
    await new Promise<void>(resolve => daemon.listen(0, '127.0.0.1', resolve))
    const address = daemon.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterAll(() => new Promise(resolve => daemon.close(resolve)))

  const scanned = async (name: string, content: Buffer | string): Promise<string> => {
    const files = await testFiles({ clamd: `127.0.0.1:${port}` })
    try {
      return await come(name, content, files).then(
        () => `kept ${stored(files).length}`,
        (error: unknown) => {
          expect(stored(files)).toEqual([])
          return error instanceof Refusal ? error.words.en : String(error)
        },
      )
    } finally {
      expect(await readdir(files.incoming)).toEqual([])
      await files.drop()
    }
  }
  const knowsEicar = (content: Buffer) => (content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')

  it('a clean file is kept', async () => {
    answer = knowsEicar
    expect(await scanned('a.txt', `clean ${'text '.repeat(100_000)}`)).toBe('kept 1')
  })

  it('an infected one is not, and the person is told', async () => {
    answer = knowsEicar
    expect(await scanned('a.txt', `${' '.repeat(200_000)}${eicar}`)).toMatch(/A virus was found in “a.txt”/)
  })

  it.each([
    ['says something else', 'INSTREAM size limit exceeded. ERROR'],
    ['hangs up', undefined],
    ['answers nothing', ''],
    ['names the file OK', 'stream: OK FOUND? no'],
  ])('nothing is taken for clean when it %s', async (_what, line) => {
    answer = () => line
    expect(await scanned('a.txt', 'text')).toMatch(/cannot be checked for viruses now/)
  })

  it('nothing is taken for clean when it is away', async () => {
    const away = createServer()
    await new Promise<void>(resolve => away.listen(0, '127.0.0.1', resolve))
    const address = away.address()
    await new Promise(resolve => away.close(resolve))
    const closed = typeof address === 'object' && address !== null ? address.port : 0
    const files = await testFiles({ clamd: `127.0.0.1:${closed}` })
    expect(await refusal(come('a.txt', 'text', files))).toMatch(/cannot be checked for viruses now/)
    expect(stored(files)).toEqual([])
    await files.drop()
  })

  it.each([
    ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['[::1]:3310', { host: '::1', port: 3310 }],
    ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['clamd', undefined],
    ['clamd:99999', undefined],
    ['a b:1', undefined],
  ])('%j is where it listens', (text, address) => {
    expect(clamdAddress(text)).toEqual(address)
  })

  it('a file that cannot be read is not clean either', async () => {
    answer = knowsEicar
    expect(await clamdScan({ host: '127.0.0.1', port })('/nowhere/at/all')).toBe('unknown')
  })
})

/** What was streamed, once its empty piece has come. */
function instream(heard: Buffer): Buffer | undefined {
  const start = 'zINSTREAM\0'
  if (!heard.subarray(0, start.length).equals(Buffer.from(start))) return undefined
  const pieces: Buffer[] = []
  for (let at = start.length; at + 4 <= heard.length; ) {
    const length = heard.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    if (at + 4 + length > heard.length) return undefined
    pieces.push(heard.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
