import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { articleHref, columnsHref, gazetteHref, gazettesHref } from '../links.ts'
import { type DisclosureWords, messages } from '../messages.ts'
import type { ConferenceList, GazetteData, GazetteList } from '../queries.ts'

export const GazettesPage: FC<{ view: View; issues: GazetteList }> = ({ view, issues }) => {
  const m = messages[view.locale]
  return (
    <PortalLayout view={view} title={m.gazette} crumbs={[{ text: m.columns, href: columnsHref }, { text: m.gazette }]}>
      <h1 class="govuk-heading-l">{m.gazette}</h1>
      <div class="mj-surface">
        {issues.length === 0 && <p class="mj-empty">{m.empty}</p>}
        <ul class="mj-list">
          {issues.map(issue => (
            <li class="mj-list__item">
              <a class="mj-list__title" href={gazetteHref(issue.year, issue.issue)}>
                {m.gazetteIssue(issue.year, issue.issue)}
              </a>
              <span class="mj-list__source">{m.gazetteTotal(issue.total_issue)}</span>
              <time class="mj-list__date" datetime={issue.issued_on}>
                {issue.issued_on}
              </time>
            </li>
          ))}
        </ul>
      </div>
    </PortalLayout>
  )
}

const sectionNames = (m: DisclosureWords): Readonly<Record<string, string>> => m.sections

export const GazettePage: FC<{ view: View; issue: GazetteData }> = ({ view, issue }) => {
  const m = messages[view.locale]
  const name = m.gazetteIssue(issue.year, issue.issue)
  const sections = [...new Set(issue.articles.map(article => article.section))]
  return (
    <PortalLayout view={view} title={`${m.gazette} ${name}`} crumbs={[{ text: m.gazette, href: gazettesHref }, { text: name }]}>
      <h1 class="govuk-heading-l">
        {m.gazette} {name}
      </h1>
      <p class="govuk-body">
        {m.gazetteTotal(issue.total_issue)} · <time datetime={issue.issued_on}>{issue.issued_on}</time>
      </p>
      {sections.map(section => (
        <section class="mj-surface">
          <h2 class="govuk-heading-m">{sectionNames(m)[section] ?? section}</h2>
          <ul class="mj-list" lang="zh-CN">
            {issue.articles
              .filter(article => article.section === section)
              .map(article => (
                <li class="mj-list__item">
                  <a class="mj-list__title" href={articleHref(article.id)}>
                    {article.title}
                  </a>
                  {article.document_number && <span class="mj-list__source">{article.document_number}</span>}
                  <span class="mj-list__date">
                    {m.pageNumber} {article.page}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </PortalLayout>
  )
}

export const ConferencesPage: FC<{ view: View; conferences: ConferenceList }> = ({ view, conferences }) => {
  const m = messages[view.locale]
  return (
    <PortalLayout view={view} title={m.conferences} crumbs={[{ text: m.columns, href: columnsHref }, { text: m.conferences }]}>
      <h1 class="govuk-heading-l">{m.conferences}</h1>
      <div class="mj-surface">
        {conferences.length === 0 && <p class="mj-empty">{m.empty}</p>}
        <ul class="mj-list" lang="zh-CN">
          {conferences.map(row => (
            <li class="mj-list__item">
              {row.transcript_id === null ? (
                <span class="mj-list__title">{row.topic}</span>
              ) : (
                <a class="mj-list__title" href={articleHref(row.transcript_id)}>
                  {row.topic}
                </a>
              )}
              <span class="mj-list__source">{row.short_name}</span>
              <time class="mj-list__date" datetime={row.held_on}>
                {row.held_on}
              </time>
            </li>
          ))}
        </ul>
      </div>
    </PortalLayout>
  )
}
