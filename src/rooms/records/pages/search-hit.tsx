import type { FC } from 'hono/jsx'
import type { Hit } from '../../../kernel/search/search.ts'
import type { Piece } from '../../../kernel/search/snippet.ts'
import type { View } from '../../../web/env.ts'
import { searchMessages } from '../search-messages.ts'

const Marked: FC<{ pieces: readonly Piece[] }> = ({ pieces }) => <>{pieces.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>

export const SearchHit: FC<{ view: View; hit: Hit }> = ({ view, hit }) => (
  <li class="mj-hit">
    <h3 class="mj-hit__title" lang="zh-CN">
      <a class="govuk-link" href={hit.href}>
        <Marked pieces={hit.title} />
      </a>
    </h3>
    <p class="mj-hit__text" lang="zh-CN">
      <Marked pieces={hit.snippet} />
    </p>
    <p class="mj-hit__meta">
      <time datetime={hit.date}>{hit.date}</time>
      {' · '}
      <span lang="zh-CN">{hit.unit}</span>
      {' · '}
      {view.locale === 'en' ? hit.column_en : <span lang="zh-CN">{hit.column_zh}</span>}
      {hit.document_number !== null && (
        <>
          {' · '}
          <span class="govuk-visually-hidden">{searchMessages[view.locale].number} </span>
          <span lang="zh-CN">{hit.document_number}</span>
        </>
      )}
    </p>
  </li>
)
