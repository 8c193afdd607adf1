export { articleHref } from '../../kernel/publications/links.ts'

/** A file of a publication, by its name for whoever saves it; the number alone finds it. */
export const fileHref = (file: { readonly id: number; readonly name: string }): string =>
  `/files/${file.id}/${encodeURIComponent(file.name)}`

export const columnHref = (code: string, page = 1): string => (page > 1 ? `/columns/${code}?page=${page}` : `/columns/${code}`)
export const columnsHref = '/columns'
export const gazetteHref = (year: number, issue: number): string => `/gazette/${year}/${issue}`
export const gazettesHref = '/gazette'
export const conferencesHref = '/press-conferences'
export const reviewProcessHref = '/processes/publication-review'

export const draftsHref = '/desk/drafts'
export const newDraftHref = '/desk/drafts/new'
export const draftHref = (caseId: number): string => `/desk/drafts/${caseId}`
export const editDraftHref = (caseId: number): string => `/desk/drafts/${caseId}/edit`
/** A step taken is a new noun: /desk/drafts/12/approvals. */
export const draftStepHref = (caseId: number, noun: string): string => `/desk/drafts/${caseId}/${noun}`
export const attachmentsHref = (caseId: number): string => `/desk/drafts/${caseId}/attachments`
export const draftFileHref = (caseId: number, file: { readonly id: number; readonly name: string }): string =>
  `${attachmentsHref(caseId)}/${file.id}/${encodeURIComponent(file.name)}`
export const detachmentsHref = (caseId: number, id: number): string => `${attachmentsHref(caseId)}/${id}/removals`
export const deskPublicationsHref = '/desk/publications'
export const deskPublicationHref = (id: number): string => `/desk/publications/${id}`
export const newDeliveryHref = (id: number): string => `/desk/publications/${id}/deliveries/new`
export const deliveriesHref = (id: number): string => `/desk/publications/${id}/deliveries`
export const newWithdrawalHref = (id: number): string => `/desk/publications/${id}/withdrawals/new`
export const withdrawalsHref = (id: number): string => `/desk/publications/${id}/withdrawals`
export const newAmendmentHref = (id: number): string => `/desk/publications/${id}/amendments/new`
export const amendmentsHref = (id: number): string => `/desk/publications/${id}/amendments`
