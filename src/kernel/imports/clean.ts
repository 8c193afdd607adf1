import sanitizeHtml from 'sanitize-html'
import { paragraphsOf } from '../publications/body.ts'

const marks: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ' }

/**
 * The paragraphs of a text from a sheet. Old sites export HTML: blocks become paragraphs, scripts and styles fall out with what is in
 * them, and of all other tags only the text stays, so that nothing but plain paragraphs is published.
 */
export function importedParagraphs(text: string): string[] {
  if (!/<[a-z!/][^>]*>/i.test(text)) return paragraphsOf(text)
  const spaced = text.replace(/<\/t[dh]\s*>/gi, ' ')
  const broken = spaced.replace(/<br\s*\/?>|<\/(?:p|div|li|tr|h[1-6]|table|blockquote)\s*>/gi, '\n')
  const plain = sanitizeHtml(broken, { allowedTags: [], allowedAttributes: {} })
  return paragraphsOf(plain.replace(/&(?:amp|lt|gt|quot|nbsp);/g, mark => marks[mark] ?? mark))
}
