import { Hono } from 'hono'
import { commonLegend } from '../../kernel/cases/common.ts'
import { flowText } from '../../kernel/cases/flowchart.ts'
import { publicAttachment } from '../../kernel/files/attachments.ts'
import { latestFullYear } from '../../kernel/publications/years.ts'
import { numberIn, pageNumber } from '../../web/address.ts'
import { serveFile } from '../../web/download.ts'
import type { Env } from '../../web/env.ts'
import { processFiles } from '../../web/process-files.ts'
import { publicPage, read, viewOf } from '../../web/view.ts'
import { columnsHref, conferencesHref, fileHref, gazettesHref, reviewProcessHref } from './links.ts'
import { ArticlePage } from './pages/article.tsx'
import { ColumnPage, ColumnsPage } from './pages/column.tsx'
import { ConferencesPage, GazettePage, GazettesPage } from './pages/gazette.tsx'
import { HomePage } from './pages/home.tsx'
import { ProcessPage } from './pages/process.tsx'
import { review } from './process.ts'
import { article, columnPage, columnTree, conferences, gazette, gazettes, home, yearInFigures } from './queries.ts'

export const portal = new Hono<Env>()

/** The figures that the home page shows, in order; those of rooms that do not exist yet are left out. */
const homeFigures = [
  'disclosure.total',
  'disclosure.website',
  'disclosure.new_media',
  'disclosure.press',
  'policy.interpretations',
  'press.conferences',
  'trading.items',
  'budget.items',
]

/** A number from an address; anything else is a page that does not exist. */

portal.get('/', async c => {
  const year = await read(c, latestFullYear, null)
  const figures = homeFigures.flatMap(name => c.var.house.figures.get(name)?.figure ?? [])
  const [values, lists, columns] = await Promise.all([
    year === null ? [] : read(c, yearInFigures, { figures, year }),
    read(c, home, null),
    read(c, columnTree, null),
  ])
  return publicPage(c, <HomePage view={viewOf(c)} year={year} values={values} lists={lists} columns={columns} />)
})

portal.get(columnsHref, async c => publicPage(c, <ColumnsPage view={viewOf(c)} columns={await read(c, columnTree, null)} />))

portal.get('/columns/:code{[a-z0-9/-]+}', async c => {
  const data = await read(c, columnPage, { code: c.req.param('code'), page: pageNumber.parse(c.req.query('page') ?? 1) })
  return publicPage(c, <ColumnPage view={viewOf(c)} data={data} />)
})

portal.get('/articles/:id', async c =>
  publicPage(c, <ArticlePage view={viewOf(c)} item={await read(c, article, numberIn(c.req.param('id')))} />),
)

portal.get('/files/:id/:name', async c => {
  const file = await read(c, publicAttachment, numberIn(c.req.param('id')))
  if (c.req.param('name') !== file.name) return c.redirect(fileHref(file), 302) // nobody puts another name on our file
  return await serveFile(c, file, true)
})

portal.get(gazettesHref, async c => publicPage(c, <GazettesPage view={viewOf(c)} issues={await read(c, gazettes, null)} />))

portal.get('/gazette/:year/:issue', async c => {
  const issue = await read(c, gazette, { year: numberIn(c.req.param('year')), issue: numberIn(c.req.param('issue')) })
  return publicPage(c, <GazettePage view={viewOf(c)} issue={issue} />)
})

portal.get(conferencesHref, async c => publicPage(c, <ConferencesPage view={viewOf(c)} conferences={await read(c, conferences, null)} />))

portal.get(reviewProcessHref, c => {
  const { locale } = c.var
  return publicPage(
    c,
    <ProcessPage view={viewOf(c)} href={reviewProcessHref} lines={flowText(review, locale)} common={commonLegend(review, locale)} />,
  )
})

portal.route('/', processFiles(review, reviewProcessHref))
