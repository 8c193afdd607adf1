import { Hono } from 'hono'
import { answer } from '../../kernel/search/answer.ts'
import { readQuery } from '../../kernel/search/query.ts'
import { search } from '../../kernel/search/search.ts'
import { marked } from '../../kernel/search/snippet.ts'
import { suggestions } from '../../kernel/search/suggest.ts'
import type { Env } from '../../web/env.ts'
import { page, read, viewOf } from '../../web/view.ts'
import { SearchPage } from './pages/search.tsx'
import { narrowed } from './queries.ts'
import { narrowingOf, searchForm } from './search-forms.ts'

/** Search over all that is published. Never cached: there are more questions than pages. */
export const searching = new Hono<Env>()

searching.get('/search', async c => {
  const form = searchForm.parse(c.req.query())
  const query = readQuery(form.q)
  const narrowing = narrowingOf(form)
  const [data, names] = await Promise.all([
    read(c, answer, { query, narrowing, sort: form.sort, page: form.page }),
    read(c, narrowed, narrowing),
  ])
  return page(c, <SearchPage view={viewOf(c)} form={form} query={query} data={data} names={names} />)
})

/**
 * The same for programs: `total` is exact up to 1,000, of more it is 1000 and `exact` false. `snippet` is a fragment of HTML: the item's text
 * escaped, what was sought in `<mark>`. Parameters as in the page's address. Of a sentence that nothing holds nothing is answered: there is no
 * place to say that other words were sought.
 */
searching.get('/search.json', async c => {
  const form = searchForm.parse(c.req.query())
  const { total, exact, hits } = await read(c, search, {
    query: readQuery(form.q),
    narrowing: narrowingOf(form),
    sort: form.sort,
    page: form.page,
  })
  c.header('Cache-Control', 'no-store')
  return c.json({
    total,
    exact,
    hits: hits.map(hit => ({
      title: hit.title.map(piece => piece.text).join(''),
      href: hit.href,
      date: hit.date,
      snippet: marked(hit.snippet),
    })),
  })
})

searching.get('/search/suggestions', async c => {
  c.header('Cache-Control', 'no-store')
  return c.json({ suggestions: await read(c, suggestions, c.req.query('q') ?? '') })
})
