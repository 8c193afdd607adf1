import { expect } from 'vitest'
import { demoPassword } from '../demo/people-roles.ts'
import type { Database, Where } from '../src/db/connect.ts'

/** As DATABASE_URL names it. */
export function urlOf(where: Where): string {
  if (where.kind === 'server') return where.url
  return `postgresql://${where.user}@localhost/${where.database}?host=${encodeURIComponent(where.socket)}`
}

/** Signs in over HTTP; the session's cookie. */
export async function sessionOf(address: string, sign_in_name: string): Promise<string> {
  const answer = await fetch(`${address}/desk/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ sign_in_name, password: demoPassword }),
    headers: { origin: address },
    redirect: 'manual',
  })
  expect(answer.status).toBe(303)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

/** Items of the clerk's office with outlets of 2018 at which they are not recorded yet. */
export async function freePlaces({ db }: Database) {
  const { unit_id } = await db
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.grants as g', 'g.person_id', 'a.person_id')
    .select('g.unit_id')
    .where('a.sign_in_name', '=', 'author')
    .where('g.role', '=', 'recorder')
    .executeTakeFirstOrThrow()
  const column = await db.selectFrom('kernel.columns').select('id').where('code', '=', 'notices').executeTakeFirstOrThrow()
  const places = await db
    .selectFrom('kernel.publications as p')
    .innerJoin('kernel.outlets as o', join => join.on('o.valid_from', '<=', '2018-12-28').on('o.valid_to', 'is', null))
    .leftJoin('kernel.deliveries as d', join => join.onRef('d.publication_id', '=', 'p.id').onRef('d.outlet_id', '=', 'o.id'))
    .where('p.unit_id', '=', unit_id)
    .where('p.formed_on', '<=', '2018-12-28')
    .where('d.id', 'is', null)
    .select(['p.id as publication_id', 'o.id as outlet_id'])
    .orderBy('p.id')
    .limit(2000)
    .execute()
  return { places, column_id: column.id, unit_id }
}
