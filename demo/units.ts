/**
 * The government's units in 2018: the city, its departments, its two county-level governments with theirs, and the towns and streets.
 * Names are of the kinds that such a city really had; every number (codes, phones) is a placeholder and is built to be recognisable as one.
 */
import { type Division, towns } from './divisions.ts'
import { CITY_BODIES, COUNTY_BODIES, type Field } from './unit-names.ts'

export type { Field } from './unit-names.ts'

export type UnitLevel = 'city' | 'county' | 'town'
export type UnitType = 'government' | 'office' | 'department' | 'institution' | 'town'

export type Unit = {
  /** `city`, `city.education`, `jinchuan`, `jinchuan.education`, `town.620302100`. */
  readonly key: string
  readonly name: string
  readonly short: string
  readonly level: UnitLevel
  readonly type: UnitType
  /** What it works on: chooses the words of what it publishes. */
  readonly field: Field
  readonly parent: string | null
  /** Code of the division it serves. */
  readonly division: string
  /** 机关代字: 金政办 gives 金政办发〔2018〕50号. */
  readonly prefix: string
  /** Eight digits and the check character, without hyphen: head of an index number (索引号). */
  readonly organisation_code: string
  readonly uscc: string
  readonly phone: string
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

function weighted(text: string, alphabet: string, weights: readonly number[]): number {
  if (text.length !== weights.length) throw new RangeError(`${text}: ${weights.length} characters expected`)
  return weights.reduce((sum, weight, index) => {
    const value = alphabet.indexOf(text.charAt(index))
    if (value < 0) throw new RangeError(`${text}: ${text.charAt(index)} is not allowed`)
    return sum + weight * value
  }, 0)
}

/** Check character of the first 17 characters of a unified social credit code (GB 32100-2015). */
export function usccCheck(first17: string): string {
  return USCC_ALPHABET.charAt((31 - (weighted(first17, USCC_ALPHABET, USCC_WEIGHTS) % 31)) % 31)
}

/** Check character of the first 8 characters of an organisation code (GB 11714-1997). */
export function organisationCheck(first8: string): string {
  const rest = 11 - (weighted(first8, ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS) % 11)
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest)
}

/** 金财发〔2018〕12号. The serial comes from a counter per prefix and year. */
export function documentNumber(unit: Unit, year: number, serial: number, form: '发' | '函' = '发'): string {
  return `${unit.prefix}${form}〔${year}〕${serial}号`
}

type Draft = Omit<Unit, 'organisation_code' | 'uscc' | 'phone'>

/** Bodies 9999xxxx and subscriber numbers that begin with 0 are assigned to nobody; the check characters are right all the same. */
function numbered(draft: Draft, index: number): Unit {
  const body = `9999${String(index + 1).padStart(4, '0')}`
  const organisation_code = body + organisationCheck(body)
  // 11 = agency, 12 = public institution, both registered with the staffing office (GB 32100); towns and streets use the county's division.
  const first17 = `${draft.type === 'institution' ? '12' : '11'}${draft.division.slice(0, 6)}${organisation_code}`
  return { ...draft, organisation_code, uscc: first17 + usccCheck(first17), phone: `0935-0${String(index + 1).padStart(6, '0')}` }
}

const COUNTIES = [
  { key: 'jinchuan', name: '金川区', division: '620302', prefix: '金区' },
  { key: 'yongchang', name: '永昌县', division: '620321', prefix: '永' },
] as const

function cityUnits(): Draft[] {
  const root: Draft = {
    key: 'city',
    name: '金昌市人民政府',
    short: '市政府',
    level: 'city',
    type: 'government',
    field: 'office',
    parent: null,
    division: '620300',
    prefix: '金政',
  }
  return [
    root,
    ...CITY_BODIES.map(
      ([slug, name, short, prefix, field, type]): Draft => ({
        key: `city.${slug}`,
        name: `金昌市${name}`,
        short: `市${short}`,
        level: 'city',
        type,
        field,
        parent: 'city',
        division: '620300',
        prefix: `金${prefix}`,
      }),
    ),
  ]
}

function countyUnits(): Draft[] {
  return COUNTIES.flatMap(county => {
    const government: Draft = {
      key: county.key,
      name: `${county.name}人民政府`,
      short: `${county.name}政府`,
      level: 'county',
      type: 'government',
      field: 'office',
      parent: 'city',
      division: county.division,
      prefix: `${county.prefix}政`,
    }
    const bodies = COUNTY_BODIES.map(
      ([slug, name, short, prefix, field, type]): Draft => ({
        key: `${county.key}.${slug}`,
        name: county.name + name,
        short: county.name + short,
        level: 'county',
        type,
        field,
        parent: county.key,
        division: county.division,
        prefix: county.prefix + prefix,
      }),
    )
    return [government, ...bodies]
  })
}

function townUnit(town: Division): Draft {
  const county = COUNTIES.find(({ division }) => division === town.parent)
  if (county === undefined) throw new Error(`${town.code} lies in no county`)
  const street = town.name.endsWith('街道')
  return {
    key: `town.${town.code}`,
    name: `${county.name}${town.name}${street ? '办事处' : '人民政府'}`,
    short: street ? `${town.name}办` : `${town.name}政府`,
    level: 'town',
    type: 'town',
    field: street ? 'street' : 'town',
    parent: county.key,
    division: town.code,
    // Two characters of the name and its kind: 新华街 and 新城镇 stay apart.
    prefix: `${town.name.slice(0, 2)}${street ? '街' : town.name.slice(-1)}`,
  }
}

/** All units, parents before children. */
export const units: readonly Unit[] = [...cityUnits(), ...countyUnits(), ...towns.map(townUnit)].map(numbered)

const byKey = new Map(units.map(unit => [unit.key, unit]))

export function unitOf(key: string): Unit {
  const unit = byKey.get(key)
  if (unit === undefined) throw new Error(`no unit ${key}`)
  return unit
}
