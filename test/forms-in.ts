import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Element = DefaultTreeAdapterMap['element']

export type FormIn = {
  readonly action: string
  readonly method: string
  /** The form as a browser would send it, with `text` in all fields, or only in those into which one types; the others as they stand. */
  readonly filled: (text: string, where: 'everywhere' | 'where one types') => Record<string, string>
}

/** The forms of a page, as far as a browser would send them. */
export function formsIn(html: string): FormIn[] {
  return elementsIn(parse(html), 'form').map(form => ({
    action: attribute(form, 'action') ?? '',
    method: (attribute(form, 'method') ?? 'get').toLowerCase(),
    filled: (text, where) => Object.fromEntries(fieldsOf(form).flatMap(field => filledField(field, text, where))),
  }))
}

const fieldsOf = (form: Element): Element[] => ['input', 'textarea', 'select'].flatMap(tag => elementsIn(form, tag))

function filledField(field: Element, text: string, where: 'everywhere' | 'where one types'): [string, string][] {
  const name = attribute(field, 'name')
  if (name === undefined) return []
  const type = attribute(field, 'type') ?? 'text'
  const typed = field.tagName === 'textarea' || (field.tagName === 'input' && ['text', 'search', 'password', 'email', 'tel'].includes(type))
  if (typed || where === 'everywhere') return [[name, text]]
  return [[name, field.tagName === 'select' ? firstOption(field) : (attribute(field, 'value') ?? '')]]
}

function firstOption(select: Element): string {
  const values = elementsIn(select, 'option').map(option => attribute(option, 'value') ?? '')
  return values.find(value => value !== '') ?? ''
}

const attribute = (element: Element, name: string): string | undefined => element.attrs.find(one => one.name === name)?.value

function elementsIn(node: DefaultTreeAdapterMap['node'], tag: string): Element[] {
  if (!('childNodes' in node)) return []
  return node.childNodes.flatMap(child => [...('tagName' in child && child.tagName === tag ? [child] : []), ...elementsIn(child, tag)])
}
