import type { CityUnit, DemoCity } from '../../../../demo/city.ts'
import type { Random } from '../../../../demo/random.ts'
import { compose } from '../../../../demo/text/compose.ts'
import type { BudgetKind, PilotField } from '../../../../demo/text/kinds.ts'
import { inventProject, PROJECT_CLASSES } from '../../../../demo/text/project.ts'
import { inventDeal, TRADING_STAGES, TRADING_TYPES } from '../../../../demo/text/trading.ts'
import { themeOf } from '../../../../demo/themes.ts'
import type { NewPublication } from '../../../kernel/publications/publish.ts'
import { itemOf } from './item.ts'

/** Items of the key fields in a year of the full-size city; 2018 as its report counts them, 2017 is ours. */
export const keyFieldItems: Readonly<Record<2017 | 2018, { budget: number; major_project: number; trading: number; pilot: number }>> = {
  2017: { budget: 268, major_project: 61, trading: 2_016, pilot: 0 },
  2018: { budget: 325, major_project: 112, trading: 2_792, pilot: 63 },
}

export function* keyFields(city: DemoCity, random: Random, year: 2017 | 2018): Generator<NewPublication[]> {
  const full = keyFieldItems[year]
  yield budgets(city, random.fork('budgets'), year, city.scaled(full.budget))
  yield projects(city, random.fork('projects'), year, city.scaled(full.major_project))
  yield trading(city, random.fork('trading'), year, city.scaled(full.trading))
  if (full.pilot > 0) yield pilot(city, random.fork('pilot'), year, Math.max(city.scaled(full.pilot), 1))
}

const within = (year: number) => [`${year}-01-04`, `${year}-12-28`] as const

/** Budgets in the first quarter, final accounts after the summer, as their law has it (预算法 art. 14). */
function budgets(city: DemoCity, random: Random, year: number, total: number): NewPublication[] {
  const spans: readonly (readonly [BudgetKind, string, string, number])[] = [
    ['budget', `${year}-01-15`, `${year}-03-30`, 0.42],
    ['final_account', `${year}-08-20`, `${year}-10-26`, 0.36],
    ['three_public', `${year}-02-01`, `${year}-10-26`, 0.22],
  ]
  const units = city.units.filter(unit => unit.level !== 'town' && unit.type !== 'government')
  let left = total
  return spans.flatMap(([kind, from, to, share], i) => {
    const n = i === spans.length - 1 ? left : Math.round(total * share)
    left -= n
    return city.spread(n, from, to, random.fork(kind)).map((day, k) => {
      const unit = k < units.length ? (units[k] ?? random.pick(units)) : random.pick(units)
      const about = { unit, day, year: kind === 'final_account' ? year - 1 : year, kind }
      const column =
        kind === 'three_public' ? 'budgets/three-public' : unit.field === 'finance' ? 'budgets/government' : 'budgets/departments'
      return itemOf(city, random, compose('budget', random, about), {
        unit,
        column,
        day,
        genre: '公示',
        theme: '04',
        category: 7,
        openness: 'result',
        key_field: 'budget',
      })
    })
  })
}

function projects(city: DemoCity, random: Random, year: number, total: number): NewPublication[] {
  const units = ['city.development', 'city.housing', 'city.land', 'jinchuan.development', 'yongchang.development'].flatMap(key =>
    city.units.filter(unit => unit.key === key),
  )
  let running: { name: string; code: string; unit: CityUnit } | undefined
  return city.spread(total, ...within(year), random).map((day, i) => {
    // A project appears with about four of the eight classes of information before the next one begins.
    if (!running || i % 4 === 0) {
      const unit = random.pick(units)
      running = { ...inventProject(random, { unit, day }), unit }
    }
    const kind = PROJECT_CLASSES[(i * 3) % PROJECT_CLASSES.length] ?? 'approval'
    const { name, code, unit } = running
    const text = compose('project', random, { unit, day, name, code, class: kind })
    return itemOf(city, random, text, {
      unit,
      column: `major-projects/${kind.replace('_', '-')}`,
      day,
      genre: '公示',
      theme: '03',
      category: 10,
      openness: 'result',
      key_field: 'major_project',
      project_code: code,
    })
  })
}

function trading(city: DemoCity, random: Random, year: number, total: number): NewPublication[] {
  const unit = city.unit('city.trading')
  const site = city.outlet('trading')
  let serial = 0
  return city.spread(total, ...within(year), random).map((day, i) => {
    const type = random.pick(TRADING_TYPES)
    const stage = TRADING_STAGES[i % TRADING_STAGES.length] ?? 'notice'
    serial += 1
    const deal = inventDeal(random, { unit, day }, type, serial)
    const text = compose('trading', random, { unit, day, ...deal, type, stage })
    return itemOf(city, random, text, {
      unit,
      column: `trading/${stage}`,
      day,
      site,
      genre: '公告',
      theme: '04',
      category: 9,
      openness: 'result',
      key_field: 'trading',
    })
  })
}

const pilotUnits: Readonly<Record<PilotField, string>> = {
  culture: 'culture',
  law: 'justice',
  assistance: 'civil',
  elderly: 'civil',
  education: 'education',
  health: 'health',
}

/** The six fields of the pilot in 金川区. */
function pilot(city: DemoCity, random: Random, year: number, total: number): NewPublication[] {
  const fields = Object.keys(pilotUnits) as PilotField[]
  return city.spread(total, `${year}-03-01`, `${year}-12-20`, random).map((day, i) => {
    const field = fields[i % fields.length] ?? 'education'
    const unit = city.unit(`jinchuan.${pilotUnits[field]}`)
    const text = compose('pilot', random, { unit, day, field })
    const site = city.outlet('portal-jinchuan')
    return itemOf(city, random, text, {
      unit,
      column: `pilot/${field}`,
      day,
      site,
      genre: '公示',
      theme: themeOf[unit.field],
      category: 11,
      openness: 'service',
      key_field: 'pilot',
      spreading: 0.4,
    })
  })
}
