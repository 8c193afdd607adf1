import type { FC } from 'hono/jsx'
import { dayOf, timeOf } from '../../../kernel/calendar/day.ts'
import { grouped } from '../../../kernel/figures/print.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { ProofCheckForm } from '../../../web/proof-check-form.tsx'
import { proofMessages } from '../../../web/proof-messages.ts'
import { Details } from '../../../web/ui/details.tsx'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { checkpointHref, consistencyHref, feedHref, keyHref, proofsPageHref } from '../links.ts'
import type { ProofsData } from '../proof-queries.ts'

/** An instant as people in China read it, to the minute. */
const shown = (instant: string): string => {
  const at = Temporal.Instant.from(instant)
  return `${dayOf(at)} ${timeOf(at)}`
}

/** What is proved and what not, the city's key, the form to check with, the checkpoints. */
export const ProofsPage: FC<{ view: View; data: ProofsData }> = ({ view, data }) => {
  const m = proofMessages[view.locale]
  return (
    <PortalLayout view={view} title={m.title} crumbs={[{ text: m.title }]} script="proof-check.js">
      <h1 class="govuk-heading-l">{m.title}</h1>
      <p class="govuk-body-l">{m.lead}</p>
      <h2 class="govuk-heading-m">{m.provesTitle}</h2>
      <Lines lines={m.proves} />
      <h2 class="govuk-heading-m">{m.notTitle}</h2>
      <Lines lines={m.proves_not} />
      <Keys view={view} data={data} />
      <h2 class="govuk-heading-m">{m.checkTitle}</h2>
      <p class="govuk-body">{m.checkLead}</p>
      <ProofCheckForm locale={view.locale} form={{ typed: {}, errors: {} }} />
      <p class="govuk-body">{m.program}</p>
      <Checkpoints view={view} data={data} />
    </PortalLayout>
  )
}

const Lines: FC<{ lines: readonly string[] }> = ({ lines }) => (
  <ul class="govuk-list govuk-list--bullet">
    {lines.map(line => (
      <li>{line}</li>
    ))}
  </ul>
)

const Keys: FC<{ view: View; data: ProofsData }> = ({ view, data }) => {
  const m = proofMessages[view.locale]
  const [now, ...older] = data.keys
  const rows = ({ fingerprint, valid_from }: ProofsData['keys'][number]) => [
    { key: { text: m.fingerprint }, value: { text: <code class="mj-checksum">{fingerprint}</code> } },
    { key: { text: m.validFrom }, value: { text: shown(valid_from) } },
  ]
  return (
    <>
      <h2 class="govuk-heading-m">{m.keyTitle}</h2>
      {now ? (
        <>
          <p class="govuk-body">{m.keyLead}</p>
          <SummaryList rows={rows(now)} />
          <p class="govuk-body">
            <a class="govuk-link" href={keyHref}>
              {m.keyFile}
            </a>
          </p>
          {older.length > 0 && (
            <Details summaryText={m.olderKeys}>
              {older.map(key => (
                <SummaryList rows={rows(key)} />
              ))}
            </Details>
          )}
        </>
      ) : (
        <p class="govuk-body">{m.noKey}</p>
      )}
    </>
  )
}

const Checkpoints: FC<{ view: View; data: ProofsData }> = ({ view, data: { checkpoints } }) => {
  const m = proofMessages[view.locale]
  const { rows, page, pages } = checkpoints
  const reasonOf = (reason: string) => Object.entries(m.reasons).find(([name]) => name === reason)?.[1] ?? reason
  return (
    <section id="checkpoints">
      <h2 class="govuk-heading-m">{m.checkpointsTitle}</h2>
      {rows.length === 0 ? (
        <p class="mj-empty">{m.noCheckpoints}</p>
      ) : (
        <Scroll label={m.checkpointsTitle}>
          <Table
            head={[m.number, m.closedAt, m.size, m.reason, m.file, m.since].map(text => ({ text }))}
            rows={rows.map(row => [
              { text: row.number, classes: 'mj-number' },
              { text: shown(row.closed_at), classes: 'mj-number' },
              { text: grouped(String(row.size), view.locale), classes: 'mj-number' },
              { text: reasonOf(row.reason) },
              { text: <FileLink href={checkpointHref(row.number)} name={`${row.number}.json`} /> },
              {
                text:
                  row.number > 1 ? (
                    <FileLink href={consistencyHref(row.number - 1, row.number)} name={`${row.number - 1}-${row.number}.json`} />
                  ) : (
                    '–'
                  ),
              },
            ])}
          />
        </Scroll>
      )}
      {pages > 1 && (
        <Pagination
          landmarkLabel={uiWord(view.locale, 'pages')}
          previous={page > 1 ? { text: uiWord(view.locale, 'previous_page'), href: `${proofsPageHref(page - 1)}#checkpoints` } : undefined}
          next={page < pages ? { text: uiWord(view.locale, 'next_page'), href: `${proofsPageHref(page + 1)}#checkpoints` } : undefined}
        />
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={feedHref}>
          {m.feed}
        </a>
      </p>
    </section>
  )
}

const FileLink: FC<{ href: string; name: string }> = ({ href, name }) => (
  <a class="govuk-link mj-number" href={href} rel="nofollow">
    {name}
  </a>
)
