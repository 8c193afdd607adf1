import type { Child, FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, own, type Sparse, show } from './content.ts'

export type TabItem = { id?: string; label: Child; attributes?: Attributes; panel: Content & { children?: Child; attributes?: Attributes } }
/** `panel.text` becomes one paragraph; `panel.children` and `panel.html` are printed as they are. */
export type TabsProps = Common & { id?: string; idPrefix?: string; title?: string; items?: Sparse<TabItem> }

export const Tabs: FC<TabsProps> = ({ id, idPrefix, title, items, classes, attributes }) => {
  const tabs = (items ?? []).flatMap((item, index) => (item ? [{ item, index, panelId: item.id || `${idPrefix}-${index + 1}` }] : []))
  return (
    <div {...own(attributes, { id: id || undefined })} class={cx('govuk-tabs', classes)} data-module="govuk-tabs">
      <h2 class="govuk-tabs__title">{title ?? 'Contents'}</h2>
      {Boolean(items?.length) && (
        <ul class="govuk-tabs__list">
          {tabs.map(({ item, index, panelId }) => (
            <li class={cx('govuk-tabs__list-item', index === 0 && 'govuk-tabs__list-item--selected')}>
              <a {...item.attributes} class="govuk-tabs__tab" href={`#${panelId}`}>
                {item.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      {tabs.map(({ item: { panel }, index, panelId }) => (
        <div {...panel.attributes} class={cx('govuk-tabs__panel', index > 0 && 'govuk-tabs__panel--hidden')} id={panelId}>
          {panel.html || panel.children ? show(panel) : panel.text && <p class="govuk-body">{panel.text}</p>}
        </div>
      ))}
    </div>
  )
}
