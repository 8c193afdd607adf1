import type { FC } from 'hono/jsx'
import type { ListPage } from '../../../kernel/lists/list.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { type UnitQuery, unitRules } from '../forms/admin-lists.ts'
import { unitHref, unitsBelowHref, unitsHref } from '../links.ts'
import { bothPeople as both, peopleMessages } from '../messages/people.ts'
import type { UnitRow } from '../queries/units.ts'

export const levelName = (locale: Locale, level: string): string =>
  Object.entries(peopleMessages[locale].levels).find(([key]) => key === level)?.[1] ?? level

const chinese = (text: string | null) => (text === null ? '–' : <span lang="zh-CN">{text}</span>)

export const unitsList = listOf<UnitRow, keyof (typeof unitRules)['filters'], UnitQuery['sort'], UnitQuery['columns'][number]>({
  rules: unitRules,
  name: both('units'),
  href: unitsHref,
  columns: {
    name: { name: both('fullName'), plain: row => row.name, cell: nameCell, sort: 'name' },
    code: { name: both('code'), plain: row => row.code, sort: 'code' },
    level: { name: both('level'), plain: (row, locale) => levelName(locale, row.level) },
    above: { name: both('above'), plain: row => row.above ?? null, cell: row => chinese(row.above ?? null) },
    below: { name: both('below'), plain: row => row.below ?? 0, cell: belowCell },
    kind: { name: both('kind'), plain: row => row.kind },
    phone: { name: both('phone'), plain: row => row.phone, classes: 'mj-number' },
    since: { name: both('since'), plain: row => row.valid_from, sort: 'since', classes: 'mj-number' },
    until: { name: both('closedOn'), plain: row => row.valid_to, classes: 'mj-number' },
  },
  filters: {
    q: { label: both('unitSearch') },
    state: { label: both('state'), any: both('openUnits') },
    level: { label: both('level') },
    parent: { label: both('above') },
  },
})

function nameCell(row: UnitRow, view: View) {
  return (
    <>
      <a class="govuk-link" href={unitHref(row.id)} lang="zh-CN">
        {row.name}
      </a>{' '}
      {row.valid_to !== null && <Tag classes="govuk-tag--grey" text={peopleMessages[view.locale].closed} />}
    </>
  )
}

function belowCell(row: UnitRow, view: View) {
  const below = row.below ?? 0
  if (below === 0) return '–'
  return (
    <a class="govuk-link" href={unitsBelowHref(row.id)}>
      {peopleMessages[view.locale].belowCount(below)}
    </a>
  )
}

type Props = {
  view: View
  query: UnitQuery
  found: ListPage<UnitRow>
  /** The unit above all of these, where the address names one. */
  above: { readonly id: number; readonly name: string } | undefined
}

export const UnitsPage: FC<Props> = ({ view, query, found, above }) => {
  const m = peopleMessages[view.locale]
  const title = above ? m.within(above.name) : m.units
  const options = {
    state: [
      { value: 'closed', text: m.closedUnits },
      { value: 'all', text: m.allUnits },
    ],
    level: Object.entries(m.levels).map(([value, text]) => ({ value, text })),
    parent: above ? [{ value: String(above.id), text: above.name }] : [],
  }
  return (
    <DeskLayout view={view} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body mj-lead">{m.unitsLead}</p>
      <ListFilters view={view} list={unitsList} query={query} options={options} />
      <ListTable view={view} list={unitsList} query={query} page={found} />
      <ListFoot view={view} list={unitsList} query={query} total={found.total} shown={found.rows.length} />
    </DeskLayout>
  )
}
