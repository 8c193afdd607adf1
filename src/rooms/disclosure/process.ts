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
})
export type ReviewStep = keyof typeof review.steps
