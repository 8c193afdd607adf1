import type { FC } from 'hono/jsx'
import type { Value } from '../../../kernel/figures/evaluate.ts'
import { printed, printedUnit } from '../../../kernel/figures/print.ts'
import { figureHref } from '../../../kernel/figures/slice.ts'
import type { Locale } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { PortalLayout } from '../../../web/layouts/portal.tsx'
import { StatTile } from '../../../web/ui/stat-tile.tsx'
import { articleHref, columnHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { ColumnTree, HomeData } from '../queries.ts'

export type HomeProps = { view: View; year: number | null; values: readonly Value[]; lists: HomeData; columns: ColumnTree }

/** A name in the reader's language. */
export const nameOf = (row: { name_zh: string; name_en: string }, locale: Locale): string => (locale === 'en' ? row.name_en : row.name_zh)

export const HomePage: FC<HomeProps> = ({ view, year, values, lists, columns }) => {
  const m = messages[view.locale]
  return (
    <PortalLayout view={view} title={m.homeTitle}>
      <section class="mj-hero">
        <h1 class="mj-hero__title">{m.homeTitle}</h1>
        <p class="mj-hero__text">{m.homeLead}</p>
      </section>
      {year !== null && values.length > 0 && (
        <section class="mj-section" aria-labelledby="year-in-figures">
          <div class="mj-section__head">
            <h2 class="mj-section__title" id="year-in-figures">
              {m.yearInFigures(year)}
            </h2>
            <a class="mj-section__more" href={`/figures?year=${year}`}>
              {m.seeFigures}
            </a>
          </div>
          <ul class="mj-tiles">
            {values.map(value => (
              <StatTile
                href={figureHref(value.figure.id, value.slice)}
                value={printed(value, view.locale)}
                unit={printedUnit(value, view.locale)}
                label={value.figure.name[view.locale]}
              />
            ))}
          </ul>
          <p class="govuk-body">
            {m.yearInFiguresNote}{' '}
            <a class="govuk-link" href="/reports">
              {m.seeReport(year)}
            </a>
          </p>
        </section>
      )}
      <div class="mj-cards">
        {lists.map(list => (
          <section class="mj-card" aria-labelledby={`latest-${list.code}`}>
            <div class="mj-card__head">
              <h2 class="mj-card__title" id={`latest-${list.code}`}>
                {nameOf(list, view.locale)}
              </h2>
              <a class="mj-card__more" href={columnHref(list.code)} aria-label={m.more(nameOf(list, view.locale))}>
                {m.moreShort}
              </a>
            </div>
            {list.items.length === 0 ? <p class="mj-empty">{m.empty}</p> : <DatedList items={list.items} />}
          </section>
        ))}
      </div>
      <section class="mj-section" aria-labelledby="all-columns">
        <div class="mj-section__head">
          <h2 class="mj-section__title" id="all-columns">
            {m.columns}
          </h2>
        </div>
        <ul class="mj-chips">
          {columns
            .filter(column => column.parent_id === null)
            .map(column => (
              <li>
                <a href={columnHref(column.code)}>{nameOf(column, view.locale)}</a>
              </li>
            ))}
        </ul>
      </section>
    </PortalLayout>
  )
}

export type DatedItem = { id: number; title: string; published_on: string; short_name?: string }

/** Titles with their days; the days are machine-readable. */
export const DatedList: FC<{ items: readonly DatedItem[] }> = ({ items }) => (
  <ul class="mj-list" lang="zh-CN">
    {items.map(item => (
      <li class="mj-list__item">
        <a class="mj-list__title" href={articleHref(item.id)}>
          {item.title}
        </a>
        {item.short_name && <span class="mj-list__source">{item.short_name}</span>}
        <time class="mj-list__date" datetime={item.published_on}>
          {item.published_on}
        </time>
      </li>
    ))}
  </ul>
)
