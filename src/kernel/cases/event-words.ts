import { z } from 'zod'
import type { Words } from '../words.ts'
import { isCommonStep } from './common.ts'
import { type Process, stateName, stepName } from './process.ts'

/** An event of a timeline, as far as its sentence needs it. */
export type Told = { readonly step: string; readonly to_state: string; readonly detail: unknown; readonly for_person?: string | null }

const text = z.string().nullish()
const detailShape = z
  .object({
    from_unit: text,
    from_person: text,
    to_unit: text,
    to_person: text,
    to: z.array(z.string()).optional(),
    needed: z.number().optional(),
    agrees: z.boolean().optional(),
    count: z.number().optional(),
    answer_by: text,
    undone_step: text,
    ground_words: z.object({ 'zh-CN': z.string(), en: z.string() }).optional(),
    clock: text,
    old: text,
    new: text,
    from_version: z.number().optional(),
    to_version: z.number().optional(),
    from_state: text,
  })
  .partial()
type Detail = z.output<typeof detailShape>

/** What an event did, in a sentence, where its name does not say it all: common steps, what the system did, and who stood in for whom. */
export function eventWords(process: Process, event: Told): Words | null {
  const parsed = detailShape.safeParse(event.detail)
  const told = parsed.success ? sentence(process, event, parsed.data) : null
  const stoodIn: Words | null = event.for_person ? { 'zh-CN': `代${event.for_person}办理。`, en: `In place of ${event.for_person}.` } : null
  const all = [told, stoodIn].filter(words => words !== null)
  if (all.length === 0) return null
  return { 'zh-CN': all.map(words => words['zh-CN']).join(''), en: all.map(({ en }) => en).join(' ') }
}

function sentence(process: Process, { step, to_state }: Told, d: Detail): Words | null {
  const state = stateName(process, to_state)
  if (step === 'migrate') return versionWords(process, d, state)
  if (step === 'redate')
    return { 'zh-CN': `期限由${d.old ?? '无'}改为${d.new ?? '无'}。`, en: `Due on ${d.new ?? 'no day'} in place of ${d.old ?? 'no day'}.` }
  if (!isCommonStep(step)) return null
  switch (step) {
    case 'return_to':
      return { 'zh-CN': `退回到“${state['zh-CN']}”，期限照常计算。`, en: `Returned to '${state.en}'; time goes on.` }
    case 'hand_on':
      return {
        'zh-CN': `由${who(d.from_unit, d.from_person)}转给${who(d.to_unit, d.to_person)}。`,
        en: `From ${who(d.from_unit, d.from_person)} to ${who(d.to_unit, d.to_person)}.`,
      }
    case 'add_reviewer':
      return { 'zh-CN': `请${listed(d.to)}提出意见。`, en: `Asked: ${listed(d.to, ', ')}.` }
    case 'countersign':
      return {
        'zh-CN': `请${listed(d.to)}会签，须${d.needed ?? 0}方同意。`,
        en: `Asked to sign: ${listed(d.to, ', ')}; ${d.needed ?? 0} must agree.`,
      }
    case 'give_opinion':
      return d.agrees === true ? { 'zh-CN': '同意。', en: 'Agrees.' } : { 'zh-CN': '不同意。', en: 'Does not agree.' }
    case 'urge':
      return {
        'zh-CN': `第${d.count ?? 1}次催办：${who(d.to_unit, d.to_person)}。`,
        en: `Urged for time ${d.count ?? 1}: ${who(d.to_unit, d.to_person)}.`,
      }
    case 'supervise':
      return { 'zh-CN': `要求${d.answer_by ?? ''}前答复。`, en: `An answer is demanded by ${d.answer_by ?? ''}.` }
    case 'copy_to':
      return { 'zh-CN': `抄送${listed(d.to)}。`, en: `Copied to ${listed(d.to, ', ')}.` }
    case 'take_back': {
      const undone = stepName(process, d.undone_step ?? '')
      return { 'zh-CN': `撤回“${undone['zh-CN']}”，回到“${state['zh-CN']}”。`, en: `Took back '${undone.en}'; it is '${state.en}' again.` }
    }
    case 'suspend':
      return suspendWords(d)
    case 'resume':
    case 'withdraw_request':
    case 'end_supervision':
      return null
  }
}

function versionWords(process: Process, d: Detail, state: Words): Words {
  const was = stateName(process, d.from_state ?? '')
  const [from, to] = [d.from_version ?? 0, d.to_version ?? 0]
  return {
    'zh-CN': `流程由第${from}版转为第${to}版，环节由“${was['zh-CN']}”转为“${state['zh-CN']}”。`,
    en: `From version ${from} of the process to version ${to}: '${was.en}' is now '${state.en}'.`,
  }
}

function suspendWords({ ground_words, clock }: Detail): Words {
  const pauses = clock === 'pauses'
  return {
    'zh-CN': `${ground_words?.['zh-CN'] ?? ''}；${pauses ? '期限暂停计算' : '期限照常计算'}。`,
    en: `${ground_words?.en ?? ''}; ${pauses ? 'the clock is paused' : 'time goes on'}.`,
  }
}

const who = (unit: string | null | undefined, person: string | null | undefined): string => [unit, person].filter(Boolean).join(' ')
const listed = (names: readonly string[] = [], between = '、'): string => names.join(between)
