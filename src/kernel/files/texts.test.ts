import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestFiles, testFiles } from '../../../test/files.ts'
import { type FileKind, kinds } from './kinds.ts'
import { docxOf, gb18030, ofdOf, pdfOf, xlsxOf } from './made.fixture.ts'
import { extractText, inThread, text_limits } from './texts.ts'

let files: TestFiles
let folder: string
beforeAll(async () => {
  files = await testFiles()
  folder = await mkdtemp(join(tmpdir(), 'mj-texts-'))
})
afterAll(async () => {
  expect(await readdir(files.incoming)).toEqual([])
  await files.drop()
  await rm(folder, { recursive: true })
})

async function textOf(kind: FileKind, content: Buffer | string, limits = {}) {
  const bytes = Buffer.from(content)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await files.store.put(sha256, Readable.from([bytes]))
  return await extractText(files, { sha256, media_type: kinds[kind].media_type }, { ...text_limits, ...limits })
}

describe('the words', () => {
  it.each<[FileKind, Buffer | string, string]>([
    ['docx', docxOf('关于做好冬季供暖工作的通知'), '关于做好冬季供暖工作的通知'],
    ['pdf', pdfOf(['first page', 'second page']), 'first page\nsecond page'],
    ['txt', '通知\n第一条', '通知\n第一条'],
    ['txt', gb18030, '目录'],
    ['txt', 'Müller, café', 'Müller, café'],
    [
      'xlsx',
      xlsxOf([
        ['项目', '金额'],
        ['供暖', '12'],
      ]),
      '统计表\n项目\t金额\n供暖\t12',
    ],
  ])('of a %s are read', async (kind, content, text) => {
    expect(await textOf(kind, content)).toEqual({ status: 'extracted', text, cut: false })
  })

  it('of a picture or an OFD are none', async () => {
    expect(await textOf('ofd', ofdOf())).toEqual({ status: 'none' })
    expect(await textOf('png', 'x')).toEqual({ status: 'none' })
  })

  it('are cut where they are too many, and that is known', async () => {
    expect(await textOf('txt', '一二三四五六', { characters_max: 4 })).toEqual({ status: 'extracted', text: '一二三四', cut: true })
    expect(await textOf('txt', 'abc\u{20000}', { characters_max: 4 })).toEqual({ status: 'extracted', text: 'abc\ufffd', cut: true })
    expect(await textOf('pdf', pdfOf(['one', 'two', 'three']), { pages_max: 2 })).toEqual({
      status: 'extracted',
      text: 'one\ntwo',
      cut: true,
    })
    expect(await textOf('xlsx', xlsxOf([['a'], ['b']]), { characters_max: 5 })).toMatchObject({ status: 'extracted', cut: true })
  })
})

describe('a bad file fails with its reason, and the house stands', () => {
  it.each<[string, FileKind, Buffer | string]>([
    ['a broken PDF', 'pdf', '%PDF-1.7 and nothing else'],
    ['a Word document without its text', 'docx', ofdOf()],
    ['a sheet that is none', 'xlsx', docxOf('x')],
    ['a ZIP that is none', 'docx', 'no ZIP'],
    ['a ZIP whose sizes lie', 'docx', docxOf('x', [{ name: 'zeros', content: Buffer.alloc(30_000_000), claimed_bytes: 10 }])],
    ['text that is none', 'txt', Buffer.from([0x41, 0xff, 0xff, 0x41])],
  ])('%s', async (_what, kind, content) => {
    const read = await textOf(kind, content)
    expect(read.status).toBe('failed')
    expect(read.status === 'failed' && read.reason.length).toBeGreaterThan(0)
  })

  const script = async (code: string): Promise<URL> => {
    const path = join(folder, 'worker.mjs')
    await writeFile(path, code)
    return pathToFileURL(path)
  }
  const task = { path: '', kind: 'pdf', limits: text_limits } as const

  it('one that makes its reader hang', async () => {
    const hanging = await script('for (;;) {}')
    expect(await inThread(task, { ...text_limits, read_ms_max: 300 }, hanging)).toEqual({ status: 'failed', reason: 'time' })
  })

  it('one that fills the memory', async () => {
    const greedy = await script('const all = []; for (;;) all.push(Array.from({ length: 1e5 }, (_, i) => ({ i })))')
    expect(await inThread(task, { ...text_limits, heap_mb_max: 32 }, greedy)).toEqual({ status: 'failed', reason: 'memory' })
  })

  it('one at which its reader gives up without a word, or answers with something else', async () => {
    expect(await inThread(task, text_limits, await script('process.exit(0)'))).toEqual({ status: 'failed', reason: 'no answer' })
    const odd = await script(`import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ text: 7 })`)
    expect(await inThread(task, text_limits, odd)).toEqual({ status: 'failed', reason: 'no answer' })
  })

  it('a document that grows without end inside', async () => {
    // Half a million paragraphs in 60 kB of file: honest about its size, and yet more than its reader can hold.
    const read = await textOf('docx', docxOf('</w:t></w:r></w:p><w:p><w:r><w:t>'.repeat(500_000)), { heap_mb_max: 48 })
    expect(read).toEqual({ status: 'failed', reason: 'memory' })
  })
})
