import type { CityPerson, DemoCity } from '../../../../demo/city.ts'
import type { Random } from '../../../../demo/random.ts'
import { compose } from '../../../../demo/text/compose.ts'
import { themeOf } from '../../../../demo/themes.ts'
import { addDays } from '../../../../demo/times.ts'
import { addWorkingDays } from '../../../kernel/calendar/calendar.ts'
import type { NewPublication } from '../../../kernel/publications/publish.ts'
import { approve, draft, sendBack, submit } from '../commands.ts'
import type { DraftForm } from '../forms.ts'
import { itemOf } from './item.ts'

/** How long before its day the city has lived, in days, and what it published meanwhile (full size). [D] */
const quarter_days = 90
const quarter_items = 900
const quarter_drafts = 60

/** News, notices and policies of the last quarter, so that the portal's front page is of these days. */
export function livingItems(city: DemoCity, random: Random): NewPublication[] {
  const units = city.units.filter(unit => unit.type !== 'government')
  return city.spread(city.scaled(quarter_items), addDays(city.today, -quarter_days), addDays(city.today, -1), random).map(day => {
    const unit = random.pick(units)
    const kind = random.weighted([
      ['news', 60],
      ['notice', 34],
      ['policy', 6],
    ] as const)
    const column =
      kind === 'notice'
        ? 'notices'
        : kind === 'policy'
          ? 'policy-documents/departments'
          : unit.level === 'city'
            ? 'news/departments'
            : 'news/counties'
    const genre = kind === 'notice' ? '公告' : kind === 'policy' ? '通知' : '动态'
    return itemOf(city, random, compose(kind, random, { unit, day }), {
      unit,
      column,
      day,
      genre,
      theme: themeOf[unit.field],
      category: kind === 'policy' ? 1 : 15,
      openness: 'execution',
      spreading: 0.5,
    })
  })
}

/**
 * Drafts in hand, made by the people of each unit through the same commands that the desk uses: some being written, some
 * under review, some waiting for a signature, some sent back; due between days ago and weeks ahead (条例: 20 working days).
 */
export async function livingDrafts(city: DemoCity, random: Random, onDraft: () => void): Promise<void> {
  const office = city.unit('city.office')
  const others = city.units.filter(unit => unit.level === 'city' && unit.type === 'department')
  const total = city.scaled(quarter_drafts)
  for (let i = 0; i < total; i++) {
    const unit = i % 3 === 0 ? office : random.pick(others)
    const post = (role: CityPerson['role']) => city.actor(personOf(city, unit.id, role))
    const day = formedOn(city, random)
    const kind = random.pick(['news', 'notice'] as const)
    const text = compose(kind, random, { unit, day })
    const form: DraftForm = {
      unit_id: unit.id,
      column_id: city.columnId(kind === 'notice' ? 'notices' : unit === office ? 'news/city' : 'news/departments'),
      title: text.title,
      body_text: text.paragraphs.join('\n'),
      summary: text.summary,
      document_number: null,
      genre: kind === 'notice' ? '公告' : '动态',
      theme: themeOf[unit.field],
      category: 15,
      openness: 'service',
      formed_on: day,
      source: unit.short,
      keywords: [...text.keywords],
      interprets: '',
    }
    const caseId = await city.run(post('clerk'), draft, form)
    const stage = i % 5
    if (stage > 0) await city.run(post('clerk'), submit, { caseId, note: '' })
    if (stage === 2 || stage === 3) await city.run(post('reviewer'), approve, { caseId, note: '内容属实，建议发布。' })
    if (stage === 4) await city.run(post('reviewer'), sendBack, { caseId, note: '请补充联系电话和办理时间。' })
    onDraft()
  }
}

function personOf(city: DemoCity, unit_id: number, role: CityPerson['role']): CityPerson {
  const person = city.people.find(one => one.unit_id === unit_id && one.role === role)
  if (!person) throw new Error(`unit ${unit_id} has no ${role}`)
  return person
}

/** A day such that the 20 working days end between a week ago and three weeks ahead of the city's day. */
function formedOn(city: DemoCity, random: Random): string {
  const due = addDays(city.today, random.int(-7, 21))
  let day = addDays(due, -29)
  while (addWorkingDays(city.calendar, day, 20).day < due && day < city.today) day = addDays(day, 1)
  return day < city.today ? day : addDays(city.today, -1)
}
