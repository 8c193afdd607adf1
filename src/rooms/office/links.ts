export const myWorkHref = '/desk'
export const signInHref = '/desk/sign-in'
export const signOutHref = '/desk/sign-out'
export const setUpHref = '/desk/setup'

/** Between password and session: a code, a password of one's own, to set up a second factor. */
export const stageHrefs = {
  second_factor: `${signInHref}/codes`,
  new_password: `${signInHref}/passwords`,
  enrolment: `${signInHref}/factors`,
} as const
export const enrolmentPictureHref = `${signInHref}/factors/picture.svg`
export const enrolmentPasskeysHref = `${signInHref}/factors/passkeys`
export const passkeySignInHref = `${signInHref}/passkeys`

/** The sign-in page with a word about what has just been done. */
export const signInAfterHref = (done: 'set_up' | 'signed_out'): string => `${signInHref}?done=${done}`

/** The one-time link that a new city prints to its terminal; the address of the site comes before it. */
export const setUpLinkHref = (token: string): string => `${setUpHref}?token=${encodeURIComponent(token)}`

export const whiches = ['today', 'overdue', 'soon', 'urged', 'all'] as const
export type Which = (typeof whiches)[number]

export function myWorkPageHref(which: Which, page = 1): string {
  const query = new URLSearchParams({ ...(which === 'all' ? {} : { which }), ...(page > 1 ? { page: String(page) } : {}) }).toString()
  return query === '' ? myWorkHref : `${myWorkHref}?${query}`
}

// ── the city's own data ──────────────────────────────────────────────────────────────────────────────────────────────

export const cityHref = '/desk/city'
export const lawHref = '/desk/law'
export const lawItemHref = (key: string): string => `${lawHref}/${key}`
export const columnsHref = '/desk/columns'
export const newColumnHref = `${columnsHref}/new`
export const columnHref = (id: number): string => `${columnsHref}/${id}`
export const outletsHref = '/desk/outlets'
export const siteHref = '/desk/site'
export const calendarHref = '/desk/calendar'
export const newNoticeHref = `${calendarHref}/notices/new`
export const noticeDraftHref = (id: number, page = 1): string => `${calendarHref}/drafts/${id}${page > 1 ? `?page=${page}` : ''}`
export const redatingHref = (version: number): string => `${calendarHref}/redatings/${version}`
export const importsHref = '/desk/imports'
/** The page of one kind of sheet: its template, the upload, the person's own sheets. */
export const importKindHref = (kind: string): string => `/desk/${kind}/imports`
export const importHref = (kind: string, id: number, page = 1): string => `${importKindHref(kind)}/${id}${page > 1 ? `?page=${page}` : ''}`
/** My work from the notice of a morning. */
export const digestHref = (day: string): string => `${myWorkPageHref('today')}&told=${day}`

export const caseHref = (caseId: number): string => `/desk/cases/${caseId}`
/** Tabs of the page of a case are named by their part of the address. */
export const caseFilesHref = (caseId: number): string => `${caseHref(caseId)}#files`
export const caseAttachmentsHref = (caseId: number): string => `${caseHref(caseId)}/attachments`
export const caseFileHref = (caseId: number, file: { readonly id: number; readonly name: string }): string =>
  `${caseAttachmentsHref(caseId)}/${file.id}/${encodeURIComponent(file.name)}`
export const caseFileRemovalHref = (caseId: number, id: number): string => `${caseAttachmentsHref(caseId)}/${id}/removals`
export const letterHref = (caseId: number, number: number, noun: '' | 'looks' | 'sendings' = ''): string =>
  `${caseHref(caseId)}/letters/${number}${noun === '' ? '' : `/${noun}`}`
export const letterWordHref = (caseId: number, number: number): string => `${letterHref(caseId, number)}.docx`
export const unitWorkHref = '/desk/unit-work'
export const unattendedHref = `${unitWorkHref}?unattended=yes`
export const viewsHref = '/desk/views'
export const viewHref = (id: number, noun = ''): string => `${viewsHref}/${id}${noun === '' ? '' : `/${noun}`}`
export const noticesHref = '/desk/notices'
export const noticeHref = (id: number): string => `${noticesHref}/${id}`
export const noticePreferencesHref = `${noticesHref}/preferences`
export const noticeReadingsHref = `${noticesHref}/readings`
export const batchesHref = `${unitWorkHref}/batches`
export const newBatchHref = `${batchesHref}/new`
export const batchHref = (id: number): string => `${batchesHref}/${id}`
export const liveHref = '/desk/live'
export const logHref = '/desk/log'
export const taskCompletionHref = (caseId: number, taskId: number): string => `${caseHref(caseId)}/tasks/${taskId}/completions`

// ── administration of people ─────────────────────────────────────────────────────────────────────────────────────────

const withQuery = (path: string, query: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  const text = new URLSearchParams(given).toString()
  return text === '' ? path : `${path}?${text}`
}

export const unitsHref = '/desk/units'
export const unitsBelowHref = (parent: number): string => withQuery(unitsHref, { parent })
export const unitHref = (id: number): string => `${unitsHref}/${id}`
export const newUnitHref = (parent: number): string => withQuery(`${unitsHref}/new`, { parent })
/** What is done with a unit: 'names', 'moves', 'closures', 'posts', 'amendments'; with '/new' its form. */
export const unitActHref = (id: number, act: 'names' | 'moves' | 'closures' | 'posts' | 'amendments'): string => `${unitHref(id)}/${act}`
export const postHref = (id: number, act: 'names' | 'closures' | 'holdings'): string => `/desk/posts/${id}/${act}`
export type HoldingKey = { readonly post_id: number; readonly person_id: number; readonly valid_from: string }
export const holdingEndHref = ({ post_id, person_id, valid_from }: HoldingKey): string =>
  `${postHref(post_id, 'holdings')}/${person_id}/${valid_from}/endings`

export const peopleHref = '/desk/people'
export const newPersonHref = (post?: number): string => withQuery(`${peopleHref}/new`, { post })
export const personHref = (id: number): string => `${peopleHref}/${id}`
export type PersonAct = 'names' | 'passwords' | 'disablings' | 'enablings' | 'looks'
export const personActHref = (id: number, act: PersonAct): string => `${personHref(id)}/${act}`

export const rolesHref = '/desk/roles'
export const rolesCsvHref = '/desk/roles.csv'
export const grantsHref = '/desk/grants'
/** All roles that a person has or had. */
export const grantsOfHref = (person: number): string => withQuery(grantsHref, { state: 'all', person })
export const newGrantHref = (sign_in_name?: string): string => withQuery(`${grantsHref}/new`, { sign_in_name })
export const grantEndHref = (id: number): string => `${grantsHref}/${id}/endings`
/** Administrators' accounts, which two change together. */
export const administratorsHref = '/desk/administrators'
export const proposalsHref = (person_id: number): string => `${administratorsHref}/${person_id}/proposals`
export const proposalHref = (id: number, act: 'consents' | 'closures'): string => `/desk/proposals/${id}/${act}`
export const policiesHref = '/desk/policies'

export const sessionsHref = '/desk/sessions'
export const sessionListHref = (q: string, page = 1): string => withQuery(sessionsHref, { q, page: page > 1 ? page : undefined })
export const sessionEndHref = (id: number): string => `${sessionsHref}/${id}/endings`
export const lockEndHref = (account_id: number): string => `/desk/locks/${account_id}/endings`
export const lossHref = (person_id: number): string => `${sessionsHref}/people/${person_id}/losses`

export const accountHref = '/desk/account'
export const ownPasswordHref = `${accountHref}/passwords`
export const ownSessionEndHref = (id: number): string => `${accountHref}/sessions/${id}/endings`
export const ownOtherSessionsHref = `${accountHref}/sessions/endings`
export const ownFactorHref = `${accountHref}/factors`
export const ownFactorCodesHref = `${ownFactorHref}/codes`
export const ownFactorPictureHref = `${ownFactorHref}/picture.svg`
export const ownFactorRemovalHref = `${ownFactorHref}/removals`
export const ownRecoveryCodesHref = `${ownFactorHref}/recovery-codes`
export const ownContactsHref = `${accountHref}/contacts`
export const ownPasskeysHref = `${accountHref}/passkeys`
export const ownPasskeyHref = (id: number, act: 'names' | 'removals'): string => `${ownPasskeysHref}/${id}/${act}`

/** The page with a word about what has just been done. */
export const afterHref = (href: string, done: string): string => `${href}${href.includes('?') ? '&' : '?'}done=${done}`
