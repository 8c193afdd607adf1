import type { FC } from 'hono/jsx'
import { cx, i18n, type Plurals, show } from './content.ts'
import type { FieldProps } from './form-group.tsx'
import { Hint } from './hint.tsx'
import { Textarea } from './textarea.tsx'

/** Chinese is counted in characters (`maxlength`). In the words, `%{count}` stands for the number. */
export type CharacterCountProps = FieldProps & {
  maxlength?: number
  maxwords?: number
  countType?: 'characters' | 'words'
  threshold?: number
  rows?: number
  value?: string | null
  spellcheck?: boolean
  countMessage?: { classes?: string }
  textareaDescriptionText?: string
  charactersUnderLimitText?: Plurals
  charactersAtLimitText?: string
  charactersOverLimitText?: Plurals
  wordsUnderLimitText?: Plurals
  wordsAtLimitText?: string
  wordsOverLimitText?: Plurals
}

export const CharacterCount: FC<CharacterCountProps> = props => {
  const id = props.id || props.name
  const countType = props.countType || (props.maxwords ? 'words' : undefined)
  const limit = props.maxwords || props.maxlength
  const description = props.textareaDescriptionText || `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`
  const message = (
    <>
      <Hint
        id={`${id}-info`}
        classes={cx('govuk-character-count__message', props.countMessage?.classes)}
        text={limit ? description.replaceAll('%{count}', String(limit)) : undefined}
      />
      {show(props.formGroup?.afterInput)}
    </>
  )
  return (
    <Textarea
      id={id}
      name={props.name}
      describedBy={`${id}-info`}
      rows={props.rows}
      spellcheck={props.spellcheck}
      value={props.value}
      disabled={props.disabled}
      classes={cx('govuk-js-character-count', props.classes)}
      label={props.label}
      hint={props.hint}
      errorMessage={props.errorMessage}
      attributes={props.attributes}
      formGroup={{
        classes: cx('govuk-character-count', props.formGroup?.classes),
        attributes: {
          'data-module': 'govuk-character-count',
          'data-maxlength': props.maxlength,
          'data-maxwords': props.maxwords,
          'data-threshold': props.threshold,
          'data-count-type': countType,
          // Without a limit here the browser code learns it later, and needs the sentence then.
          ...(limit || !props.textareaDescriptionText ? {} : i18n('textarea-description', { other: props.textareaDescriptionText })),
          ...i18n('characters-under-limit', props.charactersUnderLimitText),
          ...i18n('characters-at-limit', props.charactersAtLimitText),
          ...i18n('characters-over-limit', props.charactersOverLimitText),
          ...i18n('words-under-limit', props.wordsUnderLimitText),
          ...i18n('words-at-limit', props.wordsAtLimitText),
          ...i18n('words-over-limit', props.wordsOverLimitText),
          ...props.formGroup?.attributes,
        },
        beforeInput: props.formGroup?.beforeInput,
        afterInput: { text: message },
      }}
    />
  )
}
