import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'

/**
 * What a component shows. `text` is escaped and may be any JSX; `html` is the library's raw option:
 * it is NOT escaped, so callers pass only markup that they wrote or that has been cleaned. `html` wins over `text`, as in the library.
 */
export type Content = { text?: Child; html?: string | false | null }
export type WithChildren = { children?: Child }
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>
/** What every component accepts on its outermost element. */
export type Common = { classes?: string; attributes?: Attributes }
/** Lists skip empty places, so that callers may write `condition && item`. */
export type Sparse<T> = readonly (T | false | null | undefined | '' | 0)[]
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6

/** The content to print: trusted `html`, else children, else `text`. */
export const show = (content?: Content & WithChildren): Child =>
  content?.html ? raw(content.html.trim()) : (content?.children ?? content?.text)

export const has = (content?: Content & WithChildren): boolean => Boolean(content?.html || content?.children || content?.text)

export const cx = (...names: readonly (string | false | null | undefined)[]): string => names.filter(Boolean).join(' ')

export const present = <T>(items: Sparse<T> | undefined): T[] =>
  (items ?? []).filter((item): item is Exclude<T, false | null | undefined | '' | 0> => Boolean(item))

/** Words for the library's browser code: `data-i18n.key` or, by plural rule, `data-i18n.key.other`. Chinese has only `other`. */
export type Plurals = Readonly<Partial<Record<'zero' | 'one' | 'two' | 'few' | 'many' | 'other', string>>>
export const i18n = (key: string, words: string | Plurals | undefined): Attributes => {
  if (!words) return {}
  if (typeof words === 'string') return { [`data-i18n.${key}`]: words }
  return Object.fromEntries(Object.entries(words).map(([rule, text]) => [`data-i18n.${key}.${rule}`, text]))
}

/** The caller's attributes with our own over them; one of ours that is not given leaves the caller's in place. */
export const own = (attributes: Attributes | undefined, ours: Attributes): Attributes => ({
  ...attributes,
  ...Object.fromEntries(Object.entries(ours).filter(([, value]) => value !== undefined && value !== null)),
})
