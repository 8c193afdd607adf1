import sanitize from 'sanitize-html'

/** A table cell that spans more is a mistake or a trap for browsers. */
const span_max = 1_000
const nesting_max = 60
/** Two are enough for all that was seen. */
const rounds_max = 10

const cell = (tagName: string, given: sanitize.Attributes): sanitize.Tag => {
  const attribs: sanitize.Attributes = {}
  for (const name of ['colspan', 'rowspan'] as const) {
    const span = given[name] ?? ''
    if (/^[1-9]\d{0,3}$/.test(span) && Number(span) <= span_max) attribs[name] = span
  }
  const scope = given.scope ?? ''
  if (tagName === 'th' && ['col', 'row', 'colgroup', 'rowgroup'].includes(scope)) attribs.scope = scope
  return { tagName, attribs }
}

/** Whole addresses only: one that leads on from the page would lead on from another page than its author meant. */
const link = (tagName: string, { href }: sanitize.Attributes): sanitize.Tag => {
  const address = href?.trim() ?? ''
  const leads = /^(https?:\/\/|mailto:)[^\p{Cc}\s]+$/iu.test(address) && URL.canParse(address)
  return { tagName, attribs: leads ? { href: address, rel: 'noopener noreferrer' } : {} }
}

const options: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'div', 'br', 'hr', 'h2', 'h3', 'h4', 'blockquote', 'ul', 'ol', 'li', 'strong', 'em', 'u', 'sub', 'sup', 'a'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], th: ['colspan', 'rowspan', 'scope'], td: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  // Their text is not words of the document.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'template',
    'svg',
    'math',
    'iframe',
    'object',
    'xmp',
    'noembed',
    'noframes',
  ],
  nestingLimit: nesting_max,
  transformTags: {
    h1: 'h2', // the page's own heading is the item's title
    h5: 'h4',
    h6: 'h4',
    b: 'strong',
    i: 'em',
    th: cell,
    td: cell,
    a: link,
  },
}

/**
 * HTML that comes from outside (an imported sheet, another system) → HTML that may stand in a publication: structure, tables and links, without
 * style, classes, events, scripts, pictures and frames. What is cleaned once is clean: doing it again changes nothing.
 */
export function cleanBody(html: string): string {
  let clean = sanitize(html, options).trim()
  // What is written of broken markup may be read otherwise the next time (a cell in a cell becomes a cell beside it): until it stays as it is.
  for (let round = 0; round < rounds_max; round += 1) {
    const again = sanitize(clean, options).trim()
    if (again === clean) break
    clean = again
  }
  return clean
}
