import type { FC } from 'hono/jsx'
import { type Common, type Content, cx, has, show, type WithChildren } from './content.ts'

/** Whose case this is, above the page. Children stand at its end (links or buttons); the library's script-made menus are left out. */
export type IdentityBarProps = Common & WithChildren & { title?: Content }

export const IdentityBar: FC<IdentityBarProps> = ({ title, children, classes, attributes }) => (
  <div {...attributes} class={cx('moj-identity-bar', classes)}>
    <div class="moj-identity-bar__container">
      <div class="moj-identity-bar__details">{has(title) && <span class="moj-identity-bar__title">{show(title)}</span>}</div>
      {children && (
        <div class="moj-identity-bar__actions">
          <div class="moj-identity-bar__menu">{children}</div>
        </div>
      )}
    </div>
  </div>
)
