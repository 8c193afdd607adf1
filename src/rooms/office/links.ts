export const myWorkHref = '/desk'
export const signInHref = '/desk/sign-in'
export const signOutHref = '/desk/sign-out'
export const setUpHref = '/desk/setup'

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
export const unitWorkHref = '/desk/unit-work'
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
