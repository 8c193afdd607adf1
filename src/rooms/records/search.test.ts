import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { someItem, type World, world } from '../../../test/world.ts'
import { type NewPublication, publish, publishMany } from '../../kernel/publications/publish.ts'
import { withdraw } from '../../kernel/publications/withdraw.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

const put = async (changes: Partial<NewPublication>): Promise<number> => (await w.run(w.cast.public, publish, someItem(w.cast, changes))).id
const html = async (query: string, lang?: 'en'): Promise<string> => (await w.get(`/search?${query}`, lang ? { lang } : {})).text()
const shape = z.strictObject({
  total: z.number(),
  exact: z.boolean(),
  hits: z.array(z.strictObject({ title: z.string(), href: z.string(), date: z.string(), snippet: z.string() })),
})
const json = async (query: string) => {
  const response = await w.get(`/search.json?${query}`)
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'application/json',
    'no-store',
  ])
  return shape.parse(await response.json())
}

describe('the page of a search', () => {
  it('shows the number of results, marked titles and snippets, and ways to narrow, in both languages', async () => {
    const id = await put({ title: '关于河长制的意见', body_html: '<p>全面推行河长制。</p>', genre: '意见' })
    const page = await html('q=%E6%B2%B3%E9%95%BF%E5%88%B6')
    expect(page).toContain(`<a class="govuk-link" href="/articles/${id}">关于<mark>河长制</mark>的意见</a>`)
    expect(page).toContain('全面推行<mark>河长制</mark>。')
    expect(page).toContain('找到1条信息')
    expect(page).toMatch(/href="\/search\?q=[^"]+&amp;genre=[^"]+"[^>]*>意见<\/a>/)
    const english = await html('q=%E6%B2%B3%E9%95%BF%E5%88%B6&genre=%E6%84%8F%E8%A7%81', 'en')
    expect(english).toContain('1 item found')
    expect(english).toContain('Narrowed to')
  })

  it('what was typed and what was published stays text', async () => {
    const attack = '<script>alert(1)</script>'
    await put({ title: `玄武岩${attack}`, body_html: `<p>玄武岩 &lt;img src=x onerror=alert(2)&gt; &amp;lt;b&amp;gt;</p>` })
    for (const query of [
      `q=${encodeURIComponent(attack)}`,
      'q=%E7%8E%84%E6%AD%A6%E5%B2%A9',
      `q=${encodeURIComponent('"><script>alert(1)</script>玄武岩')}`,
    ]) {
      const page = await html(query)
      expect(page).not.toContain('<script>alert')
      expect(page).not.toContain('<img src=x')
    }
    const { hits } = await json('q=%E7%8E%84%E6%AD%A6%E5%B2%A9')
    expect(hits[0]?.title).toBe(`玄武岩${attack}`)
    expect(hits[0]?.snippet).toBe('<mark>玄武岩</mark> &lt;img src=x onerror=alert(2)&gt; &amp;lt;b&amp;gt;')
  })

  it('without a query it tells how to search; where nothing is found, how to go on', async () => {
    expect(await html('')).toContain('怎样找得更准')
    const none = await html('q=%E9%BA%92%E9%BA%9F%E7%93%B7%E7%A0%96&year=2018&genre=%E6%84%8F%E8%A7%81')
    expect(none).toContain('没有找到')
    expect(none).toContain('去掉已选范围再搜索')
    expect(none).toContain('href="/columns"')
    expect(await html('q=%E9%BA%92%E9%BA%9F%E7%93%B7%E7%A0%96', 'en')).toContain('Nothing matches')
  })

  it('says while the index is being built how far it is', async () => {
    await w.db.insertInto('kernel.search_pending').values({ publication_id: 999_999 }).execute()
    expect(await html('q=%E6%B2%B3%E9%95%BF')).toMatch(/索引正在建立：\d+%/)
    await w.db.deleteFrom('kernel.search_pending').where('publication_id', '=', 999_999).execute()
    expect(await html('q=%E6%B2%B3%E9%95%BF')).not.toContain('索引正在建立')
  })

  it.each([
    'q=%FF%FE%80',
    'q=%00',
    'q=%25',
    'q=%22',
    'q=-a&page=0',
    'q=a&page=x&year=abc&column=-1&unit=99999999999&genre=%3Cb%3E&sort=up',
    `q=${'%E5%AD%97'.repeat(2000)}`,
    'q=a&q=b',
    'q=%E6%B2%B3&page=999999',
  ])('answers %s calmly', async query => {
    expect((await w.get(`/search?${query}`)).status).toBe(200)
    await json(query)
    expect((await w.get(`/search/suggestions?${query}`)).status).toBe(200)
  })

  it('is on every page of the portal as a form that needs no script', async () => {
    const home = await (await w.get('/')).text()
    expect(home).toMatch(/<form action="\/search" method="get">/)
    expect(home).toMatch(/<label class="govuk-label govuk-visually-hidden" for="site-search">搜索公开信息<\/label>/)
  })
})

describe('search for programs', () => {
  it('has exactly total, exact and hits, page by page', async () => {
    await w.run(
      w.cast.public,
      publishMany,
      Array.from({ length: 45 }, (_, i) => someItem(w.cast, { title: `花岗岩${i}` })),
    )
    const pages = [
      await json('q=%E8%8A%B1%E5%B2%97%E5%B2%A9'),
      await json('q=%E8%8A%B1%E5%B2%97%E5%B2%A9&page=2'),
      await json('q=%E8%8A%B1%E5%B2%97%E5%B2%A9&page=3'),
    ]
    expect(pages.map(page => [page.total, page.exact, page.hits.length])).toEqual([
      [45, true, 20],
      [45, true, 20],
      [45, true, 5],
    ])
    expect(new Set(pages.flatMap(page => page.hits.map(hit => hit.href))).size).toBe(45)
    expect(pages[0]?.hits[0]).toMatchObject({ date: '2018-12-28' })
  })

  it('answers what was asked and nothing else; the page seeks other words, and says so', async () => {
    await put({ title: '片麻岩调查工作安排' })
    const q = `q=${encodeURIComponent('请问片麻岩怎么安排调查呢')}`
    expect(await json(q)).toEqual({ total: 0, exact: true, hits: [] })
    const page = await html(q)
    expect(page).toContain('没有信息包含您输入的全部内容')
    expect(page).toContain('<mark>调查</mark>')
  })

  it('a withdrawn item is neither found nor suggested', async () => {
    const id = await put({ title: '大理岩公告', keywords: ['大理岩词'] })
    const suggested = async () => (await w.get(`/search/suggestions?q=${encodeURIComponent('大理岩')}`)).json()
    expect(await suggested()).toEqual({ suggestions: ['大理岩词', '大理岩公告'] })
    await w.run(w.cast.zhou, withdraw, { publication_id: id, kind: 'error', reason: '有误' })
    expect(await suggested()).toEqual({ suggestions: [] })
    expect(await json(`q=${encodeURIComponent('大理岩')}`)).toEqual({ total: 0, exact: true, hits: [] })
  })
})
