import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { chartHref, coverageHref, reportFileHref, reportHref, reportProofHref, reportsHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { Release } from '../queries/releases.ts'
import type { Difference } from '../rules/difference.ts'
import { Contents, FigureTable, ReportText } from './body.tsx'
import { Differences } from './differences.tsx'
import { shownInstant } from './words.ts'

export type ReportPageProps = { view: View; release: Release; differences: readonly Difference[]; formName: string }

/** A released report: as frozen, with what the records say today beside it. */
export const ReportPage: FC<ReportPageProps> = ({ view, release, differences, formName }) => {
  const m = messages[view.locale]
  const { document, year } = release
  const tags = {
    ColumnName: '政府信息公开年报',
    ColumnType: '政府信息公开年报',
    ArticleTitle: document.title,
    PubDate: `${release.legal_day} 00:00`,
    ContentSource: document.issuer,
    Url: reportHref(year),
  }
  return (
    <PortalLayout view={view} title={document.title} crumbs={[{ text: m.room, href: reportsHref }, { text: m.reportOf(year) }]} tags={tags}>
      <Differences differences={differences} locale={view.locale} />
      <div class="mj-report">
        <Contents document={document} locale={view.locale} />
        <div class="mj-report__body">
          <article class="mj-article">
            <h1 class="mj-article__title" lang="zh-CN">
              {document.title}
            </h1>
            <p class="mj-article__byline">
              <span lang="zh-CN">{document.issuer}</span>
              <time datetime={release.legal_day}>{release.legal_day}</time>
              {release.late && <span class="mj-late">{m.late}</span>}
            </p>
            <Facts view={view} release={release} formName={formName} />
            {view.locale !== 'zh-CN' && <p class="govuk-body">{m.chineseOnly}</p>}
            <ReportText document={document} locale={view.locale} chartSource={name => chartHref(year, name)} />
          </article>
          <FigureTable document={document} differences={differences} locale={view.locale} />
        </div>
      </div>
    </PortalLayout>
  )
}

const Facts: FC<{ view: View; release: Release; formName: string }> = ({ view, release, formName }) => {
  const m = messages[view.locale]
  const { year } = release
  return (
    <dl class="mj-article__meta">
      <div>
        <dt>{m.legalDay}</dt>
        <dd>
          <time datetime={release.legal_day}>{release.legal_day}</time>
        </dd>
      </div>
      <div>
        <dt>{m.recordedAt}</dt>
        <dd>
          <time datetime={release.recorded_at}>{shownInstant(release.recorded_at)}</time>{' '}
          {release.late && <span class="mj-late">{m.late}</span>}
        </dd>
      </div>
      <div>
        <dt>{m.form}</dt>
        <dd>{formName}</dd>
      </div>
      <div>
        <dt>{m.downloads}</dt>
        <dd>
          <a class="govuk-link" href={reportFileHref(year, 'docx')}>
            {m.word}
          </a>
          {' · '}
          <a class="govuk-link" href={reportFileHref(year, 'json')}>
            {m.data}
          </a>
        </dd>
      </div>
      <div class="mj-article__meta-wide">
        <dt>{m.coverage}</dt>
        <dd>
          <a class="govuk-link" href={coverageHref(year)}>
            {m.coverageLink}
          </a>
        </dd>
      </div>
      <div class="mj-article__meta-wide">
        <dt>{m.hash}</dt>
        <dd class="mj-checksum">{release.content_hash}</dd>
      </div>
      <div class="mj-article__meta-wide">
        <dt>{m.proof}</dt>
        <dd>
          <a class="govuk-link" href={reportProofHref(year)}>
            {m.proofLink}
          </a>
        </dd>
      </div>
    </dl>
  )
}
