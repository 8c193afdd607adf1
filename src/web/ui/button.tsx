import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, own, show, type WithChildren } from './content.ts'

export type ButtonProps = Common &
  Content &
  WithChildren & {
    id?: string
    name?: string
    value?: string
    type?: 'submit' | 'button' | 'reset'
    /** With `href` the button is a link that looks like a button. */
    href?: string
    disabled?: boolean
    isStartButton?: boolean
    preventDoubleClick?: boolean
  }

const StartIcon: FC = () => (
  <svg
    class="govuk-button__start-icon"
    xmlns="http://www.w3.org/2000/svg"
    width="17.5"
    height="19"
    viewBox="0 0 33 40"
    aria-hidden="true"
    focusable="false"
  >
    <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
  </svg>
)

export const Button: FC<ButtonProps> = props => {
  const common = {
    ...props.attributes,
    ...(props.id ? { id: props.id } : {}),
    class: cx('govuk-button', props.classes, props.isStartButton && 'govuk-button--start'),
    'data-module': 'govuk-button',
  }
  const label = props.html && props.isStartButton ? <span>{show(props)}</span> : show(props)
  const icon = props.isStartButton && <StartIcon />
  if (props.href) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: the library's link button; its script makes the space key press it.
      <a {...common} href={props.href} role="button" draggable={false}>
        {label}
        {icon}
      </a>
    )
  }
  return (
    <button
      {...own(common, {
        value: props.value || undefined,
        name: props.name || undefined,
        disabled: props.disabled,
        'aria-disabled': props.disabled ? 'true' : undefined,
        'data-prevent-double-click': props.preventDoubleClick,
      })}
      type={props.type || 'submit'}
    >
      {label}
      {icon}
    </button>
  )
}
