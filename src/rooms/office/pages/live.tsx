import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { liveHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'

/**
 * Where the browser says that the list has changed meanwhile. It stands there empty: nothing moves by itself while somebody reads, and
 * without JavaScript nothing is missing.
 */
export const LiveNote: FC<{ view: View; what?: 'cases' | 'notices' }> = ({ view, what = 'cases' }) => {
  const m = deskMessages[view.locale]
  return (
    <div
      class="mj-live mj-noprint"
      data-live={liveHref}
      data-live-what={what}
      data-live-one={m.live(1)}
      data-live-many={m.live(0).replace('0', '%')}
      aria-live="polite"
    >
      <a class="govuk-link" href={view.url} hidden>
        {m.liveReload}
      </a>
    </div>
  )
}
