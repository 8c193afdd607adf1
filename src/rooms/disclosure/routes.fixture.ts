import { Readable } from 'node:stream'
import type { RouteExamples } from '../../../test/routes.ts'
import { someItem, type World } from '../../../test/world.ts'
import { takeIn } from '../../kernel/files/arrive.ts'
import { attachmentsOf } from '../../kernel/files/attachments.ts'
import { publish } from '../../kernel/publications/publish.ts'
import { approve, attachFile, draft, release, submit } from './commands.ts'

/** A file among the attachments of a draft. */
async function attachedTo(w: World, caseId: number): Promise<number> {
  const content = Readable.from([Buffer.from(`附件 ${caseId}`)])
  const file = await takeIn({ files: w.files, run: w.run }, w.cast.li, { name: 'a.txt', content })
  return await w.run(w.cast.li, attachFile, { caseId, file, form: { description: '' }, files_max: 20 })
}

/** A draft of 李, as far through the review as it says. */
async function draftIn(w: World, state: 'draft' | 'submitted' | 'approved'): Promise<number> {
  const { li, zhao, education, column } = w.cast
  const caseId = await w.run(li, draft, {
    ...{ unit_id: education.id, column_id: column.id, title: '关于秋季开学的通知', body_text: '一段', summary: '', document_number: null },
    ...{ genre: '通知', theme: '11', category: 15, openness: 'service', formed_on: '2018-12-28', source: '测试市教育局' },
    ...{ keywords: [], interprets: '' },
  })
  if (state !== 'draft') await w.run(li, submit, { caseId, note: '' })
  if (state === 'approved') await w.run(zhao, approve, { caseId, note: '' })
  return caseId
}

/** What is typed into the form of a draft. */
const typedDraft = ({ cast: { education, column } }: World) => ({
  ...{ unit_id: String(education.id), column_id: String(column.id), title: '关于秋季开学的通知', body_text: '一段' },
  ...{ genre: '通知', theme: '11', category: '15', openness: 'service', formed_on: '2018-12-28', source: '测试市教育局' },
})

export const examples: RouteExamples = async w => {
  const published = async () => (await w.run(w.cast.public, publish, someItem(w.cast))).id
  const [item, wrong, old] = [await published(), await published(), await published()]
  const own = await draftIn(w, 'draft')
  const of = async (state: 'draft' | 'submitted' | 'approved', noun: string) => `/desk/drafts/${await draftIn(w, state)}/${noun}`
  const form = { note: '理由' }
  const [file, gone] = [await attachedTo(w, own), await draftIn(w, 'draft')]
  const removal = `/desk/drafts/${gone}/attachments/${await attachedTo(w, gone)}/removals`
  const released = await draftIn(w, 'draft')
  await attachedTo(w, released)
  await w.run(w.cast.li, submit, { caseId: released, note: '' })
  await w.run(w.cast.zhao, approve, { caseId: released, note: '' })
  const [open] = await w.read(w.cast.public, attachmentsOf, {
    publication_id: await w.run(w.cast.sun, release, { caseId: released, note: '' }),
  })
  return {
    'GET /': { as: 'public' },
    'GET /columns': { as: 'public' },
    'GET /columns/:code{[a-z0-9/-]+}': { as: 'public', at: '/columns/test-news' },
    'GET /articles/:id': { as: 'public', at: `/articles/${item}` },
    'GET /files/:id/:name': { as: 'public', at: `/files/${open?.id}/a.txt` },
    'GET /gazette': { as: 'public' },
    'GET /gazette/:year/:issue': { as: 'public', at: '/gazette/2018/1', answers: [404] },
    'GET /press-conferences': { as: 'public' },
    'GET /processes/publication-review': { as: 'public' },
    'GET /processes/publication-review.svg': { as: 'public' },
    'GET /processes/publication-review.bpmn': { as: 'public' },
    'GET /desk/drafts': { as: 'li' },
    'GET /desk/drafts.csv': { as: 'li' },
    'GET /desk/drafts.xlsx': { as: 'li' },
    'GET /desk/drafts/new': { as: 'li' },
    'POST /desk/drafts': { as: 'li', form: typedDraft(w) },
    'GET /desk/drafts/:id': { as: 'zhao', at: `/desk/drafts/${own}` },
    'GET /desk/drafts/:id/edit': { as: 'li', at: `/desk/drafts/${own}/edit` },
    'GET /desk/drafts/:id/attachments': { as: 'li', at: `/desk/drafts/${own}/attachments`, anywhere: true, answers: [303] }, // leads to the draft
    'GET /desk/drafts/:id/attachments/:file/:name': { as: 'zhao', at: `/desk/drafts/${own}/attachments/${file}/a.txt` },
    'POST /desk/drafts/:id/attachments': { as: 'li', at: `/desk/drafts/${own}/attachments` },
    'POST /desk/drafts/:id/attachments/:file/removals': { as: 'li', at: removal },
    'POST /desk/drafts/:id/revisions': { as: 'li', at: `/desk/drafts/${own}/revisions`, form: typedDraft(w) },
    'POST /desk/drafts/:id/submissions': { as: 'li', at: await of('draft', 'submissions') },
    'POST /desk/drafts/:id/approvals': { as: 'zhao', at: await of('submitted', 'approvals') },
    'POST /desk/drafts/:id/returns': { as: 'zhao', at: await of('submitted', 'returns'), form },
    'POST /desk/drafts/:id/releases': { as: 'sun', at: await of('approved', 'releases') },
    'POST /desk/drafts/:id/refusals': { as: 'sun', at: await of('approved', 'refusals'), form },
    'POST /desk/drafts/:id/abandonments': { as: 'li', at: await of('draft', 'abandonments'), form },
    'GET /desk/publications': { as: 'wu' },
    'GET /desk/publications.csv': { as: 'wu' },
    'GET /desk/publications.xlsx': { as: 'wu' },
    'GET /desk/publications/:id': { as: 'wu', at: `/desk/publications/${item}`, anywhere: true },
    'GET /desk/publications/:id/deliveries/new': { as: 'li', at: `/desk/publications/${item}/deliveries/new` },
    'POST /desk/publications/:id/deliveries': {
      as: 'zhou',
      at: `/desk/publications/${item}/deliveries`,
      form: { outlet_id: String(w.cast.wechat.id), delivered_on: '2018-12-28', proof: '网页' },
    },
    'GET /desk/publications/:id/withdrawals/new': { as: 'zhou', at: `/desk/publications/${item}/withdrawals/new` },
    'POST /desk/publications/:id/withdrawals': {
      as: 'sun',
      at: `/desk/publications/${wrong}/withdrawals`,
      form: { kind: 'error', reason: '有误' },
    },
    'GET /desk/publications/:id/amendments/new': { as: 'zhou', at: `/desk/publications/${item}/amendments/new` },
    'POST /desk/publications/:id/amendments': {
      as: 'zhou',
      at: `/desk/publications/${old}/amendments`,
      form: { title: '更正', body_text: '更正', reason: '错字' },
    },
  }
}
