import { createHash } from 'node:crypto'

/** Text that is safe inside HTML, in content and in attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, mark => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[mark] ?? mark)

/** Plain paragraphs as the body of a publication: everything typed is text, so no markup can come in this way. */
export const bodyOf = (paragraphs: readonly string[]): string => paragraphs.map(text => `<p>${escapeHtml(text)}</p>`).join('\n')

/** Typed text → paragraphs: a line is a paragraph, as in Chinese official documents; empty lines fall out. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '')

/** SHA-256 of title, newline, body (32 bytes): what was published, provable without publishing the draft. */
export const contentHash = (title: string, bodyHtml: string): Buffer =>
  createHash('sha256').update(`${title}\n${bodyHtml}`, 'utf8').digest()

const marks: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** The typed text of a body that `bodyOf` made: for the plain editor. */
export const textOf = (bodyHtml: string): string =>
  bodyHtml
    .replace(/<\/p>\n?/g, '\n')
    .replace(/<p>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39);/g, mark => marks[mark] ?? mark)
    .trimEnd()
