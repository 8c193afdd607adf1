import type { FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, type HeadingLevel, present, type Sparse, show } from './content.ts'

export type SummaryAction = Content & { href: string; visuallyHiddenText?: string; classes?: string; attributes?: Attributes }
type Actions = { items?: readonly SummaryAction[]; classes?: string }
type Cell = Content & { classes?: string }
type CardTitle = Cell & { headingLevel?: HeadingLevel }
export type SummaryRow = { key: Cell; value: Cell; actions?: Actions; classes?: string }
export type SummaryListProps = Common & { rows: Sparse<SummaryRow>; card?: Common & { title?: CardTitle; actions?: Actions } }

const Action: FC<{ action: SummaryAction; title?: CardTitle }> = ({ action, title }) => (
  <a {...action.attributes} class={cx('govuk-link', action.classes)} href={action.href}>
    {show(action)}
    {(action.visuallyHiddenText || title) && (
      <span class="govuk-visually-hidden">
        {action.visuallyHiddenText && ` ${action.visuallyHiddenText}`}
        {title && <> ({show(title)})</>}
      </span>
    )}
  </a>
)

const Row: FC<{ row: SummaryRow; hasActionsColumn: boolean; title?: CardTitle }> = ({ row, hasActionsColumn, title }) => {
  const actions = row.actions?.items ?? []
  return (
    <div
      class={cx('govuk-summary-list__row', hasActionsColumn && !row.actions?.items && 'govuk-summary-list__row--no-actions', row.classes)}
    >
      <dt class={cx('govuk-summary-list__key', row.key.classes)}>{show(row.key)}</dt>
      <dd class={cx('govuk-summary-list__value', row.value.classes)}>{show(row.value)}</dd>
      {actions.length > 0 && (
        <dd class={cx('govuk-summary-list__actions', row.actions?.classes)}>
          {actions.length === 1 ? (
            actions.map(action => <Action action={action} title={title} />)
          ) : (
            <ul class="govuk-summary-list__actions-list">
              {actions.map(action => (
                <li class="govuk-summary-list__actions-list-item">
                  <Action action={action} title={title} />
                </li>
              ))}
            </ul>
          )}
        </dd>
      )}
    </div>
  )
}

const CardHead: FC<{ title?: CardTitle; actions?: Actions }> = ({ title, actions }) => {
  const Heading = `h${title?.headingLevel || 2}` as const
  const items = actions?.items ?? []
  return (
    <div class="govuk-summary-card__title-wrapper">
      {title && <Heading class={cx('govuk-summary-card__title', title.classes)}>{show(title)}</Heading>}
      {items.length === 1 && (
        <div class={cx('govuk-summary-card__actions', actions?.classes)}>
          {items.map(action => (
            <Action action={action} title={title} />
          ))}
        </div>
      )}
      {items.length > 1 && (
        <ul class={cx('govuk-summary-card__actions', actions?.classes)}>
          {items.map(action => (
            <li class="govuk-summary-card__action">
              <Action action={action} title={title} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export const SummaryList: FC<SummaryListProps> = ({ rows: given, card, classes, attributes }) => {
  const rows = present(given)
  const hasActionsColumn = rows.some(row => row.actions?.items?.length)
  const list = (
    <dl {...attributes} class={cx('govuk-summary-list', classes)}>
      {rows.map(row => (
        <Row row={row} hasActionsColumn={hasActionsColumn} title={card?.title} />
      ))}
    </dl>
  )
  if (!card) return list
  return (
    <div {...card.attributes} class={cx('govuk-summary-card', card.classes)}>
      <CardHead title={card.title} actions={card.actions} />
      <div class="govuk-summary-card__content">{list}</div>
    </div>
  )
}
