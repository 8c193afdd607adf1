import { randomUUID } from 'node:crypto'
import { globSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { docxOf, pdfOf, png } from '../../kernel/files/made.fixture.ts'
import { textOfFile } from '../../kernel/files/remember-text.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { theHouse } from '../../kernel/org/actor.ts'
import { publish } from '../../kernel/publications/publish.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())
afterEach(async () => {
  expect(await readdir(w.files.incoming)).toEqual([])
})

const fileOf = (content: Buffer | string, name: string) => new File([new Uint8Array(Buffer.from(content))], name)

async function drafted(as: Actor = w.cast.li): Promise<number> {
  const form = {
    form_id: randomUUID(),
    unit_id: String(w.cast.education.id),
    column_id: String(w.cast.column.id),
    title: '关于秋季开学的通知',
    body_text: '第一段。',
    genre: '通知',
    theme: '11',
    category: '15',
    openness: 'service',
    formed_on: '2026-11-02',
    source: '测试市教育局',
  }
  const answer = await w.post('/desk/drafts', form, { as })
  return Number(answer.headers.get('location')?.split('/').at(-1))
}

const attach = (id: number, file: File | '', as: Actor = w.cast.li, form: Record<string, string> = {}, lang: 'en' | 'zh-CN' = 'en') =>
  w.upload(
    `/desk/drafts/${id}/attachments`,
    { form_id: randomUUID(), description: '', ...form, file: file || new File([], '') },
    { as, lang },
  )
const step = (id: number, noun: string, as: Actor, note = '') =>
  w.post(`/desk/drafts/${id}/${noun}`, { form_id: randomUUID(), note }, { as })
const rowsOf = (id: number) => w.db.selectFrom('kernel.attachments').selectAll().where('case_id', '=', id).orderBy('position').execute()
const draftPage = async (id: number, as: Actor = w.cast.li) => await (await w.get(`/desk/drafts/${id}`, { as, lang: 'en' })).text()

async function released(id: number): Promise<number> {
  for (const [noun, as] of [
    ['submissions', w.cast.li],
    ['approvals', w.cast.zhao],
    ['releases', w.cast.sun],
  ] as const)
    expect((await step(id, noun, as)).status).toBe(303)
  const row = await w.db.selectFrom('disclosure.drafts').select('publication_id').where('case_id', '=', id).executeTakeFirstOrThrow()
  return row.publication_id ?? 0
}

/** A released item with one file: its id, the file's address and content. */
async function publicFile(content: Buffer = pdfOf([randomUUID()]), name = '供暖办法.pdf') {
  const id = await drafted()
  expect((await attach(id, fileOf(content, name))).status).toBe(303)
  const publication = await released(id)
  const page = await (await w.get(`/articles/${publication}`)).text()
  const href = /href="(\/files\/[^"]+)"/.exec(page)?.[1] ?? ''
  return { id, publication, page, href, content }
}

describe('a draft’s attachments', () => {
  it('are added with a description, shown with kind and size, read by those who see the draft, and taken out again', async () => {
    const id = await drafted()
    const content = docxOf('实施细则')
    const answer = await attach(id, fileOf(content, '实施 细则.docx'), w.cast.li, { description: '细则全文' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/desk/drafts/${id}#attachments`)
    const page = await draftPage(id)
    expect(page).toContain('实施 细则.docx')
    expect(page).toContain('细则全文')
    expect(page).toContain('Word document · ')
    const [row] = await rowsOf(id)
    const href = `/desk/drafts/${id}/attachments/${row?.id}/${encodeURIComponent('实施 细则.docx')}`
    expect(page).toContain(`href="${href}"`)
    const served = await w.get(href, { as: w.cast.li })
    expect(Buffer.from(await served.arrayBuffer())).toEqual(content)
    expect(served.headers.get('cache-control')).toBe('private, no-cache')
    expect((await w.post(`/desk/drafts/${id}/attachments/${row?.id}/removals`, {}, { as: w.cast.li })).status).toBe(303)
    expect(await rowsOf(id)).toEqual([])
    expect((await w.get(href, { as: w.cast.li })).status).toBe(404)
    expect(await draftPage(id)).toContain('No attachments.')
  })

  it('sent twice by one form are added once', async () => {
    const id = await drafted()
    const form = { form_id: randomUUID() }
    const answers = await Promise.all([1, 2].map(() => attach(id, fileOf('same', 'a.txt'), w.cast.li, form)))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await rowsOf(id)).toHaveLength(1)
  })

  it('leave the other forms of the page their own ids', async () => {
    const ids = [...(await draftPage(await drafted())).matchAll(/name="form_id" value="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('have their words read after the commit', async () => {
    const id = await drafted()
    await attach(id, fileOf(docxOf('可以查找的文字'), 'a.docx'))
    expect(await w.drain()).toBeGreaterThan(0)
    const [row] = await rowsOf(id)
    expect(await w.read(theHouse, textOfFile, row?.sha256 ?? '')).toMatchObject({ status: 'extracted', text: '可以查找的文字' })
  })

  it('are no more than the house allows, also when they come at once', async () => {
    const id = await drafted()
    const answers = await Promise.all(Array.from({ length: 22 }, (_, i) => attach(id, fileOf(`number ${i}`, `${i}.txt`))))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(20)
    const refused = answers.find(({ status }) => status === 422)
    expect(await refused?.text()).toContain('no more than 20 attachments')
    expect((await rowsOf(id)).map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })
})

describe('the search', () => {
  const found = async (q: string) => await (await w.get(`/search?q=${encodeURIComponent(q)}`)).text()

  it('finds an item by the words of its attachments, whether they were read before its release or after', async () => {
    const [early, late] = [await drafted(), await drafted()]
    await attach(early, fileOf(docxOf('孔雀石先行'), 'a.docx'))
    await w.drain()
    const first = await released(early)
    await attach(late, fileOf(docxOf('蓝铜矿后到'), 'b.docx'), w.cast.li, { description: '矿产说明' })
    const second = await released(late)
    expect(await found('蓝铜矿后到')).not.toContain(`/articles/${second}"`)
    await w.drain()
    expect(await found('孔雀石先行')).toContain(`/articles/${first}"`)
    expect(await found('蓝铜矿后到')).toContain(`/articles/${second}"`)
    expect(await found('矿产说明')).toContain(`/articles/${second}"`)
  })

  it('no longer finds what an amendment took away', async () => {
    const id = await drafted()
    await attach(id, fileOf('辉钼矿不再公开', 'a.txt'))
    const publication = await released(id)
    await w.drain()
    expect(await found('辉钼矿不再公开')).toContain(`/articles/${publication}"`)
    const typed = { title: '改过', body_text: '改过。', reason: '附件有误' }
    expect((await w.post(`/desk/publications/${publication}/amendments`, typed, { as: w.cast.sun })).status).toBe(303)
    expect(await found('辉钼矿不再公开')).not.toContain(`/articles/${publication}"`)
  })
})

describe('a bad upload is told beside its field, and nothing typed is lost:', () => {
  it.each<[string, () => File | '', RegExp]>([
    ['no file', () => '', /Choose a file/],
    ['an empty file', () => fileOf('', 'a.txt'), /“a.txt” is empty/],
    ['a page', () => fileOf('<script>alert(1)</script>', 'a.txt'), /of a kind that cannot be attached/],
    ['another kind than its ending says', () => fileOf(png, 'a.pdf'), /does not fit its content, which is: PNG picture/],
    ['a path for a name', () => fileOf(png, '../../../../etc/passwd'), /The ending of “passwd” does not fit/],
  ])('%s', async (_what, file, words) => {
    const id = await drafted()
    const stored = globSync('files/*/*/*', { cwd: w.files.root }).length
    const answer = await attach(id, file(), w.cast.li, { description: '写好的说明' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toMatch(words)
    expect(page).toContain('href="#file"')
    expect(page).toContain('id="file-error"')
    expect(page).toContain('value="写好的说明"')
    expect(await rowsOf(id)).toEqual([])
    expect(globSync('files/*/*/*', { cwd: w.files.root })).toHaveLength(stored)
  })

  it('the same content twice', async () => {
    const id = await drafted()
    await attach(id, fileOf('same', 'a.txt'))
    const again = await attach(id, fileOf('same', 'b.txt'))
    expect(again.status).toBe(422)
    expect(await again.text()).toContain('attached already (“a.txt”)')
  })

  it('too long a description', async () => {
    const answer = await attach(await drafted(), fileOf('text', 'a.txt'), w.cast.li, { description: '很'.repeat(301) })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('300 characters or fewer')
  })

  it('in Chinese, with the punctuation of Chinese', async () => {
    const answer = await attach(await drafted(), fileOf('', 'a.txt'), w.cast.li, {}, 'zh-CN')
    expect(await answer.text()).toContain('“a.txt”是空文件\uff0c请检查后重新选择')
  })

  it.each([
    ['a form without parts', 'application/x-www-form-urlencoded', 'file=x', 422],
    ['parts without a boundary', 'multipart/form-data', 'x', 422],
    [
      'parts that end too early',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
      422,
    ],
    ['parts of nothing', 'multipart/form-data; boundary=b', '--b--\r\n', 422],
    ['JSON', 'application/json', '{}', 422],
  ])('%s', async (_what, type, body, status) => {
    const id = await drafted()
    const answer = await w.app.request(`http://mingjing.test/desk/drafts/${id}/attachments`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, origin: 'http://mingjing.test', cookie: await w.cookie(w.cast.li) },
    })
    expect(answer.status).toBe(status)
    expect(await rowsOf(id)).toEqual([])
  })
})

describe('who may not', () => {
  it('others add and take out nothing, and those of other units find nothing', async () => {
    const id = await drafted()
    await attach(id, fileOf('text', 'a.txt'))
    const [row] = await rowsOf(id)
    const href = `/desk/drafts/${id}/attachments/${row?.id}/a.txt`
    expect((await attach(id, fileOf('other', 'b.txt'), w.cast.wu)).status).toBe(404)
    expect((await attach(id, fileOf('other', 'b.txt'), w.cast.zhao)).status).toBe(403)
    expect((await w.post(`${`/desk/drafts/${id}/attachments/${row?.id}`}/removals`, {}, { as: w.cast.wu })).status).toBe(404)
    expect((await w.get(href, { as: w.cast.wu })).status).toBe(404)
    expect((await w.get(href, { as: w.cast.audit })).status).toBe(404)
    expect((await w.get(href, { as: w.cast.zhao })).status).toBe(200)
    expect(await rowsOf(id)).toHaveLength(1)
  })

  it('a draft’s file is not public, nor is it found under another draft', async () => {
    const [id, other] = [await drafted(), await drafted()]
    await attach(id, fileOf('text', 'a.txt'))
    const [row] = await rowsOf(id)
    expect((await w.get(`/files/${row?.id}/a.txt`)).status).toBe(404)
    expect((await w.get(`/desk/drafts/${other}/attachments/${row?.id}/a.txt`, { as: w.cast.li })).status).toBe(404)
    expect((await w.post(`/desk/drafts/${other}/attachments/${row?.id}/removals`, {}, { as: w.cast.li })).status).toBe(303)
    expect(await rowsOf(id)).toHaveLength(1)
  })

  it('the author no longer, once others have the draft: what was reviewed is what is signed', async () => {
    const id = await drafted()
    await attach(id, fileOf('text', 'a.txt'))
    await step(id, 'submissions', w.cast.li)
    const [row] = await rowsOf(id)
    expect((await attach(id, fileOf('late', 'b.txt'))).status).toBe(409)
    expect((await w.post(`/desk/drafts/${id}/attachments/${row?.id}/removals`, {}, { as: w.cast.li })).status).toBe(409)
    expect(await draftPage(id)).not.toContain('enctype="multipart/form-data"')
  })

  it('whoever is signed out meanwhile is asked to sign in, and comes back to the draft', async () => {
    const id = await drafted()
    const answer = await w.upload(`/desk/drafts/${id}/attachments`, { file: fileOf('text', 'a.txt') })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/desk/sign-in?to=%2Fdesk%2Fdrafts%2F${id}%2Fattachments`)
    const back = await w.get(`/desk/drafts/${id}/attachments`, { as: w.cast.li })
    expect(back.headers.get('location')).toBe(`/desk/drafts/${id}`)
  })

  it('a page of another site', async () => {
    const id = await drafted()
    const headers = { origin: 'https://elsewhere.example' }
    const answer = await w.upload(`/desk/drafts/${id}/attachments`, { file: fileOf('text', 'a.txt') }, { as: w.cast.li, headers })
    expect(answer.status).toBe(403)
    expect(await rowsOf(id)).toEqual([])
  })
})

describe('with the release', () => {
  it('attachments become public, with the item and in its order; the review keeps its own', async () => {
    const id = await drafted()
    await attach(id, fileOf(pdfOf(['one']), '一.pdf'), w.cast.li, { description: '第一个' })
    await attach(id, fileOf(png, '二.png'))
    const publication = await released(id)
    const page = await (await w.get(`/articles/${publication}`)).text()
    expect(page.indexOf('一.pdf')).toBeGreaterThan(0)
    expect(page.indexOf('二.png')).toBeGreaterThan(page.indexOf('一.pdf'))
    expect(page).toContain('第一个')
    expect(page).toContain('PDF · ')
    expect(await rowsOf(id)).toHaveLength(2)
    expect(await draftPage(id)).toContain('一.pdf')
  })

  it('are gone with the item when it is withdrawn, at once', async () => {
    const { publication, href } = await publicFile()
    expect((await w.get(href)).status).toBe(200)
    await w.post(`/desk/publications/${publication}/withdrawals`, { kind: 'privacy', reason: '涉及隐私' }, { as: w.cast.sun })
    expect((await w.get(href)).status).toBe(404)
    expect(await (await w.get(`/articles/${publication}`)).text()).not.toContain('/files/')
  })

  it('are not for the public when the item is for a group', async () => {
    const { publication, href } = await publicFile()
    await w.db.updateTable('kernel.publications').set({ audience: 'group' }).where('id', '=', publication).execute()
    expect((await w.get(href)).status).toBe(404)
  })

  it('are kept or dropped by an amendment, as its author says', async () => {
    const id = await drafted()
    await attach(id, fileOf('one', '一.txt'))
    await attach(id, fileOf('two', '二.txt'))
    const publication = await released(id)
    const hrefs = [...(await (await w.get(`/articles/${publication}`)).text()).matchAll(/href="(\/files\/(\d+)\/[^"]+)"/g)]
    const form = await (await w.get(`/desk/publications/${publication}/amendments/new`, { as: w.cast.sun })).text()
    for (const [, , file] of hrefs) expect(form).toMatch(new RegExp(`name="keep_${file}"[^>]*checked`))
    const [first, second] = hrefs
    const typed = { title: '改过', body_text: '改过。', reason: '附件有误', [`keep_${second?.[2]}`]: 'yes' }
    const wrong = await w.post(`/desk/publications/${publication}/amendments`, { ...typed, reason: '' }, { as: w.cast.sun })
    expect(wrong.status).toBe(422)
    const shown = await wrong.text()
    expect(shown).toMatch(new RegExp(`name="keep_${second?.[2]}"[^>]*checked`))
    expect(shown).not.toMatch(new RegExp(`name="keep_${first?.[2]}"[^>]*checked`))
    expect((await w.post(`/desk/publications/${publication}/amendments`, typed, { as: w.cast.sun })).status).toBe(303)
    const page = await (await w.get(`/articles/${publication}`)).text()
    expect(page).not.toContain('一.txt')
    expect(page).toContain('二.txt')
    expect((await w.get(first?.[1] ?? '')).status).toBe(404)
    expect((await w.get(second?.[1] ?? '')).status).toBe(200)
  })
})

describe('a public file', () => {
  it('is served whole, with a name, a hash and nothing that runs', async () => {
    const { href, content } = await publicFile()
    const served = await w.get(href)
    expect(Buffer.from(await served.arrayBuffer())).toEqual(content)
    const headers = Object.fromEntries(served.headers)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, no-cache',
      'content-disposition': `inline; filename="____.pdf"; filename*=UTF-8''${encodeURIComponent('供暖办法.pdf')}`,
    })
    expect(headers.etag).toMatch(/^"[0-9a-f]{64}"$/)
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).not.toContain('script-src')
  })

  it('other than a PDF stands in a sandbox, and what is no picture is saved, not opened', async () => {
    const word = await w.get((await publicFile(docxOf(randomUUID()), 'a.docx')).href)
    expect(word.headers.get('content-security-policy')).toMatch(/^sandbox;/)
    expect(word.headers.get('content-disposition')).toMatch(/^attachment;/)
    const text = await w.get((await publicFile(Buffer.from(randomUUID()), 'a.txt')).href)
    expect(text.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(text.headers.get('content-security-policy')).toMatch(/^sandbox;/)
  })

  it('has one address: another name leads to its own', async () => {
    const { href } = await publicFile()
    const other = await w.get(href.replace(/[^/]+$/, 'other.exe'))
    expect(other.status).toBe(302)
    expect(other.headers.get('location')).toBe(href)
  })

  it('is given in ranges, as they are asked', async () => {
    const { href, content } = await publicFile()
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length + 50), fc.nat(content.length + 50), async (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const served = await w.get(href, { headers: { range: `bytes=${from}-${to}` } })
        const bytes = Buffer.from(await served.arrayBuffer())
        if (from >= content.length) {
          expect(served.status).toBe(416)
          expect(served.headers.get('content-range')).toBe(`bytes */${content.length}`)
          return
        }
        const last = Math.min(to, content.length - 1)
        expect(served.status).toBe(206)
        expect(served.headers.get('content-range')).toBe(`bytes ${from}-${last}/${content.length}`)
        expect(served.headers.get('content-length')).toBe(String(bytes.length))
        expect(bytes).toEqual(content.subarray(from, last + 1))
      }),
      { numRuns: 40 },
    )
  })

  it('answers conditions: nothing new, and a range only of what the reader has', async () => {
    const { href, content } = await publicFile()
    const etag = (await w.get(href)).headers.get('etag') ?? ''
    expect((await w.get(href, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await w.get(href, { headers: { 'if-none-match': `"x", W/${etag}` } })).status).toBe(304)
    expect((await w.get(href, { headers: { 'if-none-match': '"x"' } })).status).toBe(200)
    expect((await w.get(href, { headers: { range: 'bytes=0-3', 'if-range': etag } })).status).toBe(206)
    const whole = await w.get(href, { headers: { range: 'bytes=0-3', 'if-range': '"an older one"' } })
    expect(whole.status).toBe(200)
    expect((await whole.arrayBuffer()).byteLength).toBe(content.length)
  })

  it('is described by HEAD without being opened', async () => {
    const { href, content } = await publicFile()
    const head = await w.app.request(`http://mingjing.test${href}`, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(String(content.length))
    expect((await head.arrayBuffer()).byteLength).toBe(0)
  })

  it('that the store lost is not found, rather than a fault in the middle of an answer', async () => {
    const { href } = await publicFile()
    const etag = (await w.get(href)).headers.get('etag')?.replaceAll('"', '') ?? ''
    await w.files.store.remove(etag)
    expect((await w.get(href)).status).toBe(404)
  })

  it.each(['/files/0/a', '/files/x/a', '/files/999999/a.pdf', '/files/1e3/a', '/files/1'])('%s is none', async path => {
    expect((await w.get(path)).status).toBe(404)
  })
})

it('a publication that never was a draft has no attachments', async () => {
  const { id } = await w.run(w.cast.sun, publish, someItem(w.cast))
  expect(await (await w.get(`/articles/${id}`)).text()).not.toContain('id="attachments"')
})
