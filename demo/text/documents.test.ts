import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kinds } from '../../src/kernel/files/kinds.ts'
import { sniff } from '../../src/kernel/files/sniff.ts'
import { extractText } from '../../src/kernel/files/texts.ts'
import { type TestFiles, testFiles } from '../../test/files.ts'
import { docxOf, pdfOf, xlsxOf } from './documents.ts'

let files: TestFiles
beforeAll(async () => {
  files = await testFiles()
})
afterAll(() => files.drop())

const long = '市人民政府办公室关于做好防汛工作的通知要求各单位逐项落实责任，逐日报告情况。'.repeat(60)
const documents = {
  docx: () =>
    docxOf(
      '申请表 <样>',
      ['各单位：', long],
      [
        ['项目', '内容'],
        ['姓名', 'A&B'],
      ],
    ),
  xlsx: () =>
    xlsxOf('通讯录', [
      ['单位', '电话'],
      ['市教育局', '0935-0000000'],
    ]),
  pdf: () => pdfOf('Guide (form)', ['The name must be that of the identity document. '.repeat(200)]),
} as const

it.each(['docx', 'xlsx', 'pdf'] as const)('a %s is one, has its words, and is the same each time', async kind => {
  const bytes = documents[kind]()
  expect(bytes.equals(documents[kind]())).toBe(true)
  expect(bytes.length).toBeLessThan(60_000)
  const path = join(files.incoming, kind)
  await writeFile(path, bytes)
  expect(await sniff(path)).toBe(kind)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await files.store.put(sha256, Readable.from([bytes]))
  const text = await extractText(files, { sha256, media_type: kinds[kind].media_type })
  const words = {
    docx: ['申请表 <样>', '逐日报告情况', 'A&B'],
    xlsx: ['市教育局', '0935-0000000'],
    pdf: ['Guide (form)', 'identity document'],
  }[kind]
  for (const word of words) expect('text' in text ? text.text.replaceAll(/\s/g, '') : '').toContain(word.replaceAll(/\s/g, ''))
})
