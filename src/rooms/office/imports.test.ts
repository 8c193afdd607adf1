import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sent, someItem, type World, world } from '../../../test/world.ts'
import { dropOldSheets, receiveSheet, takeIn } from '../../kernel/imports/import.ts'
import { headingOf, type ImportKind, sheetColumns } from '../../kernel/imports/kinds.ts'
import { csvOf, workbook } from '../../kernel/imports/write.ts'
import { publish } from '../../kernel/publications/publish.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

type Cells = Readonly<Record<string, string>>
const item = (changes: Cells = {}): Cells => ({
  unit: 'test-city.education',
  column: 'test-news',
  title: '关于开学的通知',
  body: '各学校：\n请做好准备。',
  genre: '通知',
  theme: '11 科技、教育',
  category: '15',
  openness: '管理公开',
  formed_on: '2018-07-01',
  published_on: '2018/7/2',
  source: '测试市教育局',
  ...changes,
})
const rowsOf = (kind: ImportKind, rows: readonly Cells[]): string[][] => [
  sheetColumns[kind].map(headingOf),
  ...rows.map(cells => sheetColumns[kind].map(({ name }) => cells[name] ?? '')),
]

async function send(path: string, content: Buffer | string, sent: Sent, name = 'sheet.xlsx'): Promise<Response> {
  const form = new FormData()
  form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name)
  const cookie = sent.as ? await w.cookie(sent.as) : ''
  return await w.app.request(`http://mingjing.test${path}`, {
    method: 'POST',
    body: form,
    headers: { origin: 'http://mingjing.test', cookie },
  })
}
const sheetOf = async (kind: ImportKind, rows: readonly Cells[]) => await workbook([{ name: 'data', rows: rowsOf(kind, rows) }])
const zhou = () => ({ as: w.cast.zhou })
const system = () => ({ as: w.cast.system })

const published = async () => {
  const row = await w.db
    .selectFrom('kernel.publications')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

describe('a sheet of published items', () => {
  it('is checked first and taken in afterwards, each on its own day, without gaps in the numbers', async () => {
    const sheet = await sheetOf('publications', [
      { line: '示例', title: '示例行' },
      item({ title: '第一件', document_number: '测教发[2018] 7号', outlet: 'portal' }),
      item({ title: '第二件', body: '<p>甲</p><script>alert(1)</script><p onclick="x">乙 &amp; 丙</p>' }),
    ])
    const before = await published()
    const answer = await send('/desk/publications/imports', sheet, zhou())
    expect(answer.status).toBe(303)
    const place = answer.headers.get('location') ?? ''
    expect(await published()).toBe(before) // nothing is taken by sending
    expect(await (await w.get(place, zhou())).text()).toContain('共 2 行，没有错误')
    expect((await w.post(`${place}/admissions`, { which: 'all' }, zhou())).status).toBe(303)
    const rows = await w.db
      .selectFrom('kernel.publications as p')
      .innerJoin('kernel.publication_versions as v', 'v.publication_id', 'p.id')
      .select(['p.title', 'p.index_number', 'p.document_number', 'p.published_on', 'p.recorded_by', 'v.body_html'])
      .where('p.title', 'in', ['第一件', '第二件'])
      .orderBy('p.id')
      .execute()
    expect(rows.map(({ document_number }) => document_number)).toEqual(['测教发〔2018〕7号', null])
    expect(rows.map(({ published_on }) => published_on)).toEqual(['2018-07-02', '2018-07-02'])
    const [first, second] = rows.map(({ index_number }) => Number(index_number.split('-')[1]))
    expect((second ?? 0) - (first ?? 0)).toBe(1)
    expect(rows[1]?.body_html).toBe('<p>甲</p>\n<p>乙 &amp; 丙</p>')
    expect(rows[0]?.recorded_by).toBe(w.cast.zhou.person_id)
    const delivery = await w.db
      .selectFrom('kernel.deliveries as d')
      .innerJoin('kernel.publications as p', 'p.id', 'd.publication_id')
      .select(['d.delivered_on', 'd.channel'])
      .where('p.title', '=', '第一件')
      .execute()
    expect(delivery).toEqual([{ delivered_on: '2018-07-02', channel: 'website' }])
    // The same file again: known, and every row is there already.
    const again = await send('/desk/publications/imports', sheet, zhou())
    const text = await (await w.get(again.headers.get('location') ?? '', zhou())).text()
    expect(text).toContain('同一份文件曾于')
    expect(text).toContain('此发文字号已经公开过')
    expect(text).toContain('此信息已经公开过')
    expect((await w.post(`${place}/admissions`, { which: 'all' }, zhou())).status).toBe(409) // taken in once
  })

  it('names every fault at its row and column, and takes nothing while there is one', async () => {
    await w.run(w.cast.zhou, publish, someItem(w.cast, { document_number: '测政发〔2018〕1号' }))
    const bad: readonly [string, Cells][] = [
      ['unit', item({ unit: 'no-such-unit' })],
      ['column', item({ column: 'no-such-column' })],
      ['title', item({ title: '' })],
      ['formed_on', item({ title: 'a', formed_on: '2018-02-30' })],
      ['published_on', item({ title: 'b', published_on: '2018-06-30' })],
      ['published_on', item({ title: 'c', published_on: '2999-01-01' })],
      ['document_number', item({ title: 'd', document_number: '测政发〔2018〕1号' })],
      ['document_number', item({ title: 'e', document_number: '测政发〔2018〕0号' })],
      ['document_number', item({ title: 'f', document_number: '测政发〔2015〕3号' })],
      ['genre', item({ title: 'g', genre: '小说' })],
      ['body', item({ title: 'h', body: '<p> </p>' })],
      ['outlet', item({ title: 'i', outlet: 'no-such-outlet' })],
      ['published_time', item({ title: 'j', published_time: '25:00' })],
    ]
    const good = [item({ title: '好一' }), item({ title: '好二' })]
    const answer = await send(
      '/desk/publications/imports',
      await sheetOf('publications', [...good, ...bad.map(([, cells]) => cells)]),
      zhou(),
    )
    const place = answer.headers.get('location') ?? ''
    const id = Number(place.split('/').at(-1))
    const rows = await w.db
      .selectFrom('kernel.import_rows')
      .select(['row_no', 'faults'])
      .where('import_id', '=', id)
      .where('faulty', '=', true)
      .orderBy('row_no')
      .execute()
    expect(rows.map(({ row_no, faults }) => [row_no, (faults as { column: string }[]).map(({ column }) => column)])).toEqual(
      bad.map(([column], index) => [index + 4, [column]]),
    )
    const before = await published()
    expect((await w.post(`${place}/admissions`, { which: 'all' }, zhou())).status).toBe(409)
    expect(await published()).toBe(before)
    const faults = Buffer.from(await (await w.get(`${place}/faults`, zhou())).arrayBuffer())
    const back = await readSheet(faults)
    expect(back.length).toBe(1 + bad.length)
    expect(String(back[1]?.at(-1))).toContain('没有此单位代码')
    expect((await w.post(`${place}/admissions`, { which: 'good' }, zhou())).status).toBe(303)
    expect(await published()).toBe(before + 2)
    expect(await (await w.get(place, zhou())).text()).toContain(`另有 ${bad.length} 行有误`)
  })

  it('is checked once more when it is taken in: what was published meanwhile is not published twice', async () => {
    const row = item({ title: '同时公开', document_number: '测教发〔2018〕99号' })
    const answer = await send('/desk/publications/imports', await sheetOf('publications', [row, item({ title: '无关' })]), zhou())
    const place = answer.headers.get('location') ?? ''
    await w.run(w.cast.zhou, publish, someItem(w.cast, { document_number: '测教发〔2018〕99号' }))
    const before = await published()
    const done = await w.post(`${place}/admissions`, { which: 'all' }, zhou())
    expect(done.headers.get('location')).toContain('changed=yes')
    expect(await published()).toBe(before)
    expect(await (await w.get(`${place}?changed=yes`, zhou())).text()).toContain('其中 1 行有错误')
  })

  it('sent twice and taken in at once is published once', async () => {
    const sheet = await sheetOf('publications', [item({ title: '只公开一次', document_number: '测教发〔2018〕55号' })])
    const places = []
    for (let n = 0; n < 2; n += 1) places.push((await send('/desk/publications/imports', sheet, zhou())).headers.get('location') ?? '')
    const before = await published()
    const ends = await Promise.all(places.map(place => w.post(`${place}/admissions`, { which: 'all' }, zhou())))
    expect(ends.map(end => end.headers.get('location')?.includes('changed=yes')).toSorted()).toEqual([false, true])
    expect(await published()).toBe(before + 1)
  })

  it('may be a CSV file in UTF-8, with a mark, or in GB18030', async () => {
    const csv = csvOf(rowsOf('publications', [item({ title: '逗号，“引号”' })]))
    const plain = csv.replace('\ufeff', '')
    const path = join(tmpdir(), `gb-${process.pid}.csv`)
    await writeFile(path, gb18030(plain))
    for (const content of [csv, plain, await readFile(path)]) {
      const answer = await send('/desk/publications/imports', content, zhou(), 'sheet.csv')
      expect(answer.status).toBe(303)
      const place = answer.headers.get('location') ?? ''
      expect(await (await w.get(place, zhou())).text()).toContain('共 1 行，没有错误')
      await w.post(`${place}/closures`, {}, zhou())
    }
  })

  it('is refused beside its field when it is no sheet, has no rows or lacks a needed column', async () => {
    const cases: [Buffer | string, string][] = [
      [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), '无法读取此文件'],
      ['标题\n一', '缺少这些列'],
      [csvOf(rowsOf('publications', [])), '没有数据行'],
      [Buffer.from([0xff, 0xff, 0xff, 0x00, 0x81]), '无法读取此文件'],
    ]
    for (const [content, words] of cases) {
      const answer = await send('/desk/publications/imports', content, zhou())
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(words)
    }
    const empty = await send('/desk/publications/imports', '', zhou())
    expect(await empty.text()).toContain('请选择要上传的表格文件')
  })

  it('larger than a sheet may be is turned away', async () => {
    const answer = await send('/desk/publications/imports', Buffer.alloc(20_300_000, 65), zhou())
    expect([413, 422]).toContain(answer.status)
    const many = csvOf(
      rowsOf(
        'publications',
        Array.from({ length: 10_001 }, () => ({ title: 'x' })),
      ),
    )
    const rows = await send('/desk/publications/imports', many, zhou())
    await w.drain() // so large a file is read behind the page
    expect(await (await w.get(rows.headers.get('location') ?? '', zhou())).text()).toContain('最多 10,000 行')
  })
})

describe('a sheet of units', () => {
  it('takes in parents and children in any order, and no child of a faulty row', async () => {
    const unit = (code: string, parent: string, changes: Cells = {}) => ({ code, parent, name: `单位 ${code}`, level: '市级', ...changes })
    const rows = [
      unit('imported.office', 'imported'),
      unit('imported', 'test-city'),
      unit('lost', 'nowhere'),
      unit('lost.child', 'lost'),
      unit('a-circle', 'b-circle'),
      unit('b-circle', 'a-circle'),
      unit('test-county', 'test-city'),
      unit('uscc', 'test-city', { uscc: '11620300MB0000000X' }),
    ]
    const answer = await send('/desk/units/imports', await sheetOf('units', rows), system())
    const place = answer.headers.get('location') ?? ''
    const text = await (await w.get(place, system())).text()
    expect(text).toContain('其中 6 行有错误')
    await w.post(`${place}/admissions`, { which: 'good' }, system())
    const made = await w.db
      .selectFrom('kernel.units')
      .select(['code', 'lineage'])
      .where('code', 'like', 'imported%')
      .orderBy('code')
      .execute()
    expect(made.map(({ code, lineage }) => [code, lineage.length])).toEqual([
      ['imported', 2],
      ['imported.office', 3],
    ])
  })
})

describe('a sheet of people', () => {
  it('gives the one-time passwords once, and keeps them nowhere', async () => {
    const rows = [
      { name: '何某', unit: 'test-city.education', post: '信息员', sign_in_name: 'HE' },
      { name: '吕某', unit: 'test-city.education', post: '信息员', sign_in_name: 'lv' },
    ]
    const answer = await send('/desk/people/imports', await sheetOf('people', rows), system())
    const place = answer.headers.get('location') ?? ''
    const given = await w.post(`${place}/admissions`, { which: 'all' }, system())
    expect(given.headers.get('content-disposition')).toContain('one-time-passwords.xlsx')
    const sheet = await readSheet(Buffer.from(await given.arrayBuffer()))
    expect(sheet.slice(1).map(row => row[1])).toEqual(['he', 'lv'])
    const [, , password = ''] = sheet[1]?.map(String) ?? []
    expect(password).toMatch(/^[a-z2-9]{14}$/)
    expect((await w.post('/desk/sign-in', { sign_in_name: 'he', password })).status).toBe(303)
    const posts = await w.db.selectFrom('kernel.posts').select('id').where('name', '=', '信息员').execute()
    expect(posts.length).toBe(1)
    const kept = await w.db.selectFrom('kernel.log').select('detail').execute()
    expect(JSON.stringify(kept)).not.toContain(password)
    expect((await w.post(`${place}/admissions`, { which: 'all' }, system())).status).toBe(409)
  })

  it('names sign-in names that are taken, wrong or there twice', async () => {
    const row = (sign_in_name: string) => ({ name: '某', unit: 'test-city', post: '职员', sign_in_name })
    const taken = await w.db.selectFrom('kernel.accounts').select('sign_in_name').limit(1).executeTakeFirstOrThrow()
    const answer = await send(
      '/desk/people/imports',
      await sheetOf('people', [row(taken.sign_in_name), row('x y'), row('twin'), row('twin')]),
      system(),
    )
    const text = await (await w.get(answer.headers.get('location') ?? '', system())).text()
    expect(text).toContain('其中 3 行有错误')
  })
})

describe('who may send sheets', () => {
  const addresses: readonly [ImportKind, () => Sent][] = [
    ['publications', system],
    ['units', zhou],
    ['people', zhou],
  ]
  it.each(addresses)('%s: not somebody without the right', async (kind, who) => {
    for (const path of ['', '/template.xlsx', '/template.csv', '/1', '/1/faults'])
      expect((await w.get(`/desk/${kind}/imports${path}`, who())).status).toBe(403)
    for (const path of ['/1/admissions', '/1/closures']) expect((await w.post(`/desk/${kind}/imports${path}`, {}, who())).status).toBe(403)
    expect((await send(`/desk/${kind}/imports`, 'x', who())).status).toBe(403)
  })

  it('somebody else’s sheet does not exist', async () => {
    const answer = await send('/desk/publications/imports', await sheetOf('publications', [item({ title: '自己的' })]), zhou())
    const place = answer.headers.get('location') ?? ''
    await w.db
      .updateTable('kernel.imports')
      .set({ recorded_by: w.cast.li.person_id ?? 0 })
      .where('id', '=', Number(place.split('/').at(-1)))
      .execute()
    for (const path of [place, `${place}/faults`]) expect((await w.get(path, zhou())).status).toBe(404)
    for (const path of ['admissions', 'closures']) expect((await w.post(`${place}/${path}`, { which: 'all' }, zhou())).status).toBe(404)
  })

  it('a unit that is not theirs does not exist for them', async () => {
    const { person_id } = w.cast.wu
    await w.db
      .insertInto('kernel.grants')
      .values({ person_id: person_id ?? 0, role: 'openness_office', unit_id: w.cast.county.id, valid_from: '2000-01-01' })
      .execute()
    const rows = [item({ title: '本县', unit: 'test-county' }), item({ title: '别处', unit: 'test-city.education' })]
    const answer = await send('/desk/publications/imports', await sheetOf('publications', rows), { as: w.cast.wu })
    const text = await (await w.get(answer.headers.get('location') ?? '', { as: w.cast.wu })).text()
    expect(text).toContain('其中 1 行有错误')
    expect(text).toContain('没有此单位代码')
  })

  it('finds on the page of imports only what they may send', async () => {
    const text = await (await w.get('/desk/imports', zhou())).text()
    expect(text).toContain('/desk/publications/imports')
    expect(text).not.toContain('/desk/people/imports')
  })
})

describe('a sheet that nobody dealt with', () => {
  it('is forgotten after a month, with all that stood in it', async () => {
    const answer = await send('/desk/publications/imports', await sheetOf('publications', [item({ title: '忘了' })]), zhou())
    const id = Number((answer.headers.get('location') ?? '').split('/').at(-1))
    const rows = () => w.db.selectFrom('kernel.import_rows').select('row_no').where('import_id', '=', id).execute()
    await w.run(w.cast.public, dropOldSheets, null)
    expect((await rows()).length).toBe(1)
    await w.db.updateTable('kernel.imports').set({ recorded_at: '2020-01-01T00:00:00Z' }).where('id', '=', id).execute()
    await w.run(w.cast.public, dropOldSheets, null)
    expect(await rows()).toEqual([])
    expect((await w.post(`/desk/publications/imports/${id}/admissions`, { which: 'all' }, zhou())).status).toBe(409)
  })
})

describe('a template', () => {
  it.each(['units', 'people', 'publications'] as const)('of %s can be sent back as it is: its example row is no data', async kind => {
    const who = kind === 'publications' ? zhou() : system()
    const xlsx = Buffer.from(await (await w.get(`/desk/${kind}/imports/template.xlsx`, who)).arrayBuffer())
    const answer = await send(`/desk/${kind}/imports`, xlsx, who)
    expect(await answer.text()).toContain('没有数据行')
  })
})

describe('the demo city', () => {
  it('does not take in what it has published already, by number or by title and day', async () => {
    const demo = await world('demo')
    try {
      const row = await demo.db
        .selectFrom('kernel.publications as p')
        .innerJoin('kernel.units as u', 'u.id', 'p.unit_id')
        .innerJoin('kernel.columns as c', 'c.id', 'p.column_id')
        .select([
          'p.title',
          'p.document_number',
          'p.formed_on',
          'p.published_on',
          'p.source',
          'p.genre',
          'p.theme',
          'u.code as unit',
          'c.code as column',
        ])
        .where('p.document_number', 'is not', null)
        .orderBy('p.id')
        .limit(1)
        .executeTakeFirstOrThrow()
      const cells = { ...item(), ...row, document_number: row.document_number ?? '' }
      const office = { ...demo.cast.zhou, grants: [{ role: 'openness_office' as const, unit_id: (await rootOf(demo)).id }] }
      const sheet = { header: sheetColumns.publications.map(headingOf), rows: [] as { line: number; cells: string[] }[] }
      const line = (changes: Cells) => rowsOf('publications', [{ ...cells, ...changes }])[1] ?? []
      sheet.rows.push({ line: 2, cells: line({ title: '换个标题' }) }, { line: 3, cells: line({ document_number: '' }) })
      const id = await demo.run(office, receiveSheet, { kind: 'publications', file_name: 'x', file_hash: Buffer.alloc(32), sheet })
      const rows = await demo.db.selectFrom('kernel.import_rows').select('faults').where('import_id', '=', id).orderBy('row_no').execute()
      expect(rows.map(({ faults }) => faults)).toEqual([
        [{ column: 'document_number', key: 'number_taken' }],
        [{ column: 'title', key: 'row_taken' }],
      ])
      const taken = demo.run(office, takeIn, { id, only_good: true })
      await expect(taken).rejects.toMatchObject({ kind: 'conflict' })
    } finally {
      await demo.drop()
    }
  })
})

const rootOf = (demo: World) =>
  demo.db
    .selectFrom('kernel.units')
    .select('id')
    .where('parent_id', 'is', null)
    .where('code', 'not like', 'test%')
    .executeTakeFirstOrThrow()

/** Only the characters of this test, through the decoder's own table turned around. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) if (low !== 0x7f) table.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  return Buffer.from([...text].flatMap(letter => (letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : (table.get(letter) ?? [0x3f]))))
}
