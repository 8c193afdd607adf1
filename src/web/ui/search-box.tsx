import type { FC } from 'hono/jsx'
import { Button } from './button.tsx'
import { cx } from './content.ts'

export type SearchBoxProps = {
  /** Unique on the page. */
  id: string
  label: string
  submit: string
  value?: string
  hint?: string
  /** What the search stays narrowed to: name and value of hidden fields. */
  hidden?: readonly (readonly [name: string, value: string])[]
  classes?: string
  /** The label is read aloud only. */
  labelHidden?: boolean
}

/** The search form of the portal: works without JavaScript; with it, offers ways to go on while one types. */
export const SearchBox: FC<SearchBoxProps> = ({ id, label, submit, value, hint, hidden, classes, labelHidden }) => (
  <search class={cx('mj-search', classes)}>
    <form action="/search" method="get">
      <label class={cx('govuk-label', labelHidden && 'govuk-visually-hidden')} for={id}>
        {label}
      </label>
      {hint && (
        <div class="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {(hidden ?? []).map(([name, text]) => (
        <input type="hidden" name={name} value={text} />
      ))}
      <div class="mj-search__row">
        <input
          class="govuk-input mj-search__input"
          id={id}
          name="q"
          type="search"
          maxlength={100}
          autocomplete="off"
          spellcheck={false}
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          data-module="mj-search-suggestions"
        />
        <Button text={submit} classes="mj-search__button" />
      </div>
    </form>
  </search>
)
