import { Readable } from 'node:stream'
import type { RouteExample, RouteExamples } from '../../../test/routes.ts'
import type { World } from '../../../test/world.ts'
import { type CommonStep, commonStepNames } from '../../kernel/cases/common.ts'
import { fileInCase } from '../../kernel/cases/files.ts'
import { writeLetter } from '../../kernel/cases/letters.ts'
import { openCase, take } from '../../kernel/cases/take.ts'
import { takeIn } from '../../kernel/files/arrive.ts'
import { saveView } from '../../kernel/lists/views.ts'
import { notify } from '../../kernel/notices/notify.ts'
import { keepBatch } from './commands/steps.ts'
import { commonNouns } from './forms/steps.ts'

/** A case of 李's unit, submitted by them, or not yet. */
async function caseIn(w: World, state: 'drafting' | 'submitted'): Promise<number> {
  const { li, education } = w.cast
  const process = w.house.processes.find(known => known.process.business === 'publication_review')?.process
  if (!process) throw new Error('the house has no publication review')
  const input = { title: '关于秋季开学的通知', unit_id: education.id, received_on: '2018-12-28' }
  const { case_id } = await w.run(li, work => openCase(work, process, input), undefined)
  if (state === 'submitted') await w.run(li, work => take(work, process, case_id, 'submit'), undefined)
  return case_id
}

/** Requests of a case's papers and letters. */
async function paperExamples(w: World): Promise<Awaited<ReturnType<RouteExamples>>> {
  const { li } = w.cast
  const caseId = await caseIn(w, 'submitted')
  const process = w.house.processes.find(known => known.process.business === 'publication_review')?.process
  if (!process) throw new Error('the house has no publication review')
  const filed = async (text: string) => {
    const content = Readable.from([Buffer.from(`${text} ${caseId}`)])
    const file = await takeIn({ files: w.files, run: w.run }, li, { name: 'a.txt', content })
    return await w.run(li, fileInCase, { process, case_id: caseId, file, description: '', files_max: 20 })
  }
  const [id, gone] = [await filed('材料'), await filed('多余的材料')]
  const number = await w.run(li, writeLetter, {
    ...{ case_id: caseId, kind: 'answer', title: '答复书', template_version: 1, legal_day: '2018-12-28' },
    content: { agency: '测试市教育局', paragraphs: ['一段'] },
    addressee: { name: '王某某', is: 'person' },
  })
  const papers = `/desk/cases/${caseId}/attachments`
  const letter = `/desk/cases/${caseId}/letters/${number}`
  return {
    'GET /desk/cases/:id/attachments': { as: 'li', at: papers, anywhere: true, answers: [303] }, // leads to the case
    'GET /desk/cases/:id/attachments/:file/:name': { as: 'zhao', at: `${papers}/${id}/a.txt` },
    'POST /desk/cases/:id/attachments': { as: 'li', at: papers },
    'POST /desk/cases/:id/attachments/:file/removals': { as: 'li', at: `${papers}/${gone}/removals` },
    'GET /desk/cases/:id/letters/:n': { as: 'zhao', at: letter },
    'GET /desk/cases/:id/letters/:file{[0-9]+\\.docx}': { as: 'zhao', at: `${letter}.docx` },
    'POST /desk/cases/:id/letters/:n/looks': { as: 'li', at: `${letter}/looks`, form: { reason: '寄送' }, answers: [200] },
    'POST /desk/cases/:id/letters/:n/sendings': { as: 'li', at: `${letter}/sendings`, form: { sent_on: '2018-12-28', sent_by: 'post' } },
  }
}

/** Requests of the lists, cases, notices and views. Without what a step needs its form comes back; one step is not possible yet. */
export const deskExamples: RouteExamples = async w => {
  const { li } = w.cast
  const caseId = await caseIn(w, 'submitted')
  const view = (name: string) => w.run(li, saveView, { list: 'unit-work', name, query: '' })
  const batch = await w.run(li, keepBatch, { act: 'urge', results: [] })
  await w.run(w.cast.zhao, notify, { to: { people: [li.person_id] }, kind: 'waiting', words: { 'zh-CN': '甲', en: 'a' }, href: '/desk' })
  const { id: notice } = await w.db
    .selectFrom('kernel.notices')
    .select('id')
    .where('person_id', '=', li.person_id ?? 0)
    .where('href', '=', '/desk')
    .executeTakeFirstOrThrow()
  const filled: Partial<Record<CommonStep, Pick<RouteExample, 'as' | 'form'>>> = {
    return_to: { as: 'zhao', form: { to: 'drafting', why: '请修改' } },
    copy_to: { as: 'zhao', form: { to: `u${w.cast.county.id}`, note: '' } },
    suspend: { as: 'li', form: { ground: 'facts', note: '待核实' } },
    take_back: { as: 'li', form: { why: '有误' } },
  }
  const own = await Promise.all(
    Object.entries(filled).map(async ([step]) => [step, await caseIn(w, step === 'suspend' ? 'drafting' : 'submitted')] as const),
  )
  const caseOf = (step: string): number => own.find(([known]) => known === step)?.[1] ?? caseId
  const steps = commonStepNames().map(step => [
    `POST /desk/cases/:id/${commonNouns[step]}`,
    {
      as: 'li',
      at: `/desk/cases/${caseOf(step)}/${commonNouns[step]}`,
      ...(step === 'resume' ? { answers: [409] } : {}),
      ...filled[step],
    } as const,
  ])
  return {
    ...Object.fromEntries(steps),
    ...(await paperExamples(w)),
    'GET /desk/cases/:id': { as: 'li', at: `/desk/cases/${caseId}` },
    'POST /desk/cases/:id/tasks/:task/completions': { as: 'li', at: `/desk/cases/${caseId}/tasks/1/completions`, answers: [404] },
    'GET /desk/unit-work': { as: 'audit' },
    'GET /desk/unit-work.csv': { as: 'li' },
    'GET /desk/unit-work.xlsx': { as: 'li' },
    'GET /desk/unit-work/batches/new': { as: 'li', at: `/desk/unit-work/batches/new?act=urge&case=${caseId}` },
    'POST /desk/unit-work/batches': { as: 'li', form: { act: 'urge', case: String(await caseIn(w, 'submitted')) } },
    'GET /desk/unit-work/batches/:id': { as: 'li', at: `/desk/unit-work/batches/${batch}` },
    'GET /desk/views': { as: 'audit' },
    'POST /desk/views': { as: 'li', form: { list: 'unit-work', name: '新的', query: '' } },
    'POST /desk/views/:id/names': { as: 'li', at: `/desk/views/${await view('甲')}/names`, form: { name: '新名' } },
    'POST /desk/views/:id/shares': { as: 'li', at: `/desk/views/${await view('乙')}/shares`, form: { unit_id: '' } },
    'POST /desk/views/:id/removals': { as: 'li', at: `/desk/views/${await view('丙')}/removals` },
    'GET /desk/notices': { as: 'audit' },
    'GET /desk/notices.csv': { as: 'li' },
    'GET /desk/notices.xlsx': { as: 'li' },
    'GET /desk/notices/:id': { as: 'li', at: `/desk/notices/${notice}`, answers: [303] },
    'GET /desk/notices/preferences': { as: 'audit' },
    'POST /desk/notices/preferences': { as: 'li' },
    'POST /desk/notices/readings': { as: 'li', unlogged: 'whether somebody has read a notice is nobody else’s business' },
    'GET /desk/live': { as: 'li', answers: [404] }, // for scripts that ask for an event stream
    'GET /desk/help': { as: 'audit' },
    'GET /desk/log': { as: 'audit' },
    'GET /desk/log.csv': { as: 'audit' },
    'GET /desk/log.xlsx': { as: 'audit' },
  }
}
