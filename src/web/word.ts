import type * as Docx from 'docx'

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

// GB/T 9704: title 小标宋 二号, body 仿宋 三号 with two characters' indent and 28 pt lines, headings 黑体, 楷体, 仿宋 bold. Sizes in half points.
export const faces = { title: '方正小标宋简体', heading: '黑体', second: '楷体', body: '仿宋', latin: 'Times New Roman' } as const
export const half_points = { title: 44, body: 32, table: 24, page: 28 } as const
const line_twips = 560
export const indent_twips = 640
const twips_per_mm = 56.7
const twips = (millimetres: number): number => Math.round(millimetres * twips_per_mm)

export const wordFont = (face: string) => ({ ascii: faces.latin, hAnsi: faces.latin, eastAsia: face, cs: faces.latin })

export type WordParts = ReturnType<typeof wordParts>
type Paragraphs = NonNullable<Docx.ISectionOptions['children']>

/** The parts of an official document on paper. The library is loaded by whoever writes the first one. */
export function wordParts(docx: typeof Docx) {
  const { AlignmentType, Footer, LineRuleType, HeadingLevel, PageNumber, Paragraph, TextRun } = docx
  const spacing = { line: line_twips, lineRule: LineRuleType.EXACT }
  const line = (text: string, face: string, options: Omit<Docx.IParagraphOptions, 'children' | 'spacing'>) =>
    new Paragraph({ spacing, ...options, children: [new TextRun({ text, font: wordFont(face) })] })
  return {
    spacing,
    title: (text: string) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        heading: HeadingLevel.TITLE,
        spacing: { before: 600, after: 300 },
        children: [new TextRun({ text, size: half_points.title, font: wordFont(faces.title), color: '000000' })],
      }),
    subtitle: (text: string) => line(text, faces.second, { alignment: AlignmentType.CENTER }),
    /** A line without indent: whom a letter addresses. */
    flush: (text: string) => line(text, faces.body, {}),
    text: (text: string) => line(text, faces.body, { indent: { firstLine: indent_twips } }),
    /** 落款: at the right, four characters from the edge. */
    signed: (text: string) => line(text, faces.body, { alignment: AlignmentType.RIGHT, indent: { right: 2 * indent_twips } }),
    blank: () => line('', faces.body, {}),
    pageNumber: () =>
      new Footer({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ size: half_points.page, children: ['— ', PageNumber.CURRENT, ' —'] })],
          }),
        ],
      }),
  }
}

/** The whole file: A4 with the margins of GB/T 9704, numbered pages. */
export async function wordFile(
  docx: typeof Docx,
  document: { readonly title: string; readonly creator: string; readonly children: Paragraphs },
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, creator, children } = document
  const file = new docx.Document({
    title,
    creator,
    description: title,
    styles: { default: { document: { run: { font: wordFont(faces.body), size: half_points.body, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(210), height: twips(297) },
            margin: { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26) },
          },
        },
        footers: { default: wordParts(docx).pageNumber() },
        children,
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toArrayBuffer(file))
}
