import type { FC } from 'hono/jsx'
import { Button } from './button.tsx'
import { cx, i18n, show } from './content.ts'
import type { FieldProps } from './form-group.tsx'
import { Input } from './input.tsx'

export type PasswordInputProps = FieldProps & {
  value?: string
  autocomplete?: 'current-password' | 'new-password'
  button?: { classes?: string }
  showPasswordText?: string
  hidePasswordText?: string
  showPasswordAriaLabelText?: string
  hidePasswordAriaLabelText?: string
  passwordShownAnnouncementText?: string
  passwordHiddenAnnouncementText?: string
}

export const PasswordInput: FC<PasswordInputProps> = props => {
  const id = props.id || props.name
  const toggle = (
    <>
      <Button
        type="button"
        classes={cx('govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle', props.button?.classes)}
        text={props.showPasswordText ?? 'Show'}
        attributes={{ 'aria-controls': id, 'aria-label': props.showPasswordAriaLabelText ?? 'Show password', hidden: true }}
      />
      {show(props.formGroup?.afterInput)}
    </>
  )
  return (
    <Input
      formGroup={{
        classes: cx('govuk-password-input', props.formGroup?.classes),
        attributes: {
          'data-module': 'govuk-password-input',
          ...i18n('show-password', props.showPasswordText),
          ...i18n('hide-password', props.hidePasswordText),
          ...i18n('show-password-aria-label', props.showPasswordAriaLabelText),
          ...i18n('hide-password-aria-label', props.hidePasswordAriaLabelText),
          ...i18n('password-shown-announcement', props.passwordShownAnnouncementText),
          ...i18n('password-hidden-announcement', props.passwordHiddenAnnouncementText),
          ...props.formGroup?.attributes,
        },
        beforeInput: props.formGroup?.beforeInput,
        afterInput: { text: toggle },
      }}
      inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
      label={props.label}
      hint={props.hint}
      classes={cx('govuk-password-input__input govuk-js-password-input-input', props.classes)}
      errorMessage={props.errorMessage}
      id={id}
      name={props.name}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      autocomplete={props.autocomplete || 'current-password'}
      value={props.value}
      disabled={props.disabled}
      describedBy={props.describedBy}
      attributes={props.attributes}
    />
  )
}
