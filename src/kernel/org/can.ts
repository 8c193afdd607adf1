import type { Actor, Role } from './actor.ts'

/** What can be done, and the roles that may: the whole table of rights on one screen. */
export const rights = {
  'desk.open': [
    'author',
    'reviewer',
    'leader',
    'recorder',
    'openness_office',
    'report_signer',
    'supervisor',
    'system_admin',
    'security_admin',
    'audit_admin',
  ],
  'publication.write': ['author'],
  'publication.review': ['reviewer'],
  'publication.sign': ['leader'],
  'publication.withdraw': ['leader', 'openness_office'],
  'delivery.record': ['recorder', 'openness_office'],
  'report.check': ['openness_office', 'report_signer'],
  'report.release': ['report_signer'],
  'case.supervise': ['supervisor'],
  'column.manage': ['openness_office'],
  'outlet.manage': ['openness_office'],
  'publication.import': ['openness_office'],
  // 三员分立: the system administrator keeps people and settings, the security administrator their rights, the audit administrator the log.
  'organisation.manage': ['system_admin'],
  'account.manage': ['system_admin'],
  'calendar.manage': ['system_admin'],
  'law.set': ['system_admin'],
  'site.manage': ['system_admin'],
  'role.grant': ['security_admin'],
  'session.end': ['security_admin'],
  'log.read': ['audit_admin'],
  // Of their own accounts two change together what one alone must not.
  'administrators.agree': ['system_admin', 'security_admin', 'audit_admin'],
} as const satisfies Record<string, readonly Role[]>
export type Right = keyof typeof rights
export const isRight = (text: string): text is Right => Object.hasOwn(rights, text)

/**
 * 先审后发, each by another person: some rights hold only for what one opened oneself, some only for
 * what others did. Read by "my work" and by the rules of the rooms.
 */
export const separation: Readonly<Partial<Record<Right, 'own' | 'others'>>> = {
  'publication.write': 'own',
  'publication.review': 'others',
  'publication.sign': 'others',
}

/** A unit as far as rights are concerned: its ids from the root down to itself. */
export type Place = { readonly lineage: readonly number[] }

/** Whether the actor may do this in this unit: pure. Without a unit: whether anywhere at all. */
export function can(actor: Actor, right: Right, unit?: Place): boolean {
  const allowed: readonly Role[] = rights[right]
  return actor.grants.some(grant => allowed.includes(grant.role) && (unit === undefined || unit.lineage.includes(grant.unit_id)))
}

/** The units for whose subtrees the actor has the right: what a query filters by. */
export function unitsWhere(actor: Actor, right: Right): number[] {
  const allowed: readonly Role[] = rights[right]
  return [...new Set(actor.grants.filter(grant => allowed.includes(grant.role)).map(grant => grant.unit_id))]
}
