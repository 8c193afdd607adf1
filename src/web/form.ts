import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { Refusal } from '../kernel/refusal.ts'
import type { Locale } from '../kernel/words.ts'
import type { Env } from './env.ts'
import { frameMessages } from './messages.ts'

/** What somebody typed: field → text, as it came; shown again when something is wrong. */
export type Typed = Readonly<Record<string, string>>
/** Field → what is wrong with it: from `parse` a key of the room's catalogue, on the page the words themselves. */
export type FieldErrors = Readonly<Record<string, string>>
export type Parsed<T> = { readonly ok: true; readonly values: T } | { readonly ok: false; readonly errors: FieldErrors }

/** Largest form, in bytes: 200,000 Chinese characters of nine bytes each as forms encode them, with room for the rest. Files have their own door. */
export const form_bytes_max = 2_000_000

/** More fields than any page of ours has. */
const form_fields_max = 2_000

const broken = () =>
  new Refusal('invalid', {
    'zh-CN': '提交的内容不是有效的 UTF-8 文本，请返回重试。',
    en: 'What was sent is not valid UTF-8 text. Go back and try again.',
  })

/**
 * The fields of a posted form. Refuses what no browser of ours sends: another content type, broken UTF-8, a NUL character
 * (which PostgreSQL cannot hold). The body's size is limited before this runs. Of a field sent several times the last counts; of those
 * named as `repeated` (boxes of a list) all do, with a space between.
 */
export async function typedForm(c: Context<Env>, ...repeated: readonly string[]): Promise<Typed> {
  const type = c.req.header('content-type') ?? ''
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    throw new Refusal('invalid', { 'zh-CN': '请通过本站页面的表单提交。', en: 'Please send this through the form on our page.' })
  }
  const typed: Record<string, string> = Object.create(null) // a field named __proto__ or constructor is a field like any other
  const pairs = decodeUtf8(await c.req.arrayBuffer()).split('&', form_fields_max + 1)
  if (pairs.length > form_fields_max) throw new Refusal('too_large', { 'zh-CN': '表单的填写项过多。', en: 'The form has too many fields.' })
  for (const pair of pairs) {
    const [name = '', value = ''] = splitOnce(pair)
    if (name === '') continue
    const [field, text] = [decodeField(name), decodeField(value)]
    const before = repeated.includes(field) ? typed[field] : undefined
    typed[field] = before === undefined ? text : `${before} ${text}`
  }
  return typed
}

const splitOnce = (pair: string): [string, string] => {
  const at = pair.indexOf('=')
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
}

function decodeUtf8(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw broken()
  }
}

function decodeField(text: string): string {
  try {
    const field = decodeURIComponent(text.replaceAll('+', ' '))
    if (field.includes('\0')) throw broken()
    return field
  } catch (error) {
    throw error instanceof Refusal ? error : broken()
  }
}

/** Parses once, at the door. Messages of the schema are keys of the room's catalogue; the first fault of a field is shown. */
export function parse<S extends z.ZodType>(schema: S, typed: Typed): Parsed<z.output<S>> {
  const result = schema.safeParse(typed)
  if (result.success) return { ok: true, values: result.data }
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '')
    errors[field] ??= issue.message
  }
  return { ok: false, errors }
}

/** The hidden id by which a form sent twice is known. */
export const formIdField = 'form_id'
export const formId = z.uuid()
export const once = (typed: Typed) => {
  const id = formId.safeParse(typed[formIdField])
  return id.success ? { formId: id.data, inputHash: hashOf(typed) } : undefined
}

/** Of all that was typed but secrets: what is kept of a form must not help to guess a password. */
function hashOf(typed: Typed): Uint8Array {
  const told = Object.entries(typed).filter(([name]) => name !== formIdField && !/password|totp|otp|passkey/i.test(name))
  return createHash('sha256')
    .update(JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))))
    .digest()
}

/** Keys of a catalogue as the reader's words; a message that is no key (of zod itself) becomes a general one. */
export function inWords(catalogue: Readonly<Record<string, string>>, keys: FieldErrors, locale: Locale): FieldErrors {
  return Object.fromEntries(Object.entries(keys).map(([field, key]) => [field, catalogue[key] ?? frameMessages[locale].generalFault]))
}

export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: FieldErrors }

/** Runs what a form asks for. Refusals beside a field come back in the reader's words; all others go to the error page. */
export async function attempt<T>(c: Context<Env>, work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (!(error instanceof Refusal) || Object.keys(error.fields).length === 0) throw error
    return { ok: false, errors: Object.fromEntries(Object.entries(error.fields).map(([field, words]) => [field, words[c.var.locale]])) }
  }
}
