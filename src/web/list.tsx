import type { Child, FC } from 'hono/jsx'
import {
  type FilterKind,
  type ListPage,
  type ListQuery,
  type ListRules,
  list_page_size,
  namesOf,
  pagesIn,
  printList,
} from '../kernel/lists/list.ts'
import type { Locale, Words } from '../kernel/words.ts'
import type { View } from './env.ts'
import { listWords } from './list-words.ts'
import { Pager } from './pager.tsx'
import { Button } from './ui/button.tsx'
import { Checkboxes } from './ui/checkboxes.tsx'
import { Details } from './ui/details.tsx'
import { Input } from './ui/input.tsx'
import { Scroll } from './ui/scroll.tsx'
import { Select } from './ui/select.tsx'
import { Table, type TableCell } from './ui/table.tsx'

/** What stands in one cell of an exported file. */
export type Plain = string | number | null

/** A column: its head, what the page shows and what a file gets. Without `cell` the page shows what the file gets. */
export type ShownColumn<Row, S extends string = string> = {
  readonly name: Words
  readonly plain: (row: Row, locale: Locale) => Plain
  readonly cell?: (row: Row, view: View) => Child
  readonly classes?: string
  readonly sort?: S
}

/** A list as people see it: rules for its address, and the words and cells. One value gives filters, table, pages and files. */
export type ShownList<Row, F extends string = string, S extends string = string, C extends string = string> = {
  readonly rules: ListRules<F, S, C>
  readonly name: Words
  readonly href: string
  readonly columns: Readonly<Record<C, ShownColumn<Row, S>>>
  /** `any`: what a choice of nothing means, where it is not all. */
  readonly filters: Readonly<Record<F, { readonly label: Words; readonly hint?: Words; readonly any?: Words }>>
}

/** Writes down a list; a column or filter without words is a compile error. */
export const listOf = <Row, F extends string, S extends string, C extends string>(list: ShownList<Row, F, S, C>): ShownList<Row, F, S, C> =>
  list

/** The list's address with what was asked, or with something else instead. Anything but another page begins on page 1. */
export function listHref<F extends string, S extends string, C extends string>(
  { rules, href }: Pick<ShownList<never, F, S, C>, 'rules' | 'href'>,
  query: ListQuery<F, S, C>,
  instead: Partial<ListQuery<F, S, C>> = {},
): string {
  const text = printList(rules, { ...query, page: 1, ...instead })
  return text === '' ? href : `${href}?${text}`
}

/** The list without its filters, in the same order and with the same columns. */
function clearHref<F extends string, S extends string, C extends string>(
  list: Pick<ShownList<never, F, S, C>, 'rules' | 'href'>,
  query: ListQuery<F, S, C>,
): string {
  const none: Partial<Record<F, string>> = {}
  return listHref(list, query, { filters: none })
}

/** Values that a choice offers; each list knows its own. */
export type Options<F extends string> = Readonly<Partial<Record<F, readonly { readonly value: string; readonly text: string }[]>>>

type Props<Row, F extends string, S extends string, C extends string> = {
  view: View
  list: ShownList<Row, F, S, C>
  query: ListQuery<F, S, C>
}

/** The form of filters and columns: the first stands open, the others are opened when wanted or set. It works by its address alone. */
export function ListFilters<Row, F extends string, S extends string, C extends string>(
  props: Props<Row, F, S, C> & { options?: Options<F>; actions?: Child },
) {
  const { view, list, query, options } = props
  const m = listWords[view.locale]
  const sorted = new URLSearchParams(printList(list.rules, query)).get('sort')
  const [first, ...rest] = namesOf(list.filters)
  const field = (name: F) => (
    <FilterField
      view={view}
      name={name}
      label={list.filters[name].label}
      hint={list.filters[name].hint}
      any={list.filters[name].any}
      rule={list.rules.filters[name]}
      value={query.filters[name] ?? ''}
      options={options?.[name] ?? []}
    />
  )
  return (
    <form method="get" action={list.href} class="mj-surface mj-filters mj-noprint">
      {sorted !== null && <input type="hidden" name="sort" value={sorted} />}
      {first && <div class="mj-filters__fields">{field(first)}</div>}
      {(rest.length > 0 || list.rules.columns.length > 1) && (
        <Details summaryText={m.more} open={rest.some(name => query.filters[name] !== undefined)}>
          <div class="mj-filters__fields">{rest.map(field)}</div>
          {list.rules.columns.length > 1 && (
            <Checkboxes
              name="col"
              classes="govuk-checkboxes--small mj-filters__columns"
              hint={{ text: m.columnsHint }}
              fieldset={{ legend: { text: m.columns } }}
              items={list.rules.columns.map(column => ({ value: column, text: list.columns[column].name[view.locale] }))}
              values={query.columns}
            />
          )}
        </Details>
      )}
      <div class="govuk-button-group">
        <Button text={m.apply} classes="govuk-button--secondary" />
        {Object.keys(query.filters).length > 0 && (
          <a class="govuk-link" href={clearHref(list, query)}>
            {m.clear}
          </a>
        )}
        {props.actions}
      </div>
    </form>
  )
}

type FieldProps = {
  view: View
  name: string
  label: Words
  hint?: Words | undefined
  any?: Words | undefined
  rule: FilterKind
  value: string
  options: readonly { readonly value: string; readonly text: string }[]
}

const FilterField: FC<FieldProps> = ({ view, name, label, hint, any, rule, value, options }) => {
  const m = listWords[view.locale]
  const field = { name, id: name, label: { text: label[view.locale] }, hint: hint && { text: hint[view.locale] } }
  if (rule.kind === 'tick')
    return (
      <Checkboxes
        name={name}
        idPrefix={name}
        classes="govuk-checkboxes--small"
        items={[{ value: 'yes', text: label[view.locale], id: name }]}
        values={[value]}
      />
    )
  if (rule.kind === 'choice')
    return <Select {...field} items={[{ value: '', text: any?.[view.locale] ?? m.any }, ...options]} value={value} />
  return <Input {...field} value={value} type={rule.kind === 'day' ? 'date' : 'search'} />
}

/** Boxes before each row, for acts on several at once: the name of the field, and each row's value and words. */
export type Ticks<Row> = {
  readonly name: string
  readonly value: (row: Row) => string | null
  readonly label: (row: Row) => string
}

type TableProps<Row, F extends string, S extends string, C extends string> = Props<Row, F, S, C> & {
  page: ListPage<Row>
  ticks?: Ticks<Row>
  /** Said instead of 'nothing matches' when the list is empty without any filter. */
  empty?: string
}

/** The rows, with heads that sort. */
export function ListTable<Row, F extends string, S extends string, C extends string>(props: TableProps<Row, F, S, C>) {
  const { view, list, query, page, ticks } = props
  const m = listWords[view.locale]
  if (page.rows.length === 0) {
    const filtered = Object.keys(query.filters).length > 0
    return <p class="mj-empty">{page.total > 0 ? m.emptyPage : filtered ? m.nothing : (props.empty ?? m.nothing)}</p>
  }
  const heads = query.columns.map((column): TableCell => head(props, list.columns[column]))
  return (
    <Scroll label={list.name[view.locale]}>
      <Table
        head={
          ticks
            ? [
                {
                  text: <span class="govuk-visually-hidden">{m.selected}</span>,
                  classes: 'mj-tick',
                  attributes: { 'data-tick-all': m.tickAll },
                },
                ...heads,
              ]
            : heads
        }
        rows={page.rows.map((row, index) => {
          const cells = query.columns.map((column): TableCell => {
            const { cell, plain, classes } = list.columns[column]
            return { text: cell ? cell(row, view) : (plain(row, view.locale) ?? '–'), classes }
          })
          return ticks ? [{ text: <Tick ticks={ticks} row={row} index={index} view={view} />, classes: 'mj-tick' }, ...cells] : cells
        })}
      />
    </Scroll>
  )
}

function head<Row, F extends string, S extends string, C extends string>(
  { view, list, query }: Props<Row, F, S, C>,
  column: ShownColumn<Row, S>,
): TableCell {
  const m = listWords[view.locale]
  const name = column.name[view.locale]
  const { sort, classes } = column
  if (sort === undefined) return { text: name, classes }
  const current = query.sort === sort
  const down = current ? !query.down : false
  return {
    classes,
    attributes: current ? { 'aria-sort': query.down ? 'descending' : 'ascending' } : {},
    text: (
      <a class="govuk-link mj-sort" href={listHref(list, query, { sort, down })}>
        {name}
        {current && <span aria-hidden="true">{query.down ? ' ↓' : ' ↑'}</span>}
        <span class="govuk-visually-hidden">
          {' '}
          {m.sortBy(name)}
          {down ? m.descending : m.ascending}
        </span>
      </a>
    ),
  }
}

function Tick<Row>({ ticks, row, index, view }: { ticks: Ticks<Row>; row: Row; index: number; view: View }) {
  const value = ticks.value(row)
  if (value === null) return null
  const label = listWords[view.locale].tick(ticks.label(row))
  return (
    <Checkboxes
      name={ticks.name}
      idPrefix={`${ticks.name}-${index}`}
      classes="govuk-checkboxes--small"
      formGroup={{ classes: 'mj-tick__box' }}
      items={[{ value, text: <span class="govuk-visually-hidden">{label}</span> }]}
    />
  )
}

/** Which rows these are of how many, the other pages, and the files. */
export function ListFoot<Row, F extends string, S extends string, C extends string>(
  props: Props<Row, F, S, C> & { total: number; shown: number },
) {
  const { view, list, query, total, shown } = props
  const m = listWords[view.locale]
  const pages = pagesIn(total)
  const from = (query.page - 1) * list_page_size + 1
  const text = printList(list.rules, { ...query, page: 1 })
  const file = (ending: string) => `${list.href}.${ending}${text === '' ? '' : `?${text}`}`
  return (
    <div class="mj-pager">
      <Pager
        view={view}
        page={query.page}
        pages={pages}
        href={page => listHref(list, query, { page })}
        count={shown === 0 ? m.rows(total) : m.showing(from, from + shown - 1, total)}
      />
      {total > 0 && (
        <p class="mj-pager__count mj-noprint">
          {m.exportAs}
          {view.locale === 'en' ? ': ' : '\uff1a'}
          <a class="govuk-link" href={file('csv')}>
            {m.csv}
          </a>{' '}
          <a class="govuk-link" href={file('xlsx')}>
            {m.xlsx}
          </a>
        </p>
      )}
    </div>
  )
}
