import type { Words } from '../words.ts'
import type { Effect } from './clock.ts'
import type { LedgerReason, LedgerRow } from './ledger.ts'

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

/** The reason of a day with what was taken back of it. */
export function rowWords({ reason, undone }: Pick<LedgerRow, 'reason' | 'undone'>): Words {
  const all = [reasonWords(reason), ...undone.map(undoneWords)]
  return { 'zh-CN': all.map(words => words['zh-CN']).join('；'), en: all.map(({ en }) => en).join('; ') }
}

function undoneWords({ effect, on, by }: LedgerRow['undone'][number]): Words {
  const [zh, en] = [effectNames[effect]['zh-CN'], effectNames[effect].en]
  return {
    'zh-CN': `当日“${zh}”已于${on}${by === null ? '' : `由${by}`}撤回，不再有效`,
    en: `'${en}' of this day was taken back on ${on}${by === null ? '' : ` by ${by}`} and does not hold`,
  }
}

const effectNames: Readonly<Record<Effect, Words>> = {
  start: { 'zh-CN': '起算', en: 'Start' },
  stop: { 'zh-CN': '停止计算', en: 'Stop' },
  restart: { 'zh-CN': '重新起算', en: 'Restart' },
  exclude: { 'zh-CN': '暂停计算', en: 'Pause' },
  include: { 'zh-CN': '恢复计算', en: 'End of the pause' },
  extend: { 'zh-CN': '延长', en: 'Extension' },
  delay: { 'zh-CN': '延迟', en: 'Delay' },
  end: { 'zh-CN': '结束', en: 'End' },
  undo: { 'zh-CN': '撤回', en: 'Taken back' },
}
