import { crc32, deflateRawSync } from 'node:zlib'

// Small documents as offices exchange them, written here byte by byte: the same words give the same bytes, whatever the day and the machine.

type Entry = { readonly name: string; readonly content: string }

/** A ZIP archive without dates. */
function zipOf(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const raw = Buffer.from(content)
    const packed = deflateRawSync(raw, { level: 9 })
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0) // version 2.0
    facts.writeUInt16LE(0x0800, 2) // names in UTF-8
    facts.writeUInt16LE(8, 4) // deflated
    facts.writeUInt16LE(0x21, 8) // 1980-01-01: no day of ours
    facts.writeUInt32LE(crc32(raw), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(raw.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), facts, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), Buffer.from([20, 0]), facts, tail, Buffer.from(name)]))
    files.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, list, end])
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const package_types = 'http://schemas.openxmlformats.org/package/2006/content-types'
const package_relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office_relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const vendor = 'application/vnd.openxmlformats-officedocument'

const typesOf = (parts: Readonly<Record<string, string>>): Entry => ({
  name: '[Content_Types].xml',
  content: `${head}<Types xmlns="${package_types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
    parts,
  )
    .map(([name, type]) => `<Override PartName="/${name}" ContentType="${vendor}.${type}+xml"/>`)
    .join('')}</Types>`,
})
const relationTo = (name: string, type: string, target: string): Entry => ({
  name,
  content: `${head}<Relationships xmlns="${package_relations}"><Relationship Id="rId1" Type="${office_relations}/${type}" Target="${target}"/></Relationships>`,
})

export type Table = readonly (readonly string[])[]

/** A Word document: a title, paragraphs, and a table when there is one. */
export function docxOf(title: string, paragraphs: readonly string[], table: Table = []): Buffer {
  const run = (text: string, more = '') => `<w:r>${more}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
  const bold = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
  const cell = (text: string) => `<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr><w:p>${run(text)}</w:p></w:tc>`
  const line = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(side => `<w:${side} w:val="single" w:sz="4"/>`).join('')
  const columns = Math.max(0, ...table.map(row => row.length))
  const grid = `<w:tblGrid>${'<w:gridCol w:w="2400"/>'.repeat(columns)}</w:tblGrid>`
  const rows = table.map(row => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')
  const body = [
    `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${run(title, bold)}</w:p>`,
    ...paragraphs.map(text => `<w:p>${run(text)}</w:p>`),
    ...(columns > 0 ? [`<w:tbl><w:tblPr><w:tblBorders>${line}</w:tblBorders></w:tblPr>${grid}${rows}</w:tbl><w:p/>`] : []),
  ].join('')
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  return zipOf([
    typesOf({ 'word/document.xml': 'wordprocessingml.document.main' }),
    relationTo('_rels/.rels', 'officeDocument', 'word/document.xml'),
    { name: 'word/document.xml', content: `${head}<w:document xmlns:w="${main}"><w:body>${body}</w:body></w:document>` },
  ])
}

/** A workbook with one sheet of text. */
export function xlsxOf(sheet: string, rows: Table): Buffer {
  const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const cell = (text: string, x: number, y: number) =>
    `<c r="${String.fromCharCode(65 + x)}${y + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
  const data = rows.map((row, y) => `<row r="${y + 1}">${row.map((text, x) => cell(text, x, y)).join('')}</row>`).join('')
  return zipOf([
    typesOf({ 'xl/workbook.xml': 'spreadsheetml.sheet.main', 'xl/worksheets/sheet1.xml': 'spreadsheetml.worksheet' }),
    relationTo('_rels/.rels', 'officeDocument', 'xl/workbook.xml'),
    {
      name: 'xl/workbook.xml',
      content: `${head}<workbook xmlns="${spreadsheet}" xmlns:r="${office_relations}"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    relationTo('xl/_rels/workbook.xml.rels', 'worksheet', 'worksheets/sheet1.xml'),
    { name: 'xl/worksheets/sheet1.xml', content: `${head}<worksheet xmlns="${spreadsheet}"><sheetData>${data}</sheetData></worksheet>` },
  ])
}

const characters_a_line = 84
const lines_a_page = 40

/** A PDF of Latin text, in a face that every reader has: a Chinese one would have to be carried along. */
export function pdfOf(title: string, paragraphs: readonly string[]): Buffer {
  const lines = [title, '', ...paragraphs.flatMap(text => [...wrapped(text), ''])]
  const pages = Array.from({ length: Math.ceil(lines.length / lines_a_page) }, (_none, n) =>
    lines.slice(n * lines_a_page, (n + 1) * lines_a_page),
  )
  const first_page = 4
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_page, n) => `${first_page + 2 * n} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${first_page + 2 * n + 1} 0 R >>`,
      streamOf(`BT /F1 11 Tf 17 TL 60 770 Td ${page.map(line => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`).join('\n')} ET`),
    ]),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, n) => {
    const at = text.length
    text += `${n + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return Buffer.from(
    `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}

const streamOf = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`

/** Lines broken between words. */
function* wrapped(text: string): Generator<string> {
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= characters_a_line) {
      yield line
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  yield line
}
