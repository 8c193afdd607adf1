import { describe, expect, test } from 'vitest'
import { type Role, roles } from './actor.ts'
import { can, isRight, type Right, rights, separation, unitsWhere } from './can.ts'

const city = { lineage: [1] }
const bureau = { lineage: [1, 2] }
const school = { lineage: [1, 2, 3] }
const county = { lineage: [1, 4] }
const holding = (role: Role, ...units: number[]) => ({ person_id: 7, name: '某', grants: units.map(unit_id => ({ role, unit_id })) })

describe('a role holds in its unit and below', () => {
  test.each([
    { where: 'the unit itself', unit: bureau, may: true },
    { where: 'a unit below', unit: school, may: true },
    { where: 'the unit above', unit: city, may: false },
    { where: 'a unit beside', unit: county, may: false },
    { where: 'anywhere at all', unit: undefined, may: true },
  ])('$where: $may', ({ unit, may }) => {
    expect(can(holding('author', 2), 'publication.write', unit)).toBe(may)
  })

  test('one granted for the city holds everywhere', () => {
    for (const unit of [city, bureau, school, county]) expect(can(holding('leader', 1), 'publication.sign', unit)).toBe(true)
  })

  test('one granted for nothing holds nowhere, and the public may nothing', () => {
    for (const right of Object.keys(rights).filter(isRight)) {
      expect(can(holding('author'), right)).toBe(false)
      expect(can({ person_id: null, name: '', grants: [] }, right, city)).toBe(false)
    }
  })
})

/** The whole table, written a second time by hand: who changes a right changes it here too, knowingly. */
const expected: Readonly<Record<Role, readonly Right[]>> = {
  author: ['desk.open', 'publication.write'],
  reviewer: ['desk.open', 'publication.review'],
  leader: ['desk.open', 'publication.sign', 'publication.withdraw'],
  recorder: ['desk.open', 'delivery.record'],
  openness_office: [
    'desk.open',
    'publication.withdraw',
    'publication.import',
    'delivery.record',
    'report.check',
    'column.manage',
    'outlet.manage',
  ],
  report_signer: ['desk.open', 'report.check', 'report.release'],
  supervisor: ['desk.open', 'case.supervise'],
  system_admin: ['desk.open', 'organisation.manage', 'account.manage', 'calendar.manage', 'law.set', 'site.manage', 'administrators.agree'],
  security_admin: ['desk.open', 'role.grant', 'session.end', 'administrators.agree'],
  audit_admin: ['desk.open', 'log.read', 'administrators.agree'],
}

test.each(roles.map(role => ({ role })))('what the role $role may do', ({ role }) => {
  const may = Object.keys(rights)
    .filter(isRight)
    .filter(right => can(holding(role, 2), right, bureau))
  expect(may.toSorted()).toEqual([...expected[role]].toSorted())
})

test('a word that is no right is none', () => {
  expect(isRight('publication.write')).toBe(true)
  for (const word of ['', 'publication', 'toString', 'constructor', '__proto__']) expect(isRight(word), word).toBe(false)
})

test('units where a right holds are named once, whatever the number of grants', () => {
  const actor = { person_id: 7, name: '某', grants: [...holding('recorder', 2, 4, 2).grants, ...holding('openness_office', 4).grants] }
  expect(unitsWhere(actor, 'delivery.record')).toEqual([2, 4])
  expect(unitsWhere(actor, 'publication.sign')).toEqual([])
})

test('nobody passes what is their own: review and signing are for what others did', () => {
  expect(separation).toEqual({ 'publication.write': 'own', 'publication.review': 'others', 'publication.sign': 'others' })
})
