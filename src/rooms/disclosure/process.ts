import { defineProcess } from '../../kernel/cases/process.ts'

/** 信息发布审核: author → reviewer → signing leader → released (条例 art. 17). Nobody passes what is their own. */
export const review = defineProcess({
  business: 'publication_review',
  name: { 'zh-CN': '信息发布审核', en: 'Publication review' },
  first: 'drafting',
  ends: ['released', 'abandoned'],
  states: {
    drafting: { name: { 'zh-CN': '拟稿', en: 'Drafting' } },
    reviewing: { name: { 'zh-CN': '审核', en: 'Under review' } },
    signing: { name: { 'zh-CN': '签发', en: 'Awaiting signature' } },
    released: { name: { 'zh-CN': '已发布', en: 'Released' } },
    abandoned: { name: { 'zh-CN': '已作废', en: 'Abandoned' } },
  },
  steps: {
    submit: { name: { 'zh-CN': '送审', en: 'Submit for review' }, from: ['drafting'], to: 'reviewing', by: 'publication.write' },
    approve: { name: { 'zh-CN': '审核通过', en: 'Approve' }, from: ['reviewing'], to: 'signing', by: 'publication.review' },
    send_back: { name: { 'zh-CN': '退回修改', en: 'Send back' }, from: ['reviewing'], to: 'drafting', by: 'publication.review' },
    release: { name: { 'zh-CN': '签发并发布', en: 'Sign and release' }, from: ['signing'], to: 'released', by: 'publication.sign' },
    refuse: { name: { 'zh-CN': '不予签发', en: 'Refuse to sign' }, from: ['signing'], to: 'drafting', by: 'publication.sign' },
    abandon: { name: { 'zh-CN': '作废', en: 'Abandon' }, from: ['drafting'], to: 'abandoned', by: 'publication.write' },
  },
  // Who wrote it urges and may suspend it; who reviews or signs asks others or returns it; the unit's leader hands it to a colleague.
  common: {
    return_to: { by: { reviewing: 'publication.review', signing: 'publication.sign' } },
    hand_on: { by: 'publication.sign', to: 'person' },
    add_reviewer: { by: { reviewing: 'publication.review', signing: 'publication.sign' }, reviewer: 'publication.review' },
    countersign: { by: { reviewing: 'publication.review', signing: 'publication.sign' }, signer: 'publication.sign' },
    urge: { by: 'publication.write' },
    supervise: { by: 'case.supervise' },
    copy_to: { by: { drafting: 'publication.write', reviewing: 'publication.review', signing: 'publication.sign' } },
    take_back: true,
    suspend: {
      by: { drafting: 'publication.write' },
      clock: 'runs', // the law knows no pause of the twenty working days (条例 art. 26)
      grounds: {
        facts: { 'zh-CN': '事实或数据有待核实', en: 'Facts or figures are still to be checked' },
        opinion: { 'zh-CN': '等待其他单位提供材料', en: 'Material of another unit is awaited' },
        superseded: { 'zh-CN': '所依据的文件正在修订', en: 'The document it rests on is being revised' },
      },
    },
  },
})
export type ReviewStep = keyof typeof review.steps
