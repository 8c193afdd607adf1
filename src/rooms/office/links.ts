export const myWorkHref = '/desk'
export const signInHref = '/desk/sign-in'
export const signOutHref = '/desk/sign-out'
export const setUpHref = '/desk/setup'

/** The sign-in page with a word about what has just been done. */
export const signInAfterHref = (done: 'set_up' | 'signed_out'): string => `${signInHref}?done=${done}`

/** The one-time link that a new city prints to its terminal; the address of the site comes before it. */
export const setUpLinkHref = (token: string): string => `${setUpHref}?token=${encodeURIComponent(token)}`

export type Which = 'all' | 'overdue' | 'soon'

export function myWorkPageHref(which: Which, page = 1): string {
  const query = new URLSearchParams({ ...(which === 'all' ? {} : { which }), ...(page > 1 ? { page: String(page) } : {}) }).toString()
  return query === '' ? myWorkHref : `${myWorkHref}?${query}`
}
