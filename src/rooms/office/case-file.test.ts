import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { writeLetter } from '../../kernel/cases/letters.ts'
import { takeCommon } from '../../kernel/cases/steps/index.ts'
import { openCase, take } from '../../kernel/cases/take.ts'
import { attachmentsOf } from '../../kernel/files/attachments.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import type { RoomProcess } from '../../kernel/room.ts'

let w: World
let known: RoomProcess
beforeAll(async () => {
  w = await world()
  const found = w.house.processes.find(({ process }) => process.business === 'publication_review')
  if (!found) throw new Error('the house has no publication review')
  known = found
})
afterAll(async () => await w.drop())

const open = async (title: string): Promise<number> => {
  const { li, education } = w.cast
  const { case_id } = await w.run(
    li,
    work => openCase(work, known.process, { title, unit_id: education.id, received_on: '2018-12-03' }),
    undefined,
  )
  await w.run(li, work => take(work, known.process, case_id, 'submit'), undefined)
  return case_id
}
const put = (actor: Actor, caseId: number, name: string, text: string, description = '') =>
  w.upload(
    `/desk/cases/${caseId}/attachments`,
    { form_id: crypto.randomUUID(), description, file: new File([text], name, { type: 'text/plain' }) },
    { as: actor },
  )
const pageOf = async (actor: Actor, caseId: number, lang?: 'en') =>
  (await w.get(`/desk/cases/${caseId}`, { as: actor, ...(lang ? { lang } : {}) })).text()
const filesIn = (caseId: number) =>
  w.db
    .selectFrom('kernel.attachments')
    .select(['id', 'name', 'purpose', 'removed_at'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
const write = (caseId: number, more: object = {}) =>
  w.run(w.cast.li, writeLetter, {
    case_id: caseId,
    kind: 'answer',
    title: '政府信息公开申请答复书',
    template_version: 2,
    legal_day: '2018-12-10',
    content: { agency: '测试市教育局', paragraphs: ['您申请的信息已经主动公开。'], enclosures: ['目录', '通知'] },
    addressee: { name: '王某某', is: 'person' as const },
    ...more,
  })

describe('the file of a case', () => {
  test('takes papers of whoever works on it, and shows what they are, from whom, and that nobody looked for viruses', async () => {
    const { li, zhao } = w.cast
    const id = await open('有材料的事项')
    const sent = await put(zhao, id, '调查笔录.txt', '笔录', '第一次谈话')
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/desk/cases/${id}#files`])
    const html = await pageOf(li, id)
    for (const part of ['材料 (1)', '调查笔录.txt', '第一次谈话', '文本', '6 B', '留存', '未查毒', '赵某']) expect(html).toContain(part)
    expect(await pageOf(li, id, 'en')).toContain('not checked for viruses')
  })

  test('gives a paper to all who see the case, and to nobody else', async () => {
    const { li, zhao, wu, audit } = w.cast
    const id = await open('教育局的材料')
    await put(zhao, id, 'a.txt', `只给本单位 ${id}`)
    const [file] = await filesIn(id)
    const path = `/desk/cases/${id}/attachments/${file?.id}/a.txt`
    const got = await w.get(path, { as: li })
    expect([got.status, await got.text()]).toEqual([200, `只给本单位 ${id}`])
    for (const actor of [wu, audit]) {
      expect((await w.get(path, { as: actor })).status, actor.name).toBe(404)
      expect((await put(actor, id, 'b.txt', 'b')).status, actor.name).toBe(404)
    }
    // A number of another case's file finds nothing here.
    expect((await w.get(`/desk/cases/${await open('另一件')}/attachments/${file?.id}/a.txt`, { as: li })).status).toBe(404)
  })

  test('is only read by who got a copy', async () => {
    const { li, zhao, wu, county } = w.cast
    const id = await open('抄送的事项')
    await put(li, id, 'a.txt', `抄送 ${id}`)
    await w.run(zhao, takeCommon, {
      process: known.process,
      case_id: id,
      step: 'copy_to',
      input: { to: [{ unit_id: county.id }], note: '' },
    })
    const [file] = await filesIn(id)
    expect((await w.get(`/desk/cases/${id}/attachments/${file?.id}/a.txt`, { as: wu })).status).toBe(200)
    expect((await put(wu, id, 'b.txt', 'b')).status).toBe(403)
    expect(await pageOf(wu, id)).not.toContain('multipart/form-data')
  })

  test('comes back with what is wrong: no file, the same again, a description too long', async () => {
    const { li } = w.cast
    const id = await open('出错的材料')
    const none = await w.upload(`/desk/cases/${id}/attachments`, { description: '说明在' }, { as: li })
    expect(none.status).toBe(422)
    const html = await none.text()
    for (const part of ['请选择文件', 'value="说明在"', 'href="#file"']) expect(html).toContain(part)
    expect((await put(li, id, 'a.txt', `一样 ${id}`)).status).toBe(303)
    const again = await put(li, id, 'b.txt', `一样 ${id}`)
    expect([again.status, (await again.text()).includes('同样内容')]).toEqual([422, true])
    expect((await put(li, id, 'c.txt', 'c', '长'.repeat(301))).status).toBe(422)
  })

  test('loses only what one put there oneself, and may have it again', async () => {
    const { li, zhao } = w.cast
    const id = await open('移除材料')
    await put(zhao, id, 'a.txt', `移除 ${id}`)
    const [file] = await filesIn(id)
    const remove = (actor: Actor) => w.post(`/desk/cases/${id}/attachments/${file?.id}/removals`, {}, { as: actor })
    expect((await remove(li)).status).toBe(403)
    expect((await remove(zhao)).status).toBe(303)
    expect((await w.get(`/desk/cases/${id}/attachments/${file?.id}/a.txt`, { as: zhao })).status).toBe(404)
    expect((await filesIn(id)).map(({ removed_at }) => removed_at === null)).toEqual([false]) // gone from the page, not from the record
    expect((await put(zhao, id, 'a.txt', `移除 ${id}`)).status).toBe(303)
  })

  test('is closed when the case is over, and what stays in it never goes out', async () => {
    const { li, zhao } = w.cast
    const id = await open('办结的事项')
    await put(zhao, id, '内部.txt', `内部材料 ${id}`)
    for (const [actor, step] of [
      [zhao, 'send_back'],
      [li, 'abandon'],
    ] as const)
      await w.run(actor, work => take(work, known.process, id, step, { note: '意见' }), undefined)
    expect(await w.read(li, attachmentsOf, { case_id: id })).toEqual([]) // what a release would publish
    expect((await put(zhao, id, 'b.txt', 'b')).status).toBe(409)
    expect(await pageOf(zhao, id)).toContain('案卷不再增减')
  })
})

describe('a letter of a case', () => {
  test('is a page of its own, with the name masked, and a Word file', async () => {
    const { li } = w.cast
    const id = await open('答复')
    const number = await write(id)
    expect(await pageOf(li, id)).toContain('文书 (1)')
    const html = await (await w.get(`/desk/cases/${id}/letters/${number}`, { as: li })).text()
    for (const part of ['政府信息公开申请答复书', '王**：', '附件：1. 目录', '2018年12月10日', '尚未送出', '第 2 版'])
      expect(html).toContain(part)
    expect(html).not.toContain('王某某')
    const word = await w.get(`/desk/cases/${id}/letters/${number}.docx`, { as: li })
    expect([word.status, word.headers.get('content-type')]).toEqual([
      200,
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ])
    expect(
      Buffer.from(await word.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  test('shows the whole name to who works on the case and says why; the log keeps it', async () => {
    const { li } = w.cast
    const id = await open('完整姓名')
    const number = await write(id)
    const look = (form: Readonly<Record<string, string>>) => w.post(`/desk/cases/${id}/letters/${number}/looks`, form, { as: li })
    const without = await look({ reason: '' })
    expect([without.status, (await without.text()).includes('王某某')]).toEqual([422, false])
    const full = await look({ reason: '打印寄送', as: 'page' })
    expect([full.status, full.headers.get('cache-control'), (await full.text()).includes('王某某：')]).toEqual([200, 'no-store', true])
    const lines = await w.db
      .selectFrom('kernel.log')
      .select('detail')
      .where('act', '=', 'look_at_personal_data')
      .where('subject', '=', `case:${id}`)
      .execute()
    expect(lines.map(({ detail }) => detail)).toEqual([{ field: `letter:${number}:addressee`, reason: '打印寄送' }])
    const word = await look({ reason: '打印寄送', as: 'word' })
    expect(word.headers.get('content-disposition')).toContain('.docx')
  })

  test('does not exist for others, and is neither sent nor looked into by who only reads', async () => {
    const { li, zhao, wu, county } = w.cast
    const id = await open('他人的文书')
    const number = await write(id)
    const path = `/desk/cases/${id}/letters/${number}`
    expect((await w.get(path, { as: wu })).status).toBe(404)
    expect((await w.get(`${path}.docx`, { as: wu })).status).toBe(404)
    await w.run(zhao, takeCommon, {
      process: known.process,
      case_id: id,
      step: 'copy_to',
      input: { to: [{ unit_id: county.id }], note: '' },
    })
    expect((await w.get(path, { as: wu })).status).toBe(200)
    expect((await w.post(`${path}/looks`, { reason: '好奇' }, { as: wu })).status).toBe(404)
    expect((await w.post(`${path}/sendings`, { sent_on: '2018-12-11', sent_by: 'post' }, { as: wu })).status).toBe(404)
    expect((await w.get(`/desk/cases/${id}/letters/99`, { as: li })).status).toBe(404)
  })

  test('is recorded as sent, once, on a day that can be', async () => {
    const { li } = w.cast
    const id = await open('送出')
    const number = await write(id)
    const send = (form: Readonly<Record<string, string>>) => w.post(`/desk/cases/${id}/letters/${number}/sendings`, form, { as: li })
    const empty = await send({})
    expect(empty.status).toBe(422)
    const html = await empty.text()
    for (const part of ['请填写送出日期', '请选择送出方式', 'href="#sent_on"']) expect(html).toContain(part)
    expect((await send({ sent_on: '2018-12-09', sent_by: 'post' })).status).toBe(422)
    expect((await send({ sent_on: '2018-12-11', sent_by: 'post', sending_note: '挂号信 1' })).status).toBe(303)
    expect(await pageOf(li, id)).toContain('2018-12-11 邮寄')
    expect((await send({ sent_on: '2018-12-12', sent_by: 'fax' })).status).toBe(409)
  })
})
