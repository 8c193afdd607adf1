import type { FC } from 'hono/jsx'
import type { View } from './env.ts'
import { frameMessages } from './messages.ts'
import { Pagination } from './ui/pagination.tsx'

type Props = {
  view: View
  page: number
  pages: number
  href: (page: number) => string
  /** Which lines of how many are shown; without it which page of how many, where there are several. */
  count?: string | undefined
}

/** Where one is in a long list, and the way on and back. */
export const Pager: FC<Props> = ({ view, page, pages, href, count }) => {
  const m = frameMessages[view.locale]
  const words = count ?? (pages > 1 ? m.pageOf(page, pages) : undefined)
  return (
    <>
      {words !== undefined && <p class="mj-pager__count">{words}</p>}
      {pages > 1 && (
        <Pagination
          landmarkLabel={m.pages}
          previous={page > 1 ? { href: href(page - 1), text: m.previous } : undefined}
          next={page < pages ? { href: href(page + 1), text: m.next } : undefined}
        />
      )}
    </>
  )
}
