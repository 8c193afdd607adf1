import type { FC } from 'hono/jsx'
import { dayOf, timeOf } from '../../../kernel/calendar/day.ts'
import type { Value } from '../../../kernel/figures/evaluate.ts'
import { grouped } from '../../../kernel/figures/print.ts'
import type { RecordPage, RecordRow } from '../../../kernel/figures/record-set.ts'
import type { Slice } from '../../../kernel/figures/slice.ts'
import type { Locale } from '../../../kernel/words.ts'
import { Pagination } from '../../../web/ui/pagination.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { figureJsonHref, figurePageHref, recordsCsvHref, recordsJsonHref } from '../links.ts'
import { messages } from '../messages.ts'

/** One page of the records behind a figure, with the exact number of all of them. */
export const RecordListSection: FC<{ locale: Locale; value: Value; list: RecordPage }> = ({ locale, value, list }) => {
  const m = messages[locale]
  const { id } = value.figure
  return (
    <section class="mj-section" id="records">
      <div class="mj-section__head">
        <h2 class="mj-section__title">{m.recordsTitle}</h2>
      </div>
      <p class="govuk-body">
        <strong>{m.exactly(grouped(String(list.total), locale), value.lists[0]?.set.noun[locale] ?? '')}</strong>
        {list.pages > 1 && <> · {m.pageOf(grouped(String(list.page), locale), grouped(String(list.pages), locale))}</>}
      </p>
      {list.total === 0 ? (
        <p class="mj-empty">{m.noRecords}</p>
      ) : (
        <div class="mj-surface">
          <ul class="mj-list">
            {list.rows.map(row => (
              <RecordItem locale={locale} row={row} />
            ))}
          </ul>
        </div>
      )}
      {list.pages > 1 && <Pager locale={locale} id={id} slice={value.slice} list={list} />}
      <ul class="mj-chips mj-noprint" aria-label={m.exports}>
        <li>
          <a href={recordsCsvHref(id, value.slice)}>{m.csv}</a>
        </li>
        <li>
          <a href={recordsJsonHref(id, value.slice)}>{m.listJson}</a>
        </li>
        <li>
          <a href={figureJsonHref(id, value.slice)}>{m.json}</a>
        </li>
      </ul>
    </section>
  )
}

const RecordItem: FC<{ locale: Locale; row: RecordRow }> = ({ locale, row }) => {
  const m = messages[locale]
  return (
    <li class="mj-list__item">
      <span class="mj-list__title">
        {row.href === null ? (
          <span lang="zh-CN">{row.title}</span>
        ) : (
          <a class="govuk-link" href={row.href} lang="zh-CN">
            {row.title}
          </a>
        )}
        {row.late && (
          <>
            {' '}
            <span class="mj-late">{m.late(instantText(row.recorded_at))}</span>
          </>
        )}
      </span>
      <span class="mj-list__source" lang="zh-CN">
        {row.unit} · {row.detail}
      </span>
      <time class="mj-list__date" datetime={row.day}>
        {row.day}
      </time>
    </li>
  )
}

/** An instant as people in China read it, to the minute. */
const instantText = (instant: string): string => {
  const at = Temporal.Instant.from(instant)
  return `${dayOf(at)} ${timeOf(at)}`
}

/** The first, the last, and the neighbours of this page: seven places at most, however long the list. */
const Pager: FC<{ locale: Locale; id: string; slice: Slice; list: RecordPage }> = ({ locale, id, slice, list }) => {
  const m = messages[locale]
  const { page, pages } = list
  const href = (to: number) => `${figurePageHref(id, slice, to)}#records`
  const near = [1, page - 1, page, page + 1, pages].filter((at, i, all) => at >= 1 && at <= pages && all.indexOf(at) === i)
  const items = near.flatMap((at, i) => {
    const gap = at - (near[i - 1] ?? at) > 1
    const link = {
      number: grouped(String(at), locale),
      href: href(at),
      visuallyHiddenText: m.goToPage(grouped(String(at), locale)),
      current: at === page,
    }
    return gap ? [{ ellipsis: true }, link] : [link]
  })
  return (
    <Pagination
      landmarkLabel={uiWord(locale, 'pages')}
      previous={page > 1 ? { text: uiWord(locale, 'previous_page'), href: href(page - 1) } : undefined}
      next={page < pages ? { text: uiWord(locale, 'next_page'), href: href(page + 1) } : undefined}
      items={items}
    />
  )
}
