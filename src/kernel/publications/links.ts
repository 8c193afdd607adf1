/** The article page of a publication. In the kernel because every room's records lead to it. */
export const articleHref = (publicationId: number): string => `/articles/${publicationId}`
