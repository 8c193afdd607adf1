import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5'

/** The same HTML written the same way: attributes sorted, text collapsed and trimmed, empty text and comments dropped. For tests. */
export const normalHtml = (html: string): string => {
  const tidy = (node: DefaultTreeAdapterTypes.ParentNode): void => {
    node.childNodes = node.childNodes.filter(child => {
      if ('value' in child) child.value = child.value.replace(/\s+/g, ' ').trim()
      return child.nodeName !== '#comment' && !('value' in child && child.value === '')
    })
    for (const child of node.childNodes) {
      if ('attrs' in child) {
        child.attrs.sort((a, b) => a.name.localeCompare(b.name))
        // The library leaves double spaces and line ends in some class attributes; a browser does not see them.
        for (const attribute of child.attrs) if (attribute.name === 'class') attribute.value = attribute.value.replace(/\s+/g, ' ').trim()
      }
      if ('childNodes' in child) tidy(child)
    }
  }
  const fragment = parseFragment(html)
  tidy(fragment)
  return serialize(fragment)
}
