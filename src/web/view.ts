import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { HtmlEscapedString } from 'hono/utils/html'
import { dayOf } from '../kernel/calendar/day.ts'
import type { Locale } from '../kernel/words.ts'
import type { Command, Once, Query } from '../kernel/work.ts'
import type { Env, View } from './env.ts'
import { frameMessages } from './messages.ts'
import { remember } from './page-cache.ts'

export function viewOf(c: Context<Env>): View {
  const url = new URL(c.req.url)
  const house = c.var.house
  return {
    locale: c.var.locale,
    url: url.pathname + url.search,
    answersForm: c.req.method !== 'GET',
    actor: c.var.actor,
    today: dayOf(house.clock()),
    unread: c.var.unread ?? 0,
    house,
  }
}

type Page = JSX.Element | Promise<JSX.Element>

/** A page for this reader alone: never stored. */
export async function page(
  c: Context<Env>,
  content: Page,
  status: 200 | 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500 = 200,
): Promise<Response> {
  c.header('Cache-Control', 'no-store')
  const text = String(await html`<!DOCTYPE html>${await content}`)
  return c.html(status >= 400 && c.req.method !== 'GET' ? titledAsError(text, c.var.locale) : text, status)
}

/** The title of a page that answers a form with a no begins with the word: it is what a screen reader says first, and what the tab shows. */
const titledAsError = (text: string, locale: Locale): string => {
  const m = frameMessages[locale]
  return text.replace('<title>', () => `<title>${m.error}${m.colon}`)
}

/** A page that is the same for everybody: answered from the cache until something public changes. */
export async function publicPage(c: Context<Env>, content: Page): Promise<Response> {
  c.set('cacheable', true)
  const text = String(await html`<!DOCTYPE html>${await content}`)
  return remember(await c.html(text), text)
}

const frozenParts = new WeakMap<View['house'], Map<string, HtmlEscapedString>>()

/**
 * A part of the frame that is the same on many pages, rendered once for each key: menu and footer took some 40 of the 105 µs in which an
 * article was rendered. Keys must be few, since they are kept as long as the house.
 */
export function frozen(house: View['house'], key: string, part: () => JSX.Element): HtmlEscapedString {
  const parts = frozenParts.get(house) ?? new Map<string, HtmlEscapedString>()
  frozenParts.set(house, parts)
  const known = parts.get(key)
  if (known) return known
  const text: unknown = part().toString()
  if (typeof text !== 'string') throw new Error(`${key} is not there at once`)
  const fresh = raw(text)
  parts.set(key, fresh)
  return fresh
}

/** Reads for the person behind this request. */
export const read = <I, O>(c: Context<Env>, query: Query<I, O>, input: I): Promise<O> => c.var.house.read(c.var.actor, query, input)

/** Runs a command for the person behind this request. */
export const run = <I, O>(c: Context<Env>, command: Command<I, O>, input: I, once?: Once): Promise<O> =>
  c.var.house.run(c.var.actor, command, input, once)
