import type { Words } from '../words.ts'

type Kind = {
  readonly media_type: string
  /** Endings of names that say this kind; the first is the usual one. */
  readonly endings: readonly string[]
  readonly name: Words
  /** Browsers show it without running anything of it: it may open in the window instead of being saved. */
  readonly inline?: true
}

const same = (name: string): Words => ({ 'zh-CN': name, en: name })

/**
 * The kinds of files that may be attached [D]: documents that offices exchange (GB/T 33190 OFD among them), pictures and plain text.
 * Nothing that runs (programs, HTML, SVG, macros) and nothing that hides what it holds (archives).
 */
export const kinds = {
  pdf: { media_type: 'application/pdf', endings: ['pdf'], name: same('PDF'), inline: true },
  ofd: { media_type: 'application/ofd', endings: ['ofd'], name: same('OFD') },
  docx: {
    media_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
    name: { 'zh-CN': 'Word 文档', en: 'Word document' },
  },
  xlsx: {
    media_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    endings: ['xlsx'],
    name: { 'zh-CN': 'Excel 表格', en: 'Excel sheet' },
  },
  pptx: {
    media_type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['pptx'],
    name: { 'zh-CN': 'PowerPoint 演示文稿', en: 'PowerPoint slides' },
  },
  doc: {
    media_type: 'application/msword',
    endings: ['doc'],
    name: { 'zh-CN': 'Word 97–2003 文档', en: 'Word 97–2003 document' },
  },
  xls: {
    media_type: 'application/vnd.ms-excel',
    endings: ['xls'],
    name: { 'zh-CN': 'Excel 97–2003 表格', en: 'Excel 97–2003 sheet' },
  },
  png: { media_type: 'image/png', endings: ['png'], name: { 'zh-CN': 'PNG 图片', en: 'PNG picture' }, inline: true },
  jpeg: { media_type: 'image/jpeg', endings: ['jpg', 'jpeg'], name: { 'zh-CN': 'JPEG 图片', en: 'JPEG picture' }, inline: true },
  gif: { media_type: 'image/gif', endings: ['gif'], name: { 'zh-CN': 'GIF 图片', en: 'GIF picture' }, inline: true },
  webp: { media_type: 'image/webp', endings: ['webp'], name: { 'zh-CN': 'WebP 图片', en: 'WebP picture' }, inline: true },
  txt: { media_type: 'text/plain', endings: ['txt'], name: { 'zh-CN': '文本', en: 'Text' } },
} as const satisfies Record<string, Kind>
export type FileKind = keyof typeof kinds

const byMediaType = new Map<string, FileKind>(Object.entries(kinds).map(([kind, { media_type }]) => [media_type, kind as FileKind]))
export const kindOfMediaType = (media_type: string): FileKind | undefined => byMediaType.get(media_type)

/** What people read beside a file; a kind that is no longer accepted still has stored files. */
export const kindName = (media_type: string): Words => kinds[byMediaType.get(media_type) ?? 'txt'].name

export const opensInWindow = (media_type: string): boolean => {
  const kind = byMediaType.get(media_type)
  return kind !== undefined && 'inline' in kinds[kind]
}

/** All endings, as the attribute `accept` of a file input wants them. */
export const acceptedEndings = Object.values(kinds).flatMap(({ endings }) => endings.map(ending => `.${ending}`))

/** '1.4 MB': decimal units, as operating systems and data plans count. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
