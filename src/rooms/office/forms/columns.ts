import { z } from 'zod'
import { isChannel } from '../../../kernel/publications/channels.ts'
import { columnTypes } from '../../../kernel/publications/required-columns.ts'
import { neededText } from '../../../kernel/typed.ts'
import type { ColumnErrorKey } from '../messages/columns.ts'

const say = (key: ColumnErrorKey): ColumnErrorKey => key

const id = (key: ColumnErrorKey) =>
  z
    .string({ error: key })
    .regex(/^[1-9]\d{0,8}$/, key)
    .transform(Number)
const name = neededText({ max: 100, missing: say('name_missing'), long: say('name_long') })

const facts = {
  name_zh: name,
  name_en: name,
  column_type: z.enum(columnTypes, { error: say('type_missing') }),
  category: z
    .string()
    .default('')
    .refine(text => /^(|[1-9]|1[0-5])$/.test(text), say('category_wrong'))
    .transform(text => (text === '' ? null : Number(text))),
  update_days: z
    .string()
    .default('')
    .transform(text => text.trim())
    .refine(text => text === '' || (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 3650), say('update_days_wrong'))
    .transform(text => (text === '' ? null : Number(text))),
  unit_id: id(say('unit_missing')),
}

const parent = z
  .string()
  .default('')
  .refine(text => /^(|[1-9]\d{0,8})$/.test(text), say('parent_wrong'))
  .transform(text => (text === '' ? null : Number(text)))

export const columnForm = z.object(facts)
export const newColumnForm = z.object({
  ...facts,
  code: z
    .string({ error: say('code_wrong') })
    .trim()
    .max(100, say('code_long'))
    .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)*$/, say('code_wrong')),
  parent_id: parent,
})
export const columnMoveForm = z.object({ parent_id: parent })
export const columnOrderForm = z.object({ direction: z.enum(['up', 'down']) })
export const columnSetUpForm = z.object({ unit_id: id(say('unit_missing')) })

export const outletForm = z.object({
  code: z
    .string({ error: say('outlet_code_wrong') })
    .trim()
    .max(60, say('code_long'))
    .regex(/^[a-z0-9-]+$/, say('outlet_code_wrong')),
  name,
  channel: z.string({ error: say('channel_missing') }).refine(isChannel, say('channel_missing')),
  unit_id: id(say('unit_missing')),
})
