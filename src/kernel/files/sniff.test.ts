import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptedEndings, kindName, kindOfMediaType, kinds, opensInWindow, sizeText } from './kinds.ts'
import { compoundOf, docxOf, gb18030, gif, jpeg, ofdOf, pdfOf, png, pptxOf, webp, xlsxOf, zipOf } from './made.fixture.ts'
import { type Found, sniff } from './sniff.ts'
import { proveSizes } from './zip.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mj-sniff-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function found(content: Buffer | string): Promise<Found> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return await sniff(path)
}

describe('by its content a file is', () => {
  it.each<[Found, Buffer | string]>([
    ['pdf', pdfOf(['hello'])],
    ['ofd', ofdOf()],
    ['docx', docxOf('通知')],
    ['xlsx', xlsxOf([['a']])],
    ['pptx', pptxOf()],
    ['doc', compoundOf(['WordDocument', '1Table'])],
    ['xls', compoundOf(['Workbook'])],
    ['xls', compoundOf(['Book'])],
    ['png', png],
    ['gif', gif],
    ['jpeg', jpeg],
    ['webp', webp],
    ['txt', '关于开学的通知\r\n\t第一条'],
    ['txt', `\ufeff带有标记`],
    ['txt', gb18030],
    ['txt', `${'政'.repeat(30_000)}a`], // characters across the pieces in which it is read
  ])('%s', async (kind, content) => {
    expect(await found(content)).toBe(kind)
  })
})

describe('not accepted is', () => {
  it.each<[string, Found, Buffer | string]>([
    ['an archive', 'other', zipOf([{ name: 'a.txt', content: 'a' }])],
    ['a document with macros', 'other', docxOf('x', [{ name: 'word/vbaProject.bin', content: 'x' }])],
    ['an installer in a compound file', 'other', compoundOf(['Property', 'File'])],
    ['an encrypted document', 'other', compoundOf(['EncryptedPackage', 'EncryptionInfo'])],
    ['a compound file cut short', 'other', compoundOf(['WordDocument']).subarray(0, 600)],
    ['a program for Windows', 'other', Buffer.concat([Buffer.from('MZ\u0090\0\u0003'), Buffer.alloc(200)])],
    ['a program for Linux', 'other', Buffer.concat([Buffer.from('\u007fELF\u0002\u0001\u0001'), Buffer.alloc(200)])],
    ['a page', 'other', '<!DOCTYPE html><script>alert(1)</script>'],
    ['a page after space', 'other', '\n \ufeff<HTML><body onload=x>'],
    ['a page after a remark', 'other', '<!-- x --><script>'],
    ['a picture that runs', 'other', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a picture that runs, with its declaration', 'other', '<?xml version="1.0"?><svg onload="alert(1)"/>'],
    ['a script', 'other', '#!/bin/sh\nrm -rf /'],
    ['text with a NUL', 'other', 'a\0b'],
    ['text with control characters', 'other', 'a\u001b[31m'],
    ['text in UTF-16', 'other', Buffer.from('\ufeff通知', 'utf16le')],
    ['what is no text in any encoding', 'other', Buffer.from([0x41, 0xff, 0xff, 0x41])],
    ['an MP4', 'other', Buffer.concat([Buffer.from('\0\0\0\u0018ftypmp42'), Buffer.alloc(100)])],
    ['a ZIP without its end', 'bomb', docxOf('x').subarray(0, 100)],
    ['an encrypted ZIP', 'bomb', zipOf([{ name: 'OFD.xml', content: 'x', encrypted: true }])],
    ['a ZIP with too many entries', 'bomb', zipOf(Array.from({ length: 5_001 }, (_, i) => ({ name: `${i}`, content: '' })))],
    ['a ZIP packed too tightly', 'bomb', docxOf('x', [{ name: 'zeros', content: Buffer.alloc(30_000_000) }])],
    ['a ZIP that claims to be huge', 'bomb', docxOf('x', [{ name: 'huge', content: 'x', claimed_bytes: 4_000_000_000 }])],
  ])('%s', async (_what, kind, content) => {
    expect(await found(content)).toBe(kind)
  })

  it('whatever bytes come, an answer does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', '%PDF-', '\u0089PNG\r\n\u001a\n', ''),
        fc.uint8Array({ maxLength: 2_000 }),
        async (mark, bytes) => {
          expect(['other', 'bomb', ...Object.keys(kinds)]).toContain(await found(Buffer.concat([Buffer.from(mark, 'latin1'), bytes])))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('a broken document, wherever it is cut or changed, is no crash', async () => {
    const whole = docxOf('通知')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, byte) => {
        const changed = Buffer.from(whole)
        changed[at] = byte
        expect(['other', 'bomb', 'docx', 'txt']).toContain(await found(changed))
        expect(await found(whole.subarray(0, at))).not.toBe('docx')
      }),
      { numRuns: 100 },
    )
  })
})

describe('the sizes inside of a ZIP', () => {
  it('are proved by unpacking', async () => {
    await expect(proveSizes(docxOf('honest'))).resolves.toBeUndefined()
  })

  it('that lie are found out before they fill the memory', async () => {
    const liar = docxOf('x', [{ name: 'zeros', content: Buffer.alloc(50_000_000), claimed_bytes: 1_000 }])
    await expect(proveSizes(liar)).rejects.toThrow('an entry is not what the directory says')
  })
})

describe('a kind', () => {
  it('is found again by its media type, and has an ending nobody else has', () => {
    for (const [kind, { media_type }] of Object.entries(kinds)) expect(kindOfMediaType(media_type)).toBe(kind)
    expect(new Set(acceptedEndings).size).toBe(acceptedEndings.length)
  })

  it('opens in the window only where nothing of it can run', () => {
    const inline = Object.values(kinds).filter(({ media_type }) => opensInWindow(media_type))
    expect(inline.map(({ endings }) => endings[0])).toEqual(['pdf', 'png', 'jpg', 'gif', 'webp'])
    expect(opensInWindow('text/html')).toBe(false)
    expect(kindName('application/ofd').en).toBe('OFD')
  })

  it.each([
    [1, '1 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [50_000_000, '50.0 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text)
  })
})
