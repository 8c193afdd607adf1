import type { FC } from 'hono/jsx'
import { type ListQuery, type ListRules, printList } from '../kernel/lists/list.ts'
import type { SavedView } from '../kernel/lists/views.ts'
import type { View } from './env.ts'
import type { FieldErrors, Typed } from './form.ts'
import { listWords } from './list-words.ts'
import { Button } from './ui/button.tsx'
import { Details } from './ui/details.tsx'
import { Input } from './ui/input.tsx'
import { fault } from './ui/words.ts'

/** A list's address below /desk: the name under which its views are kept. */
export const viewKey = (href: string): string => href.replace(/^\/desk\//, '')
export const savedViewHref = ({ list, query }: Pick<SavedView, 'list' | 'query'>): string =>
  `/desk/${list}${query === '' ? '' : `?${query}`}`

/** The saved views of this list, as links above it. */
export const ViewLinks: FC<{ view: View; views: readonly SavedView[] }> = ({ view, views }) => {
  const m = listWords[view.locale]
  if (views.length === 0) return null
  return (
    <nav class="mj-views mj-noprint" aria-label={m.views}>
      <span class="mj-views__label">{m.views}</span>
      <ul class="mj-views__list">
        {views.map(saved => (
          <li>
            <a class="govuk-link" href={savedViewHref(saved)}>
              {saved.name}
            </a>
          </li>
        ))}
        <li>
          <a class="govuk-link" href="/desk/views">
            {m.manageViews}
          </a>
        </li>
      </ul>
    </nav>
  )
}

type SaveProps<F extends string, S extends string, C extends string> = {
  view: View
  list: { readonly rules: ListRules<F, S, C>; readonly href: string }
  query: ListQuery<F, S, C>
  formId: string
}

/** Keeps what is shown now under a name. */
export function SaveView<F extends string, S extends string, C extends string>({ view, list, query, formId }: SaveProps<F, S, C>) {
  const m = listWords[view.locale]
  return (
    <Details summaryText={m.saveView} classes="mj-noprint">
      <SaveViewForm
        view={view}
        typed={{ list: viewKey(list.href), query: printList(list.rules, { ...query, page: 1 }), form_id: formId }}
        errors={{}}
      />
    </Details>
  )
}

/** The form itself, also when it comes back with a fault. */
export const SaveViewForm: FC<{ view: View; typed: Typed; errors: FieldErrors }> = ({ view, typed, errors }) => {
  const m = listWords[view.locale]
  return (
    <form method="post" action="/desk/views" novalidate class="mj-toolbar">
      {['list', 'query', 'form_id'].map(name => (
        <input type="hidden" name={name} value={typed[name] ?? ''} />
      ))}
      <Input
        name="name"
        id="name"
        label={{ text: m.viewName }}
        hint={{ text: m.viewNameHint }}
        value={typed.name ?? ''}
        autocomplete="off"
        errorMessage={errors.name !== undefined && fault(view.locale, errors.name)}
      />
      <Button text={m.saveView} classes="govuk-button--secondary" preventDoubleClick />
    </form>
  )
}
