import type { FC } from 'hono/jsx'
import { categories } from '../../../kernel/publications/schemes.ts'
import type { View } from '../../../web/env.ts'
import { ChoiceField, FormId, Problems, TextField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { columnHref, columnsHref, newColumnHref } from '../links.ts'
import { columnMessages } from '../messages/columns.ts'
import type { ColumnList, ManagedColumn, UnitChoices } from '../queries/columns.ts'
import { Done } from './admin-parts.tsx'

type ColumnsProps = { view: View; list: ColumnList; units: UnitChoices; state: SentForm; done: string | undefined }

export const ColumnsPage: FC<ColumnsProps> = ({ view, list, units, state, done }) => {
  const m = columnMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.title}>
      <Problems view={view} state={state} />
      <Done view={view} text={done} />
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{m.title}</h1>
        <Button text={m.add} href={newColumnHref} />
      </div>
      <p class="govuk-body">{m.lead}</p>
      {list.missing.length > 0 && <SetUp view={view} list={list} units={units} state={state} />}
      {list.rows.length === 0 ? <p class="mj-empty">{m.none}</p> : <Tree view={view} list={list} />}
    </DeskLayout>
  )
}

const SetUp: FC<{ view: View; list: ColumnList; units: UnitChoices; state: SentForm }> = ({ view, list, units, state }) => {
  const m = columnMessages[view.locale]
  const names = list.missing
    .map(column => (view.locale === 'en' ? column.name_en : column.name_zh))
    .join(view.locale === 'en' ? ', ' : '、')
  const [only] = units
  const typed = { unit_id: units.length === 1 && only ? String(only.id) : '', ...state.typed }
  return (
    <form method="post" action={`${columnsHref}/required`} novalidate class="mj-surface">
      <h2 class="govuk-heading-m">{m.setUpTitle}</h2>
      <p class="govuk-body">{m.setUpLead(names)}</p>
      <FormId state={state} />
      <ChoiceField
        view={view}
        state={{ ...state, typed }}
        name="unit_id"
        label={m.setUpUnit}
        choices={unitOptions(units)}
        empty={m.choose}
      />
      <Button text={m.setUpButton} classes="govuk-button--secondary" preventDoubleClick />
    </form>
  )
}

const unitOptions = (units: UnitChoices) => units.map(({ id, name }) => ({ value: String(id), text: name }))
const nameOf = (view: View, column: { name_zh: string; name_en: string }) => (view.locale === 'en' ? column.name_en : column.name_zh)

const Tree: FC<{ view: View; list: ColumnList }> = ({ view, list }) => {
  const m = columnMessages[view.locale]
  return (
    <Scroll label={m.title}>
      <Table
        head={[{ text: m.name }, { text: m.code }, { text: m.unit }, { text: m.updateDays }, { text: m.state }]}
        rows={list.rows.map(row => [
          {
            text: (
              <>
                {row.depth > 0 && <span aria-hidden="true">{'\u2003'.repeat(row.depth)}└ </span>}
                {row.mine ? (
                  <a class="govuk-link" href={columnHref(row.id)}>
                    {nameOf(view, row)}
                  </a>
                ) : (
                  nameOf(view, row)
                )}
              </>
            ),
          },
          { text: <code>{row.code}</code> },
          { text: <span lang="zh-CN">{row.unit}</span> },
          { text: row.update_days === null ? '–' : m.days(row.update_days), classes: 'mj-number' },
          { text: row.valid_to === null ? m.open : <Tag text={m.closed(row.valid_to)} classes="govuk-tag--grey" /> },
        ])}
      />
    </Scroll>
  )
}

export type Parents = readonly { readonly id: number; readonly name_zh: string; readonly name_en: string; readonly depth: number }[]
type FormProps = { view: View; state: SentForm; units: UnitChoices; types: readonly string[] }

const Facts: FC<FormProps> = ({ view, state, units, types }) => {
  const m = columnMessages[view.locale]
  const articles = Object.entries(categories).map(([value, words]) => ({ value, text: `${value} ${words[view.locale]}` }))
  return (
    <>
      <TextField view={view} state={state} name="name_zh" label={m.nameZh} width={20} />
      <TextField view={view} state={state} name="name_en" label={m.nameEn} width={20} />
      <ChoiceField
        view={view}
        state={state}
        name="column_type"
        label={m.type}
        choices={types.map(text => ({ value: text, text }))}
        empty={m.choose}
      />
      <ChoiceField view={view} state={state} name="category" label={m.category} choices={articles} empty="–" />
      <TextField view={view} state={state} name="update_days" label={m.updateDays} hint={m.updateDaysHint} width={4} />
      <ChoiceField view={view} state={state} name="unit_id" label={m.unit} choices={unitOptions(units)} empty={m.choose} />
    </>
  )
}

const parentOptions = (view: View, parents: Parents) =>
  parents.map(parent => ({ value: String(parent.id), text: `${'\u2003'.repeat(parent.depth)}${nameOf(view, parent)}` }))

export const NewColumnPage: FC<FormProps & { parents: Parents }> = ({ parents, ...props }) => {
  const { view, state } = props
  const m = columnMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.add}>
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">{m.add}</h1>
      <form method="post" action={columnsHref} novalidate class="mj-surface">
        <FormId state={state} />
        <TextField view={view} state={state} name="code" label={m.code} hint={m.codeHint} width={20} />
        <ChoiceField view={view} state={state} name="parent_id" label={m.parent} choices={parentOptions(view, parents)} empty={m.top} />
        <Facts {...props} />
        <div class="govuk-button-group">
          <Button text={m.create} preventDoubleClick />
          <a class="govuk-link" href={columnsHref}>
            {m.cancel}
          </a>
        </div>
      </form>
    </DeskLayout>
  )
}

type ColumnProps = FormProps & { column: ManagedColumn; parents: Parents; done: string | undefined }

export const ColumnPage: FC<ColumnProps> = ({ column, parents, done, ...props }) => {
  const { view, state } = props
  const m = columnMessages[view.locale]
  const title = nameOf(view, column)
  return (
    <DeskLayout view={view} title={title}>
      <BackLink text={uiWord(view.locale, 'back')} href={columnsHref} />
      <Problems view={view} state={state} />
      <Done view={view} text={done} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">
        <code>{column.code}</code> ·{' '}
        <a class="govuk-link" href={`/columns/${column.code}`}>
          {m.see}
        </a>
      </p>
      {column.valid_to !== null ? (
        <p class="govuk-body">{m.closed(column.valid_to)}</p>
      ) : (
        <>
          <form method="post" action={`${columnHref(column.id)}/facts`} novalidate class="mj-surface">
            <FormId state={state} />
            <Facts {...props} />
            <Button text={m.save} preventDoubleClick />
          </form>
          <Place view={view} state={state} column={column} parents={parents} />
        </>
      )}
    </DeskLayout>
  )
}

/** Where the column stands: order, parent, and its end. */
const Place: FC<{ view: View; state: SentForm; column: ManagedColumn; parents: Parents }> = ({ view, state, column, parents }) => {
  const m = columnMessages[view.locale]
  const here = columnHref(column.id)
  const typed = { parent_id: column.parent_id === null ? '' : String(column.parent_id), ...state.typed }
  return (
    <>
      <form method="post" action={`${here}/positions`} class="mj-surface">
        <h2 class="govuk-heading-m">{m.order}</h2>
        <div class="govuk-button-group">
          <Button text={m.up} name="direction" value="up" classes="govuk-button--secondary" />
          <Button text={m.down} name="direction" value="down" classes="govuk-button--secondary" />
        </div>
      </form>
      <form method="post" action={`${here}/parents`} novalidate class="mj-surface">
        <h2 class="govuk-heading-m">{m.moveTitle}</h2>
        <ChoiceField
          view={view}
          state={{ ...state, typed }}
          name="parent_id"
          label={m.parent}
          choices={parentOptions(
            view,
            parents.filter(({ id }) => id !== column.id),
          )}
          empty={m.top}
        />
        <Button text={m.move} classes="govuk-button--secondary" preventDoubleClick />
      </form>
      <form method="post" action={`${here}/closures`} class="mj-surface">
        <h2 class="govuk-heading-m">{m.closeTitle}</h2>
        <p class="govuk-body">{m.closeLead}</p>
        <Button text={m.close} classes="govuk-button--warning" preventDoubleClick />
      </form>
    </>
  )
}
