import { defineList, type QueryOf } from '../../../kernel/lists/list.ts'
import { roles } from '../../../kernel/org/actor.ts'
import { unit_levels } from './people.ts'

// What the lists of the administration can be asked in their addresses. Without a state they show what is in force.

/** 单位. `parent`: the id of the unit above. */
export const unitRules = defineList({
  name: 'units',
  filters: {
    q: { kind: 'text' },
    state: { kind: 'choice', values: ['closed', 'all'] },
    level: { kind: 'choice', values: unit_levels },
    parent: { kind: 'choice' },
  },
  sorts: ['tree', 'name', 'code', 'since'],
  first: { sort: 'tree', down: false },
  columns: ['name', 'code', 'level', 'above', 'below', 'kind', 'phone', 'since', 'until'],
  shown: ['name', 'code', 'level', 'above', 'below'],
})
export type UnitQuery = QueryOf<typeof unitRules>

/** 人员. */
export const peopleRules = defineList({
  name: 'people',
  filters: { q: { kind: 'text' }, state: { kind: 'choice', values: ['disabled', 'all'] } },
  sorts: ['sign_in_name', 'name'],
  first: { sort: 'sign_in_name', down: false },
  columns: ['name', 'sign_in_name', 'posts', 'account'],
  shown: ['name', 'sign_in_name', 'posts', 'account'],
})
export type PeopleQuery = QueryOf<typeof peopleRules>

/** 授权. `person`: the id of one person. */
export const grantRules = defineList({
  name: 'grants',
  filters: {
    q: { kind: 'text' },
    role: { kind: 'choice', values: roles },
    state: { kind: 'choice', values: ['all'] },
    person: { kind: 'choice' },
  },
  sorts: ['newest', 'person', 'role', 'unit', 'from'],
  first: { sort: 'newest', down: true },
  columns: ['person', 'role', 'unit', 'from', 'to', 'by', 'state'],
  shown: ['person', 'role', 'unit', 'from', 'to', 'by', 'state'],
})
export type GrantQuery = QueryOf<typeof grantRules>
