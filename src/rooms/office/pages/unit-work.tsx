import type { FC } from 'hono/jsx'
import { stateName } from '../../../kernel/cases/process.ts'
import type { ListPage } from '../../../kernel/lists/list.ts'
import type { SavedView } from '../../../kernel/lists/views.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { Locale, Words } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf, type Options } from '../../../web/list.tsx'
import { SaveView, ViewLinks } from '../../../web/list-views.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { type BatchAct, batchActs } from '../forms/batches.ts'
import { type UnitWorkQuery, unitWorkRules } from '../forms/lists.ts'
import { caseHref, newBatchHref, unitWorkHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import type { UnitWorkRow } from '../queries/unit-work.ts'
import { LiveNote } from './live.tsx'
import { DueCell, dueText, Marks, markWords } from './work-cells.tsx'

type Known = ReadonlyMap<string, RoomProcess>
type DeskKey = {
  [K in keyof (typeof deskMessages)['en']]: (typeof deskMessages)['en'][K] extends string ? K : never
}[keyof (typeof deskMessages)['en']]

const both = (key: DeskKey): Words => ({ 'zh-CN': deskMessages['zh-CN'][key], en: deskMessages.en[key] })

/** The list of open cases and tasks; the words of states and businesses come from the processes of the house. */
export const unitWorkList = (known: Known) =>
  listOf<UnitWorkRow, keyof (typeof unitWorkRules)['filters'], UnitWorkQuery['sort'], UnitWorkQuery['columns'][number]>({
    rules: unitWorkRules,
    name: both('unitWork'),
    href: unitWorkHref,
    columns: {
      number: { name: both('number'), plain: row => row.number, sort: 'number', classes: 'mj-number' },
      title: {
        name: both('title'),
        plain: row => (row.what === null ? row.title : `${row.title} / ${row.what}`),
        cell: titleCell,
        sort: 'title',
      },
      due_on: {
        name: both('dueOn'),
        plain: (row, locale) => (row.due === null ? null : `${row.due_on} ${dueText({ locale }, row.due)}`),
        cell: (row, view) => <DueCell view={view} due_on={row.due_on} due={row.due} />,
        sort: 'due',
      },
      marks: {
        name: both('marks'),
        plain: (row, locale) => markWords(locale, row).join(' '),
        cell: (row, view) => <Marks view={view} row={row} />,
      },
      business: { name: both('business'), plain: (row, locale) => known.get(row.business)?.process.name[locale] ?? row.business },
      state: { name: both('state'), plain: (row, locale) => stateIn(known, row, locale), classes: 'mj-number' },
      unit: { name: both('unit'), plain: row => row.unit, cell: row => <span lang="zh-CN">{row.unit}</span>, sort: 'unit' },
      holder: { name: both('holder'), plain: (row, locale) => row.holder ?? deskMessages[locale].nobody },
      received_on: { name: both('receivedOn'), plain: row => row.received_on, sort: 'received', classes: 'mj-number' },
      kind: { name: both('kind'), plain: (row, locale) => deskMessages[locale][row.kind] },
    },
    filters: {
      q: { label: both('words') },
      business: { label: both('business') },
      state: { label: both('state') },
      unit: { label: both('unit') },
      kind: { label: both('kind') },
      holder: { label: both('holderWords') },
      due_before: { label: both('dueBefore') },
      overdue: { label: both('overdueOnly') },
      urged: { label: both('urgedOnly') },
      supervised: { label: both('supervisedOnly') },
      unattended: { label: both('unattendedOnly') },
    },
  })

const stateIn = (known: Known, row: UnitWorkRow, locale: Locale): string => {
  const process = known.get(row.business)?.process
  return process ? stateName(process, row.state)[locale] : row.state
}

const titleCell = (row: UnitWorkRow, view: View) => (
  <>
    <a class="govuk-link" href={caseHref(row.case_id)} lang="zh-CN">
      {row.title}
    </a>
    {row.what !== null && <span class="mj-what">{deskMessages[view.locale].what(row.what)}</span>}
  </>
)

type Props = {
  view: View
  known: Known
  query: UnitWorkQuery
  found: ListPage<UnitWorkRow>
  units: readonly { readonly id: number; readonly short_name: string }[]
  acts: readonly BatchAct[]
  views: readonly SavedView[]
  formId: string
}

/** 本单位事项. */
export const UnitWorkPage: FC<Props> = ({ view, known, query, found, units, acts, views, formId }) => {
  const m = deskMessages[view.locale]
  const list = unitWorkList(known)
  const withActs = acts.length > 0 && found.rows.some(({ kind }) => kind === 'case')
  const ticks = {
    name: 'case',
    value: (row: UnitWorkRow) => (row.kind === 'case' ? String(row.case_id) : null),
    label: (row: UnitWorkRow) => row.title,
  }
  return (
    <DeskLayout view={view} title={m.unitWork}>
      <h1 class="govuk-heading-l">{m.unitWork}</h1>
      <p class="govuk-body mj-lead">{m.unitWorkLead}</p>
      <LiveNote view={view} />
      <ViewLinks view={view} views={views} />
      <ListFilters view={view} list={list} query={query} options={optionsOf(view, known, units)} />
      <form method="get" action={newBatchHref}>
        <ListTable view={view} list={list} query={query} page={found} ticks={withActs ? ticks : undefined} empty={m.unitWorkEmpty} />
        {withActs && (
          <fieldset class="mj-acts mj-noprint">
            <legend>{m.withSelected}</legend>
            {acts.map(act => (
              <Button text={batchActs[act].name[view.locale]} name="act" value={act} classes="govuk-button--secondary" />
            ))}
          </fieldset>
        )}
      </form>
      <ListFoot view={view} list={list} query={query} total={found.total} shown={found.rows.length} />
      <SaveView view={view} list={list} query={query} formId={formId} />
    </DeskLayout>
  )
}

function optionsOf(view: View, known: Known, units: Props['units']): Options<keyof (typeof unitWorkRules)['filters']> {
  const m = deskMessages[view.locale]
  const processes = [...known.values()].map(({ process }) => process)
  return {
    business: processes.map(({ business, name }) => ({ value: business, text: name[view.locale] })),
    state: processes.flatMap(process =>
      Object.keys(process.states)
        .filter(state => !process.ends.includes(state))
        .map(state => ({
          value: `${process.business}/${state}`,
          text: `${process.name[view.locale]} / ${stateName(process, state)[view.locale]}`,
        })),
    ),
    unit: units.map(({ id, short_name }) => ({ value: String(id), text: short_name })),
    kind: [
      { value: 'case', text: m.case },
      { value: 'task', text: m.task },
    ],
  }
}
