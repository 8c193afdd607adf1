import { sql } from 'kysely'
import { unitsWhere } from '../org/can.ts'
import { isOrganisationCode, isUscc } from '../org/codes.ts'
import { createUnits, type NewUnit, type UnitLevel } from '../org/units.ts'
import type { Look, Work } from '../work.ts'
import { unitLevels } from './kinds.ts'
import { type Cells, markTwice, noTick, RowReader, readEach, type Tick } from './row.ts'

type ReadUnit = { readonly reader: RowReader; readonly unit: NewUnit }

const levels: readonly UnitLevel[] = Object.values(unitLevels)

/** Reads and checks every row; the unit above may be one of the city's, of the actor's part of it, or another row without a fault. */
export async function readUnits(look: Look, rows: readonly Cells[], tick: Tick = noTick): Promise<ReadUnit[]> {
  const read = await readEach(rows, cells => readUnit(cells, look.today), tick)
  const roots = unitsWhere(look.actor, 'organisation.manage')
  const known = await look.db
    .selectFrom('kernel.units')
    .select(['code', sql<boolean>`lineage && ${roots}::integer[] and valid_to is null`.as('mine')])
    .execute()
  const divisions = new Set((await look.db.selectFrom('kernel.divisions').select('code').execute()).map(({ code }) => code))
  const taken = new Set(known.map(({ code }) => code))
  for (const { reader, unit } of read) {
    if (taken.has(unit.code)) reader.fault('code', 'code_taken')
    if (unit.division_code && !divisions.has(unit.division_code)) reader.fault('division_code', 'unknown_division')
  }
  markTwice(
    read,
    ({ unit }) => unit.code,
    ({ reader }) => reader.fault('code', 'code_twice'),
  )
  markOrphans(read, new Set(known.filter(({ mine }) => mine).map(({ code }) => code)))
  return read
}

function readUnit(cells: Cells, today: string): ReadUnit {
  const reader = new RowReader('units', cells)
  const code = reader.text('code', 60)
  if (code !== '' && !/^[a-z0-9][a-z0-9.-]{0,60}$/.test(code)) reader.fault('code', 'code_wrong')
  const name = reader.text('name', 100)
  const uscc = reader.textOrNull('uscc', 18)?.toUpperCase() ?? null
  if (uscc !== null && !isUscc(uscc)) reader.fault('uscc', 'uscc_wrong')
  const organisation_code = reader.textOrNull('organisation_code', 10)?.toUpperCase().replace('-', '') ?? null
  if (organisation_code !== null && !isOrganisationCode(organisation_code)) reader.fault('organisation_code', 'organisation_code_wrong')
  const level = reader.choice('level')
  const unit: NewUnit = {
    code,
    name,
    short_name: reader.text('short_name', 100) || name,
    level: levels.find(known => known === level) ?? 'city',
    kind: reader.text('kind', 60) || 'bureau',
    parent: reader.text('parent', 60),
    division_code: reader.textOrNull('division_code', 20),
    document_prefix: reader.textOrNull('document_prefix', 12),
    uscc,
    organisation_code,
    phone: reader.textOrNull('phone', 60),
    valid_from: today,
  }
  return { reader, unit }
}

/** Rows without a unit above them, and those below such rows; a circle of rows has none either. */
function markOrphans(read: readonly ReadUnit[], known: ReadonlySet<string>): void {
  const placed = new Set(known)
  let waiting = read.filter(({ reader }) => reader.faults.length === 0)
  for (let before = -1; before !== waiting.length; ) {
    before = waiting.length
    waiting = waiting.filter(({ unit }) => {
      if (unit.parent === null || !placed.has(unit.parent)) return true
      placed.add(unit.code)
      return false
    })
  }
  for (const { reader } of waiting) reader.fault('parent', 'unknown_parent')
}

export async function takeUnits(work: Work, read: readonly ReadUnit[]): Promise<void> {
  await createUnits(work, parentsFirst(read.map(({ unit }) => unit)))
}

function parentsFirst(units: readonly NewUnit[]): NewUnit[] {
  const children = Map.groupBy(units, ({ parent }) => parent)
  const codes = new Set(units.map(({ code }) => code))
  const withBelow = (unit: NewUnit): NewUnit[] => [unit, ...(children.get(unit.code) ?? []).flatMap(withBelow)]
  return units.filter(({ parent }) => parent === null || !codes.has(parent)).flatMap(withBelow)
}
