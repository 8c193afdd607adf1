import type { FC } from 'hono/jsx'
import { articleProofHref } from '../../../kernel/audit/links.ts'
import { timeOf } from '../../../kernel/calendar/day.ts'
import { channels, isChannel } from '../../../kernel/publications/channels.ts'
import { categories, opennessTags, themes, withdrawalKinds } from '../../../kernel/publications/schemes.ts'
import type { View } from '../../../web/env.ts'
import { FileList } from '../../../web/files.tsx'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { Prose } from '../../../web/ui/prose.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { articleHref, columnHref, columnsHref, fileHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { ArticleData } from '../queries.ts'
import { DatedList } from './home.tsx'

/** '2018-12-28 09:30': an instant as people in China read it. */
export function shownInstant(recorded_at: string): string {
  const instant = Temporal.Instant.from(recorded_at)
  return `${instant.toZonedDateTimeISO('Asia/Shanghai').toPlainDate()} ${timeOf(instant)}`
}

const has = <K extends string>(table: Readonly<Record<K, unknown>>, key: string | null): key is K => key !== null && key in table

export const ArticlePage: FC<{ view: View; item: ArticleData }> = ({ view, item }) => {
  const m = messages[view.locale]
  const en = view.locale === 'en'
  const time = item.published_time.slice(0, 5)
  const crumbs = [
    { text: m.columns, href: columnsHref },
    ...(item.parent_code ? [{ text: (en ? item.parent_en : item.parent_zh) ?? '', href: columnHref(item.parent_code) }] : []),
    { text: en ? item.column_en : item.column_zh, href: columnHref(item.column_code) },
  ]
  if (item.withdrawn_on) return <WithdrawnPage view={view} item={item} />
  const tags = {
    ColumnName: item.column_zh,
    ColumnType: item.column_type,
    ArticleTitle: item.title,
    PubDate: `${item.published_on} ${time}`,
    ContentSource: item.source,
    Keywords: item.keywords.join(','),
    Description: item.summary,
    Url: articleHref(item.id),
  }
  return (
    <PortalLayout view={view} title={item.title} crumbs={crumbs} tags={tags}>
      <article class="mj-article">
        <h1 class="mj-article__title" lang="zh-CN">
          {item.title}
        </h1>
        <p class="mj-article__byline">
          <time datetime={`${item.published_on}T${time}+08:00`}>
            {item.published_on} {time}
          </time>
          {' · '}
          {m.source}: <span lang="zh-CN">{item.source}</span>
          {item.late && (
            <>
              {' '}
              <span class="mj-late">{m.late}</span>
            </>
          )}
        </p>
        <Facts view={view} item={item} />
        <Prose html={item.body_html} lang="zh-CN" />
        {item.attachments.length > 0 && (
          <section aria-labelledby="attachments">
            <h2 class="govuk-heading-m" id="attachments">
              {m.attachments}
            </h2>
            <FileList view={view} files={item.attachments} hrefOf={fileHref} />
          </section>
        )}
      </article>
      {item.policy_title && item.interprets_id !== null && (
        <section class="mj-section">
          <h2 class="govuk-heading-m">{m.interpretsPolicy}</h2>
          <p class="govuk-body" lang="zh-CN">
            <a class="govuk-link" href={articleHref(item.interprets_id)}>
              {item.policy_title}
            </a>
          </p>
        </section>
      )}
      {item.interpretations.length > 0 && (
        <section class="mj-section">
          <h2 class="govuk-heading-m">{m.interpretations}</h2>
          <DatedList items={item.interpretations} />
        </section>
      )}
      <Deliveries view={view} item={item} />
    </PortalLayout>
  )
}

const Facts: FC<{ view: View; item: ArticleData }> = ({ view, item }) => {
  const m = messages[view.locale]
  const facts: [string, string | null, 'wide'?][] = [
    [m.indexNumber, item.index_number],
    [m.documentNumber, item.document_number],
    [m.unit, item.unit_name],
    [m.formedOn, item.formed_on],
    [m.publishedOn, item.published_on],
    [m.theme, themes[item.theme] ?? item.theme],
    [m.genre, item.genre],
    [m.category, categories[item.category]?.[view.locale] ?? null],
    [m.openness, has(opennessTags, item.openness) ? opennessTags[item.openness][view.locale] : null],
    [m.validity, has(m.validities, item.validity) ? m.validities[item.validity] : null],
    [m.mode, m.modeProactive],
    [m.audience, m.audienceAll],
    [m.keywords, item.keywords.length > 0 ? item.keywords.join('、') : null, 'wide'],
  ]
  return (
    <dl class="mj-article__meta" aria-label={m.metadata}>
      {facts.map(
        ([name, value, width]) =>
          value !== null && (
            <div class={width ? 'mj-article__meta-wide' : undefined}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

const Deliveries: FC<{ view: View; item: ArticleData }> = ({ view, item }) => {
  const m = messages[view.locale]
  return (
    <section class="mj-section" aria-labelledby="deliveries">
      <h2 class="govuk-heading-m" id="deliveries">
        {m.deliveries}
      </h2>
      <p class="govuk-body-s">{m.deliveriesNote}</p>
      <DeliveriesTable view={view} deliveries={item.deliveries} />
      <p class="govuk-body-s mj-checksum">
        {m.versions(item.version)} · {m.contentHash}: <code>{item.content_hash}</code> ·{' '}
        <a class="govuk-link" href={articleProofHref(item.id)} rel="nofollow">
          {m.checkProof}
        </a>
      </p>
    </section>
  )
}

/** Where and when an item was made public, and when that was recorded: on the portal and on the desk. */
export const DeliveriesTable: FC<{ view: View; deliveries: ArticleData['deliveries'] }> = ({ view, deliveries }) => {
  const m = messages[view.locale]
  return (
    <Scroll label={m.deliveries}>
      <Table
        head={[{ text: m.outlet }, { text: m.channel }, { text: m.day }, { text: m.proof }, { text: m.recordedAt }]}
        rows={deliveries.map(row => [
          { text: row.name },
          { text: isChannel(row.channel) ? channels[row.channel][view.locale] : row.channel },
          { text: row.delivered_on },
          { text: row.proof },
          {
            text: (
              <>
                {shownInstant(row.recorded_at)} {row.late && <span class="mj-late">{m.late}</span>}
              </>
            ),
          },
        ])}
      />
    </Scroll>
  )
}

const WithdrawnPage: FC<{ view: View; item: ArticleData }> = ({ view, item }) => {
  const m = messages[view.locale]
  const kind = has(withdrawalKinds, item.withdrawal_kind) ? withdrawalKinds[item.withdrawal_kind][view.locale] : '–'
  return (
    <PortalLayout view={view} title={m.withdrawnTitle} crumbs={[{ text: m.columns, href: columnsHref }]}>
      <div class="mj-article">
        <h1 class="mj-article__title">{m.withdrawnTitle}</h1>
        <p class="govuk-body-l">{m.withdrawnText(item.withdrawn_on ?? '', kind)}</p>
        <dl class="mj-article__meta">
          <div>
            <dt>{m.indexNumber}</dt>
            <dd>{item.index_number}</dd>
          </div>
          <div>
            <dt>{m.unit}</dt>
            <dd>{item.unit_name}</dd>
          </div>
        </dl>
      </div>
    </PortalLayout>
  )
}
