import { sql } from 'kysely'
import type { Role } from '../../../kernel/org/actor.ts'
import { portal_code } from '../../../kernel/publications/outlets.ts'
import type { Look } from '../../../kernel/work.ts'
import { calendarHref, columnsHref, outletsHref, siteHref } from '../links.ts'
import type { siteMessages } from '../messages/site.ts'

type StepName = keyof (typeof siteMessages)['zh-CN']['steps']

/** One thing that a city needs, how many of it there are, who makes it and where. `needed`: nothing can be published without it. */
export type CityStep = {
  readonly name: StepName
  readonly count: number
  readonly needed: boolean
  readonly by: 'system_admin' | 'security_admin' | 'openness_office'
  readonly href: string
}

const posts = ['author', 'reviewer', 'leader', 'openness_office'] as const satisfies readonly Role[]

/** What a city has of all that is needed before its first publication: one statement over small tables. */
export async function citySteps(look: Look, _input: null): Promise<CityStep[]> {
  const year = Number(look.today.slice(0, 4))
  const row = await look.db
    .selectNoFrom(eb => [
      eb
        .selectFrom('kernel.units')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('parent_id', 'is not', null)
        .as('units'),
      eb
        .selectFrom('kernel.accounts')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('disabled_on', 'is', null)
        .as('accounts'),
      eb
        .selectFrom('kernel.columns')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('valid_to', 'is', null)
        .as('columns'),
      eb
        .selectFrom('kernel.outlets')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('code', '=', portal_code)
        .as('portal'),
      eb
        .selectFrom('kernel.site')
        .select(fn => fn.fn.countAll<number>().as('n'))
        .where('icp', '<>', '')
        .where('sponsor_zh', '<>', '')
        .as('site'),
      // Years that a notice completes, of this one and the next.
      sql<number>`(select count(distinct y) from kernel.calendar_notices, unnest(years) as y where y in (${year}, ${year + 1}))`.as(
        'calendar',
      ),
    ])
    .executeTakeFirstOrThrow()
  const granted = await look.db
    .selectFrom('kernel.grants')
    .select(['role', eb => eb.fn.count<number>('person_id').distinct().as('n')])
    .where('role', 'in', [...posts])
    .where('valid_from', '<=', look.today)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', look.today)]))
    .groupBy('role')
    .execute()
  const holders = new Map<string, number>(granted.map(({ role, n }) => [role, n]))
  const ofRole = (name: (typeof posts)[number]): CityStep => ({
    name,
    count: holders.get(name) ?? 0,
    needed: true,
    by: 'security_admin',
    href: rolesHref,
  })
  return [
    { name: 'units', count: row.units ?? 0, needed: false, by: 'system_admin', href: unitsHref },
    // The three administrators do not publish: somebody else must be there.
    { name: 'people', count: Math.max(0, (row.accounts ?? 0) - 3), needed: true, by: 'system_admin', href: peopleHref },
    ...posts.map(ofRole),
    { name: 'columns', count: row.columns ?? 0, needed: true, by: 'openness_office', href: columnsHref },
    { name: 'portal', count: row.portal ?? 0, needed: true, by: 'openness_office', href: outletsHref },
    { name: 'site', count: row.site ?? 0, needed: false, by: 'system_admin', href: siteHref },
    { name: 'calendar', count: row.calendar === 2 ? 2 : 0, needed: false, by: 'system_admin', href: calendarHref },
  ]
}

// Pages of the administration, whose own files are beside this one.
const unitsHref = '/desk/units'
const peopleHref = '/desk/people'
const rolesHref = '/desk/roles'
