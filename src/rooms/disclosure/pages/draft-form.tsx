import type { FC } from 'hono/jsx'
import { categories, genres, opennessTags, themes } from '../../../kernel/publications/schemes.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { draftHref, draftsHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { DraftChoices } from '../queries.ts'
import { FormId, type FormState, fieldError, Problems } from './fields.tsx'
import { nameOf } from './home.tsx'

type Option = { value: string; text: string }
type Props = { view: View; state: FormState; choices: DraftChoices; action: string; caseId?: number }

export const DraftFormPage: FC<Props> = ({ view, state, choices, action, caseId }) => {
  const m = messages[view.locale]
  const title = caseId === undefined ? m.newDraft : m.editDraft
  const typed = (name: string): string => state.typed[name] ?? ''
  const error = (name: string) => fieldError(view, state, name)
  const select = (name: string, label: string, options: readonly Option[]) => (
    <Select
      name={name}
      id={name}
      label={{ text: label }}
      errorMessage={error(name)}
      items={[{ value: '', text: m.chooseOne }, ...options].map(option => ({ ...option, selected: option.value === typed(name) }))}
    />
  )
  const parents = new Map(choices.columns.map(column => [column.id, column]))
  const columnOptions = choices.columns.map(column => {
    const parent = column.parent_id === null ? undefined : parents.get(column.parent_id)
    return {
      value: String(column.id),
      text: parent ? `${nameOf(parent, view.locale)} › ${nameOf(column, view.locale)}` : nameOf(column, view.locale),
    }
  })
  return (
    <DeskLayout view={view} title={title}>
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{m.draftLead}</p>
      <form method="post" action={action} novalidate class="mj-surface">
        <FormId state={state} />
        {select(
          'unit_id',
          m.unit,
          choices.units.map(unit => ({ value: String(unit.id), text: unit.name })),
        )}
        {select('column_id', m.column, columnOptions)}
        <Input
          name="title"
          id="title"
          label={{ text: m.title }}
          hint={{ text: m.titleHint }}
          value={typed('title')}
          errorMessage={error('title')}
        />
        <Textarea
          name="body_text"
          id="body_text"
          label={{ text: m.body }}
          hint={{ text: m.bodyHint }}
          value={typed('body_text')}
          rows={14}
          errorMessage={error('body_text')}
        />
        <Textarea
          name="summary"
          id="summary"
          label={{ text: m.summary }}
          hint={{ text: m.summaryHint }}
          value={typed('summary')}
          rows={3}
          errorMessage={error('summary')}
        />
        <Input
          name="formed_on"
          id="formed_on"
          type="date"
          label={{ text: m.formedOn }}
          hint={{ text: m.formedOnHint }}
          value={typed('formed_on')}
          classes="govuk-input--width-10"
          errorMessage={error('formed_on')}
        />
        <Input
          name="document_number"
          id="document_number"
          label={{ text: m.documentNumber }}
          hint={{ text: m.documentNumberHint }}
          value={typed('document_number')}
          classes="govuk-input--width-20"
          errorMessage={error('document_number')}
        />
        {select(
          'genre',
          m.genre,
          genres.map(genre => ({ value: genre, text: genre })),
        )}
        {select(
          'theme',
          m.theme,
          Object.entries(themes)
            .sort()
            .map(([value, text]) => ({ value, text: `${value} ${text}` })),
        )}
        {select(
          'category',
          m.category,
          Object.entries(categories).map(([value, text]) => ({ value, text: text[view.locale] })),
        )}
        {select(
          'openness',
          m.openness,
          Object.entries(opennessTags).map(([value, text]) => ({ value, text: text[view.locale] })),
        )}
        <Input
          name="source"
          id="source"
          label={{ text: m.source }}
          value={typed('source')}
          classes="govuk-input--width-20"
          errorMessage={error('source')}
        />
        <Input
          name="keywords"
          id="keywords"
          label={{ text: m.keywords }}
          hint={{ text: m.keywordsHint }}
          value={typed('keywords')}
          errorMessage={error('keywords')}
        />
        <Input
          name="interprets"
          id="interprets"
          label={{ text: m.interpretsId }}
          hint={{ text: m.interpretsHint }}
          value={typed('interprets')}
          classes="govuk-input--width-20"
          errorMessage={error('interprets')}
        />
        <div class="govuk-button-group">
          <Button text={m.saveDraft} preventDoubleClick />
          <a class="govuk-link" href={caseId === undefined ? draftsHref : draftHref(caseId)}>
            {m.cancel}
          </a>
        </div>
      </form>
    </DeskLayout>
  )
}
