import type { Words } from '../words.ts'
import type { LedgerReason } from './ledger.ts'

/** Why a day counts or not, as the ledger's reader sees it: a citizen, a clerk, a judge. */
export function reasonWords(reason: LedgerReason): Words {
  switch (reason.kind) {
    case 'started':
      return { 'zh-CN': '起算之日，不计入', en: 'Start day, not counted' }
    case 'restarted':
      return { 'zh-CN': '重新起算之日，不计入', en: 'Day of the restart, not counted' }
    case 'paused':
    case 'stopped': {
      const by = reason.by === null ? '' : `(${reason.by})`
      return { 'zh-CN': `自${reason.since}起暂停：${reason.why}${by}`, en: `Paused since ${reason.since}: ${reason.why}${by}` }
    }
    case 'rolled':
      return { 'zh-CN': '期满日为休息日，顺延', en: 'Last day was off: carried to the next working day' }
    case 'overdue':
      return { 'zh-CN': '已超期', en: 'Overdue' }
    case 'workday':
      return { 'zh-CN': '工作日', en: 'Working day' }
    case 'weekend':
      return { 'zh-CN': '周末', en: 'Weekend' }
    case 'make_up':
      return { 'zh-CN': `${reason.name}调休上班（${reason.notice}）`, en: `Make-up working day, ${reason.name} (${reason.notice})` }
    case 'holiday':
      return { 'zh-CN': `${reason.name}放假（${reason.notice}）`, en: `Holiday, ${reason.name} (${reason.notice})` }
  }
}
