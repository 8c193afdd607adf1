import type { FC } from 'hono/jsx'

type MenuItem = { readonly text: string; readonly href: string; readonly active: boolean }
export type MenuGroupShown = { readonly id: string; readonly name: string; readonly items: readonly MenuItem[] }
type Props = {
  /** Names the menu for screen readers. */
  label: string
  /** The word that opens it on a narrow screen. */
  fold: string
  groups: readonly MenuGroupShown[]
}

/**
 * The desk's menu, in groups that each have a name. On a narrow screen it is folded away under one word, by the browser's own means; on a wide one
 * the styles show it open. A menu of one group needs no name beside the menu's own.
 */
export const Menu: FC<Props> = ({ label, fold, groups }) => (
  <nav class="mj-menu govuk-width-container" aria-label={label}>
    <details class="mj-menu__fold">
      <summary class="mj-menu__word">{fold}</summary>
      <div class="mj-menu__groups">
        {groups.map(({ id, name, items }) => (
          <div class="mj-menu__group">
            <h2 class={groups.length === 1 ? 'govuk-visually-hidden' : 'mj-menu__name'} id={id}>
              {name}
            </h2>
            <ul class="mj-menu__list" aria-labelledby={id}>
              {items.map(item => (
                <li>
                  <a class="mj-menu__link" href={item.href} aria-current={item.active ? 'page' : undefined}>
                    {item.text}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </details>
  </nav>
)
