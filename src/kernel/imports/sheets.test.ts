import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyOf } from '../publications/body.ts'
import { importedParagraphs } from './clean.ts'
import { readSheetFile } from './read.ts'
import { csvOf, safeCell, workbook } from './write.ts'
import { checkArchive } from './zip.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sheets-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function read(content: Buffer | string) {
  const path = join(folder, 'sheet')
  await writeFile(path, content)
  return await readSheetFile(path)
}

/** An archive of one entry, which may say another size than it has. */
function archive(content: Buffer, said: number): Buffer {
  const data = deflateRawSync(content)
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(said, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt32LE(said, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(30 + name.length + data.length, 16)
  return Buffer.concat([local, name, data, entry, name, end])
}

describe('an archive', () => {
  it('is unpacked only when it says how large it is, and is that large', async () => {
    const content = Buffer.alloc(5_000_000, 32)
    expect(await checkArchive(archive(content, content.length), 10_000_000)).toBe('fine')
    expect(await checkArchive(archive(content, content.length), 1_000_000)).toBe('too_large')
    expect(await checkArchive(archive(content, 1000), 10_000_000)).toBe('broken') // it lies
    await expect(read(archive(Buffer.alloc(300_000_000, 32), 1000))).rejects.toMatchObject({ kind: 'invalid' })
    await expect(read(archive(Buffer.alloc(201_000_000, 32), 201_000_000))).rejects.toMatchObject({ kind: 'too_large' })
  })

  it('of any bytes is never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async bytes => {
        expect(await checkArchive(Buffer.from(bytes), 1000)).not.toBe('too_large')
      }),
    )
  })
})

describe('a sheet', () => {
  // Texts as cells hold them: without what is trimmed or taken out at the door.
  const text = fc.string({ maxLength: 40 }).map(cell =>
    cell
      .replace(/\p{Cc}/gu, '')
      .replace(/^['\s]+/, '')
      .trim(),
  )
  const rows = fc.array(fc.tuple(text, text, fc.constant('x')), { minLength: 1, maxLength: 5 })

  it('written as CSV is read back as it was, formulas and quotes included', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async lines => {
        const back = await read(csvOf([['a', 'b', 'c'], ...lines]))
        expect(back.rows.map(({ cells }) => cells)).toEqual(lines)
      }),
      { numRuns: 50 },
    )
  })

  it('written as a workbook is read back as it was', async () => {
    const lines = [
      ['=1+1', '+86 0935', '-', '@x'],
      ['一，“二”', '<b>&', '2018-07-01', '007'],
    ]
    const back = await read(await workbook([{ name: 'a', rows: [['a', 'b', 'c', 'd'], ...lines] }]))
    expect(back.rows.map(({ cells }) => cells)).toEqual(lines)
    expect(back.rows.map(({ line }) => line)).toEqual([2, 3])
  })

  it('gives nothing that a spreadsheet would take for a formula', () => {
    for (const cell of ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1']) expect(safeCell(cell).startsWith("'")).toBe(true)
    expect(safeCell('金政办发〔2018〕50号')).toBe('金政办发〔2018〕50号')
  })

  it('that is empty is refused', async () => {
    await expect(read('')).rejects.toMatchObject({ kind: 'invalid' })
  })
})

describe('a text from an old site', () => {
  it.each([
    ['一\n\n 二 ', ['一', '二']],
    ['<p>一</p><div>二<br>三</div>', ['一', '二', '三']],
    ['<style>p{}</style><p onclick="x()">一 &amp; 二 &lt;三&gt;</p><script>alert(1)</script>', ['一 & 二 <三>']],
    ['<table><tr><td>甲</td><td>乙</td></tr></table>', ['甲 乙']],
    ['a < b', ['a < b']],
    ['<img src=x onerror=alert(1)>', []],
  ])('%s', (body, paragraphs) => {
    expect(importedParagraphs(body)).toEqual(paragraphs)
  })
})

describe('the text of a sheet, whatever HTML is in it', () => {
  const pieces = fc.constantFrom(
    ...[
      '<script>',
      '</script>',
      '<img src=x onerror=alert(1)>',
      '<svg/onload=alert(1)>',
      '<a href="javascript:alert(1)">',
      '<<b>script>',
      '&lt;script&gt;',
    ],
    ...[
      '<!--',
      '-->',
      '<style>',
      '</style>',
      '<p onclick=x>',
      '</p>',
      '<iframe srcdoc="<script>">',
      '&#60;script&#62;',
      '\u0000',
      '正文',
      '"',
      "'",
      '<',
      '>',
      '&',
    ],
    ...['<math><mi//xlink:href="data:x,<script>">', '<noscript><p title="</noscript><img src=x>">', '<textarea><script>', '<br>', '\n'],
  )
  it('is published as plain paragraphs and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), parts => {
        const html = bodyOf(importedParagraphs(parts.join('')))
        expect(html.replaceAll(/<p>|<\/p>\n?/g, '')).not.toMatch(/[<>]/)
      }),
      { numRuns: 500 },
    )
  })
})
