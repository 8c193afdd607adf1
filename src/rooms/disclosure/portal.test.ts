import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { publish, publishMany } from '../../kernel/publications/publish.ts'
import { page_size } from './queries.ts'

let w: World
let policy: number
let interpretation: number
beforeAll(async () => {
  w = await world()
  const titled = Array.from({ length: page_size + 5 }, (_, i) =>
    someItem(w.cast, { title: `第${i + 1}号动态`, published_on: '2018-03-01', formed_on: '2018-03-01' }),
  )
  await w.run(w.cast.public, publishMany, titled)
  const made = await w.run(
    w.cast.public,
    publish,
    someItem(w.cast, { title: '某政策', document_number: '测政发〔2018〕1号', validity: 'in_force', keywords: ['教育', '校车'] }),
  )
  policy = made.id
  interpretation = (await w.run(w.cast.public, publish, someItem(w.cast, { title: '某政策解读', interprets_id: policy, genre: '解读' }))).id
})
afterAll(() => w.drop())

const html = async (path: string, lang?: 'en') => (await w.get(path, lang ? { lang } : {})).text()

describe('an article', () => {
  it('carries the metadata and the page tags that the rules ask for', async () => {
    const page = await html(`/articles/${policy}`)
    for (const text of ['TEST00002/2018-', '测政发〔2018〕1号', '测试市教育局', '有效', '教育、校车']) expect(page).toContain(text)
    for (const tag of ['SiteName', 'SiteDomain', 'SiteIDCode', 'ColumnName', 'ColumnType', 'ArticleTitle', 'PubDate', 'ContentSource']) {
      expect(page).toMatch(new RegExp(`<meta name="${tag}" content="[^"]+"`))
    }
    expect(page).toContain('content="2018-12-28 09:30"')
  })

  it('and its interpretation lead to each other', async () => {
    expect(await html(`/articles/${policy}`)).toContain(`href="/articles/${interpretation}"`)
    expect(await html(`/articles/${interpretation}`)).toContain(`href="/articles/${policy}"`)
  })

  it.each(['0', 'x', '1e3', '0x10', '2147483648123', '1.5', '%ff', '-3'])('number %s does not exist, and says so kindly', async id => {
    const response = await w.get(`/articles/${id}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('没有找到')
  })
})

describe('a column', () => {
  it('lists its items newest first, a page at a time', async () => {
    const first = await html('/columns/test-news')
    expect(first.match(/mj-list__item/g)).toHaveLength(page_size)
    expect(first).toContain('/columns/test-news?page=2')
    const second = await html('/columns/test-news?page=2')
    expect(second).toContain('第1号动态')
  })

  it.each(['/columns/none', '/columns/test-news?page=99', '/columns/..%2F..%2Fetc'])('%s is not found', async path => {
    expect((await w.get(path)).status).toBe(404)
  })

  it('shows the first page for a page number that is none', async () => {
    expect((await w.get('/columns/test-news?page=abc')).status).toBe(200)
  })
})

describe('the language', () => {
  it('is Chinese by default, and English by the reader’s choice, on the same address', async () => {
    expect(await html('/columns')).toContain('lang="zh-CN"')
    expect(await html('/columns', 'en')).toContain('Find published information by column.')
    const chosen = await w.get('/columns?lang=en')
    expect(chosen.status).toBe(303)
    expect(chosen.headers.get('location')).toBe('/columns')
    expect(chosen.headers.get('set-cookie')).toContain('mj_lang=en')
  })

  it('never leads to another site', async () => {
    const chosen = await w.get('//evil.example/?lang=en')
    expect(chosen.headers.get('location')?.startsWith('//')).not.toBe(true)
  })
})

describe('the published flowchart', () => {
  it('is drawn from the process that runs, and also stands in words', async () => {
    expect(await html('/processes/publication-review')).toContain('审核通过')
    const svg = await w.get('/processes/publication-review.svg')
    expect(svg.headers.get('content-type')).toContain('image/svg+xml')
    expect(await svg.text()).toContain('签发并发布')
  })
})

describe('every public page', () => {
  it('has the frame that the law asks for, and no inline script or style', async () => {
    for (const path of [
      '/',
      '/columns',
      '/columns/test-news',
      `/articles/${policy}`,
      '/gazette',
      '/press-conferences',
      '/processes/publication-review',
    ]) {
      const response = await w.get(path)
      const page = await response.text()
      expect(response.status, path).toBe(200)
      expect(page, path).toContain('网站标识码：6203000001')
      expect(page, path).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle="|\son\w+="/)
      expect(response.headers.get('content-security-policy'), path).toMatch(/script-src 'self'.*style-src 'self'/)
      expect(response.headers.get('content-security-policy'), path).not.toContain('unsafe')
    }
  })
})
