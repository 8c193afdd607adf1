/** The city's divisions: four real levels from `data/divisions.json`, and a fifth, the groups (组) of the villages, made up by the demo. */
import { z } from 'zod'
import data from './data/divisions.json' with { type: 'json' }
import type { Random } from './random.ts'

export type DivisionLevel = 1 | 2 | 3 | 4 | 5

export type Division = {
  /** 6 digits for city and counties, 9 for towns and streets, 12 for villages and communities, 15 for the demo's groups. */
  readonly code: string
  readonly name: string
  /** As people say it: 头坝村 for 头坝村委会, 龙集里社区 for 龙集里社区居委会. */
  readonly short: string
  readonly level: DivisionLevel
  readonly parent: string | null
  /** True where the demo made the division up. */
  readonly demo: boolean
}

const pairs = z.array(z.tuple([z.string(), z.string()]))
const file = z.object({ cities: pairs, counties: pairs, towns: pairs, villages: pairs }).parse(data)

const spoken = (name: string) => name.replace(/村?村委会$/, '村').replace(/社区居委会$/, '社区')

function level(list: readonly (readonly [string, string])[], at: DivisionLevel, parent: (code: string) => string | null): Division[] {
  return list.map(([code, name]) => ({ code, name, short: spoken(name), level: at, parent: parent(code), demo: false }))
}

export const city: readonly Division[] = level(file.cities, 1, () => null)
export const counties: readonly Division[] = level(file.counties, 2, code => `${code.slice(0, 4)}00`)
export const towns: readonly Division[] = level(file.towns, 3, code => code.slice(0, 6))
export const villages: readonly Division[] = level(file.villages, 4, code => code.slice(0, 9))

/** The statistics bureau numbers villages from 200 and communities from 001. */
export const isVillage = (division: Division) => division.level === 4 && Number(division.code.slice(9)) >= 200

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二']

/** Four to ten groups under each village (not under communities), flagged as demo; their codes end in three digits of our own. */
export function groups(random: Random): Division[] {
  return villages.filter(isVillage).flatMap(village => {
    const count = random.fork(village.code).int(4, 10)
    return NUMERALS.slice(0, count).map((numeral, index) => ({
      code: `${village.code}${String(index + 1).padStart(3, '0')}`,
      name: `${village.short}${numeral}组`,
      short: `${numeral}组`,
      level: 5 as const,
      parent: village.code,
      demo: true,
    }))
  })
}

/** All five levels, parents before children. */
export function divisions(random: Random): Division[] {
  return [...city, ...counties, ...towns, ...villages, ...groups(random.fork('groups'))]
}
