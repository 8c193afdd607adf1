import { notFound, Refusal } from '../refusal.ts'
import type { Look, Work } from '../work.ts'
import { type Administrator, administrators } from './actor.ts'

export const conflict = (chinese: string, english: string) => new Refusal('conflict', { 'zh-CN': chinese, en: english })

/** The administrator's office that a person holds, or will hold; undefined for everybody else. */
export async function officeOf(
  { db }: Pick<Look, 'db'> | { readonly db: Work['tx'] },
  person_id: number,
  today: string,
): Promise<Administrator | undefined> {
  const grant = await db
    .selectFrom('kernel.grants')
    .select('role')
    .where('person_id', '=', person_id)
    .where('role', 'in', [...administrators])
    .where(eb => eb.or([eb('valid_to', 'is', null), eb.and([eb('valid_to', '>', today), eb('valid_to', '>', eb.ref('valid_from'))])]))
    .orderBy('valid_from')
    .limit(1)
    .executeTakeFirst()
  return administrators.find(role => role === grant?.role)
}

/** The person's account, locked, with the person: of a grant at the same moment one waits for the other. Refusal 'not_found' without one. */
export async function lockAccount(work: Work, person_id: number) {
  await work.tx.selectFrom('kernel.people').select('id').where('id', '=', person_id).forNoKeyUpdate().execute()
  const account = await work.tx
    .selectFrom('kernel.accounts as a')
    .innerJoin('kernel.people as p', 'p.id', 'a.person_id')
    .select(['a.id', 'a.sign_in_name', 'a.disabled_on', 'p.name'])
    .where('a.person_id', '=', person_id)
    .forUpdate('a')
    .executeTakeFirst()
  if (!account) throw notFound()
  return account
}

/** Refusal 'conflict' for an administrator's account: nobody changes that alone, or they could become that administrator. */
export async function refuseAlone(work: Work, person_id: number): Promise<void> {
  if ((await officeOf({ db: work.tx }, person_id, work.today)) === undefined) return
  throw conflict(
    '此人是管理员，其账户须由两位管理员共同办理：请在“管理员账户”中提出。',
    'This person is an administrator, whose account two administrators change together: propose it under Administrators’ accounts.',
  )
}
