/** Pages of the proofs. In the kernel because every room's records lead to theirs. */
export const proofsHref = '/proofs'
/** Checks a pasted proof. */
export const checksHref = '/proofs/checks'
/** The proof of a subject 'noun:id', in words, checked as one looks. */
export const proofHref = (subject: string): string => `/proofs/of?subject=${encodeURIComponent(subject)}`
/** The same as a file, to be kept and checked elsewhere. */
export const articleProofFileHref = (publicationId: number): string => `/articles/${publicationId}/proof.json`
export const articleProofHref = (publicationId: number): string => proofHref(`publication:${publicationId}`)
