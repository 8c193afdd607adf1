import { z } from 'zod'
import { type ProofFile, proofShape } from '../../kernel/audit/proof-shape.ts'

/** A proof file as somebody pasted it, and the key that they keep. Messages are keys of proof-messages. */
export const proofForm = z.object({
  proof: z.string().trim().default('').transform(readProof),
  key: z
    .string()
    .trim()
    .max(1000, 'key_wrong')
    .default('')
    .refine(
      text => text === '' || text.startsWith('-----BEGIN PUBLIC KEY-----') || /^[0-9a-f]{64}$/i.test(text.replaceAll(/[\s:]/g, '')),
      'key_wrong',
    ),
})

function readProof(text: string, context: z.RefinementCtx): ProofFile {
  const read = text === '' ? undefined : proofShape.safeParse(jsonOf(text))
  if (read?.success) return read.data
  context.addIssue({ code: 'custom', message: text === '' ? 'proof_missing' : 'proof_wrong' })
  return z.NEVER
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Subjects whose proofs the public may see. */
export const subjectNouns = ['publication', 'report'] as const
export type SubjectNoun = (typeof subjectNouns)[number]
export type Subject = { readonly noun: SubjectNoun; readonly id: string; readonly text: string }

/** 'publication:12' or 'report:3'; undefined for whatever else. */
export function subjectOf(text: string | undefined): Subject | undefined {
  const [, word, id] = /^([a-z]+):([1-9]\d{0,8})$/.exec(text ?? '') ?? []
  const noun = subjectNouns.find(known => known === word)
  return noun === undefined || id === undefined ? undefined : { noun, id, text: `${noun}:${id}` }
}
