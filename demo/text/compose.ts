/** The one door to the texts: what kind of item, whose, on which day. */
import type { Random } from '../random.ts'
import { budget } from './budget.ts'
import { item } from './items.ts'
import type { ContextOf, Kind, Piece } from './kinds.ts'
import { news } from './news.ts'
import { notice } from './notice.ts'
import { conference, gazette, pilot } from './occasions.ts'
import { interpretation, policy } from './policy.ts'
import { project } from './project.ts'
import { tip } from './tip.ts'
import { trading } from './trading.ts'

type Composers = { readonly [K in Kind]: (random: Random, context: ContextOf[K]) => Piece }

const composers: Composers = {
  news,
  notice,
  policy,
  interpretation,
  budget,
  project,
  trading,
  pilot,
  conference,
  gazette,
  tip,
  personnel: item('personnel'),
  planning: item('planning'),
  statistics: item('statistics'),
  emergency: item('emergency'),
  environment: item('environment'),
  food: item('food'),
  education: item('education'),
  health: item('health'),
  assistance: item('assistance'),
  insurance: item('insurance'),
  poverty: item('poverty'),
}

/** An item's words. The same random stream, kind and context always give the same words. */
export function compose<K extends Kind>(kind: K, random: Random, context: ContextOf[K]): Piece {
  return composers[kind](random, context)
}
