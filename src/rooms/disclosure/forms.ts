import { z } from 'zod'
import { isDay } from '../../kernel/calendar/day.ts'
import { defineList, type QueryOf } from '../../kernel/lists/list.ts'
import { categories, genres, opennessTags, themes, withdrawalKinds } from '../../kernel/publications/schemes.ts'
import { neededText, optionalText } from '../../kernel/typed.ts'
import type { ErrorKey } from './messages.ts'

const say = (key: ErrorKey): ErrorKey => key

const id = (key: ErrorKey) => z.coerce.number({ error: key }).int(key).positive(key).max(2_147_483_647, key)
const day = (key: ErrorKey) => z.string({ error: key }).trim().refine(isDay, key)
const oneOf = <T extends string>(values: readonly T[], key: ErrorKey) => z.enum(values as [T, ...T[]], { error: key })

/** 〔2018〕 is often typed as [2018], (2018) or 【2018】: the brackets of GB/T 9704 are put in. */
const documentNumber = z
  .string()
  .default('')
  .transform(text => text.trim().replace(/[[(\uff08\ufe5d\u3010](\d{4})[\])\uff09\ufe5e\u3011]/, '〔$1〕'))
  .refine(text => text === '' || /^[一-龥A-Za-z]{2,12}〔\d{4}〕[1-9]\d{0,4}号$/.test(text), say('document_number_wrong'))
  .transform(text => (text === '' ? null : text))

export const draftForm = z.object({
  unit_id: id('unit_missing'),
  column_id: id('column_missing'),
  title: neededText({ max: 300, missing: say('title_missing'), long: say('title_long') }),
  body_text: neededText({ max: 200_000, missing: say('body_missing'), long: say('body_long') }),
  summary: optionalText({ max: 1000, long: say('summary_long') }),
  document_number: documentNumber,
  genre: oneOf(genres, 'genre_missing'),
  theme: oneOf(Object.keys(themes), 'theme_missing'),
  category: z.coerce.number({ error: say('category_missing') }).refine(n => n in categories, say('category_missing')),
  openness: oneOf(Object.keys(opennessTags) as (keyof typeof opennessTags)[], 'openness_missing'),
  formed_on: day('formed_on_wrong'),
  source: neededText({ max: 100, missing: say('source_missing'), long: say('source_long') }),
  keywords: optionalText({ max: 200, long: say('keywords_long') }).transform(text =>
    text.split(/[\s,;\u3001\uff0c\uff1b]+/).filter(word => word !== ''),
  ),
  interprets: z.string().trim().default(''),
})
export type DraftForm = z.output<typeof draftForm>

/** Remarks on a step; whether they are needed is a rule of the step. */
export const stepForm = z.object({
  seen: z.coerce.number().int().optional().catch(undefined),
  note: optionalText({ max: 2000, long: say('note_long') }),
})

export const deliveryForm = z.object({
  outlet_id: id('outlet_missing'),
  delivered_on: day('delivered_on_wrong'),
  delivered_time: z
    .string()
    .trim()
    .default('')
    .refine(text => text === '' || /^([01]\d|2[0-3]):[0-5]\d$/.test(text), say('delivered_time_wrong'))
    .transform(text => (text === '' ? null : text)),
  proof: neededText({ max: 500, missing: say('proof_missing'), long: say('proof_long') }),
})
export type DeliveryForm = z.output<typeof deliveryForm>

export const withdrawalForm = z.object({
  kind: oneOf(Object.keys(withdrawalKinds) as (keyof typeof withdrawalKinds)[], 'kind_missing'),
  reason: neededText({ max: 1000, missing: say('reason_missing'), long: say('reason_long') }),
})

/** What is typed beside a file. */
export const attachmentForm = z.object({
  description: optionalText({ max: 300, long: say('description_long') }),
})
export type AttachmentForm = z.output<typeof attachmentForm>

/** The checkboxes 'keep_12' of an amendment: ids of the attachments that stay. */
export const keptIn = (typed: Readonly<Record<string, string>>): number[] =>
  Object.entries(typed).flatMap(([name, value]) =>
    value === 'yes' ? (/^keep_([1-9]\d{0,15})$/.exec(name)?.slice(1).map(Number) ?? []) : [],
  )

export const amendmentForm = z.object({
  of_version: z.coerce.number().int().optional().catch(undefined),
  title: neededText({ max: 300, missing: say('title_missing'), long: say('title_long') }),
  body_text: neededText({ max: 200_000, missing: say('body_missing'), long: say('body_long') }),
  reason: neededText({ max: 1000, missing: say('reason_missing'), long: say('reason_long') }),
})

// ── lists of the desk: what their addresses can ask ──────────────────────────────────────────────────────────────────

/** 我的稿件. */
export const draftList = defineList({
  name: 'drafts',
  filters: { q: { kind: 'text' }, state: { kind: 'choice' }, open: { kind: 'tick' } },
  sorts: ['due', 'title', 'ended'],
  first: { sort: 'due', down: false },
  columns: ['title', 'state', 'due_on', 'ended_on'],
  shown: ['title', 'state', 'due_on'],
})
export type DraftQuery = QueryOf<typeof draftList>

/** 已公开信息: sorted only by the day of publication, which has an index; the items of years are too many to be sorted otherwise. */
export const publicationList = defineList({
  name: 'publications',
  filters: { q: { kind: 'text' }, unit: { kind: 'choice' }, from: { kind: 'day' }, until: { kind: 'day' }, withdrawn: { kind: 'tick' } },
  sorts: ['published'],
  first: { sort: 'published', down: true },
  columns: ['title', 'unit', 'index_number', 'published_on', 'withdrawn_on'],
  shown: ['title', 'unit', 'index_number', 'published_on'],
})
export type PublicationQuery = QueryOf<typeof publicationList>
