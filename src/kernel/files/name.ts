/** Longest name of a file, in characters and in bytes of UTF-8 (the limit of common file systems, less room for a copy's number). */
const characters_max = 120
const bytes_max = 240

// Control characters, zero-width marks, and the marks that turn the direction of text: 'tfihs\u202Efdp.exe' would read as a PDF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const invisible = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const lone_surrogates = /[\ud800-\udfff]/gu

/**
 * A file's name as it is kept and shown: its last part, without what cannot be seen or what systems take for a path or a pattern,
 * never longer than file systems take. Cleaning a clean name changes nothing.
 */
export function cleanName(given: string): string {
  const last = given.normalize('NFC').replace(invisible, '').replace(lone_surrogates, '').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const { stem, ending } = splitName(plain)
  return ending === '' ? shortened(stem, 0) || '_' : `${shortened(stem, ending.length + 1) || '_'}.${ending}`
}

/** 'report.v2.PDF' → stem 'report.v2', ending 'PDF'. What is no usual ending (too long, not letters and digits) is none. */
function splitName(name: string): { readonly stem: string; readonly ending: string } {
  const [, stem, ending] = /^(.*)\.([A-Za-z0-9]{1,10})$/.exec(name) ?? []
  return stem === undefined || ending === undefined ? { stem: name, ending: '' } : { stem, ending }
}

/** In lower case; '' when the name has none. */
export const endingOf = (name: string): string => splitName(name).ending.toLowerCase()

function shortened(stem: string, reserved: number): string {
  let text = ''
  let [characters, bytes] = [reserved, reserved]
  for (const mark of stem) {
    characters += mark.length
    bytes += Buffer.byteLength(mark)
    if (characters > characters_max || bytes > bytes_max) break
    text += mark
  }
  return text.replace(/[. ]+$/, '')
}
