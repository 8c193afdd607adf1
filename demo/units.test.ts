import { describe, expect, it } from 'vitest'
import { channelGroups } from '../src/kernel/publications/channels.ts'
import { columns } from './columns.ts'
import { city, counties, divisions, isVillage, towns, villages } from './divisions.ts'
import { outlets } from './outlets.ts'
import { people } from './people.ts'
import { createRandom } from './random.ts'
import { documentNumber, organisationCheck, unitOf, units, usccCheck } from './units.ts'

const unique = (list: readonly string[]) => new Set(list).size === list.length

describe('check characters', () => {
  it.each(['91350100M000100Y43', '11330105002500287C', '12441500196720244T', '11441700007280420Y'])('agrees with %s', code => {
    expect(usccCheck(code.slice(0, 17))).toBe(code.slice(17))
  })

  it('agrees with the published organisation code and refuses foreign characters', () => {
    expect(organisationCheck('00001434')).toBe('9')
    expect(() => usccCheck('1136030000000000I')).toThrow(RangeError)
  })
})

describe('units', () => {
  it('are some hundred, with every key, name, prefix, code and phone its own', () => {
    expect(units.length).toBeGreaterThan(100)
    for (const of of ['key', 'name', 'prefix', 'organisation_code', 'uscc', 'phone'] as const)
      expect(unique(units.map(unit => unit[of])), of).toBe(true)
  })

  it('carry codes whose check characters are right and phones that nobody can have', () => {
    for (const unit of units) {
      expect(unit.organisation_code).toBe(unit.organisation_code.slice(0, 8) + organisationCheck(unit.organisation_code.slice(0, 8)))
      expect(unit.uscc).toBe(unit.uscc.slice(0, 17) + usccCheck(unit.uscc.slice(0, 17)))
      expect(unit.uscc.slice(8, 17)).toBe(unit.organisation_code)
      expect(unit.phone).toMatch(/^0935-0\d{6}$/)
    }
  })

  it('come after their parents and lie in known divisions', () => {
    const seen = new Set<string>()
    const codes = new Set([...city, ...counties, ...towns].map(({ code }) => code))
    for (const unit of units) {
      expect(unit.parent === null || seen.has(unit.parent)).toBe(true)
      expect(codes).toContain(unit.division)
      seen.add(unit.key)
    }
  })

  it('number documents in the form of 公文处理条例', () => {
    expect(documentNumber(unitOf('city.office'), 2018, 50)).toBe('金政办发〔2018〕50号')
    for (const unit of units) expect(documentNumber(unit, 2018, 7)).toMatch(/^([\u4e00-\u9fa5A-Za-z]{2,12})〔(\d{4})〕([1-9]\d{0,4})号$/)
  })
})

describe('divisions', () => {
  it('have five levels, parents first, only the groups made up', () => {
    const all = divisions(createRandom('city'))
    const seen = new Set<string>()
    for (const division of all) {
      expect(division.parent === null || seen.has(division.parent), division.code).toBe(true)
      expect(division.demo).toBe(division.level === 5)
      seen.add(division.code)
    }
    expect(seen.size).toBe(all.length)
    expect([city.length, counties.length, towns.length, villages.length]).toEqual([1, 2, 18, 182])
    const groups = all.filter(({ level }) => level === 5)
    expect(new Set(groups.map(({ parent }) => parent)).size).toBe(villages.filter(isVillage).length)
  })

  it('are spoken of by their short names', () => {
    const shorts = villages.map(({ short }) => short)
    expect(shorts).toContain('大坝村')
    expect(shorts).toContain('龙集里社区')
    expect(shorts.every(short => /(村|社区)$/.test(short) && !short.endsWith('村村'))).toBe(true)
  })
})

describe('people', () => {
  const staff = people(units, createRandom('city'))

  it('are masked, and each unit has the whole chain of review in different surnames', () => {
    expect(staff.every(({ name }) => /^[\u4e00-\u9fff]某{1,2}$/.test(name))).toBe(true)
    expect(unique(staff.map(({ key }) => key))).toBe(true)
    for (const [unit, members] of Map.groupBy(staff, person => person.unit)) {
      expect(new Set(members.map(({ role }) => role)).size, unit).toBe(4)
      expect(unique(members.map(({ name }) => name.charAt(0))), unit).toBe(true)
    }
  })

  it('stay who they are when units are added', () => {
    const some = people(units.slice(0, 5), createRandom('city'))
    expect(staff.slice(0, some.length)).toEqual(some)
  })
})

describe('outlets and columns', () => {
  const keys = new Set(units.map(({ key }) => key))

  it('has some sixty outlets, each channel present, each owner known', () => {
    expect(outlets.length).toBeGreaterThanOrEqual(55)
    expect(unique(outlets.map(({ key }) => key))).toBe(true)
    expect(new Set(outlets.map(({ channel }) => channel)).size).toBe(9)
    expect(outlets.filter(({ channel }) => channelGroups.new_media.some(one => one === channel)).length).toBeGreaterThan(35)
    for (const { owner } of outlets) expect(keys).toContain(owner)
  })

  it('has columns whose codes are slugs under their parents', () => {
    const seen = new Set<string>()
    for (const { code, parent, unit, period_days } of columns) {
      expect(code).toMatch(/^[a-z-]+(\/[a-z-]+)?$/)
      expect(parent === null || seen.has(parent), code).toBe(true)
      expect(keys).toContain(unit)
      expect(period_days).toBeGreaterThan(0)
      seen.add(code)
    }
    expect(seen.size).toBe(columns.length)
  })
})
