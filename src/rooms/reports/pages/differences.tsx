import type { FC } from 'hono/jsx'
import type { Locale } from '../../../kernel/words.ts'
import { messages } from '../messages.ts'
import type { Difference } from '../rules/difference.ts'
import { printedWithUnit, shownInstant } from './words.ts'

/** What has changed since the release: figure, released value, value now with its records, since when. */
export const Differences: FC<{ differences: readonly Difference[]; locale: Locale }> = ({ differences, locale }) => {
  const m = messages[locale]
  if (differences.length === 0) return null
  return (
    <section class="mj-difference" aria-labelledby="differences">
      <h2 class="govuk-heading-s" id="differences">
        {m.differencesTitle(differences.length)}
      </h2>
      <p>{m.differencesLead}</p>
      <ul class="govuk-list govuk-list--bullet">
        {differences.map(({ released, now, since }) => (
          <li>
            {released.name[locale]}
            {m.colon}
            <span class="govuk-visually-hidden">{m.frozenValue} </span>
            <del class="mj-difference__was">{printedWithUnit(released, locale)}</del> →{' '}
            <span class="govuk-visually-hidden">{m.nowValue} </span>
            <a class="mj-figure mj-difference__now" href={now.href}>
              {printedWithUnit(now, locale)}
            </a>
            {' · '}
            {m.since} {since === null ? m.sinceUnknown : <time datetime={since}>{shownInstant(since)}</time>}
          </li>
        ))}
      </ul>
    </section>
  )
}
