import type { CommonState } from '../../../kernel/cases/common-state.ts'
import type { CaseFile } from '../../../kernel/cases/files.ts'
import type { ListedLetter } from '../../../kernel/cases/letters.ts'
import type { FileLimits } from '../../../web/files.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import type { Parties } from '../queries/case.ts'
import type { Due } from '../rules.ts'

/** What happened, already in the reader's words. */
export type CaseEvents = readonly {
  readonly name: string
  readonly words: string | null
  readonly person: string | null
  readonly legal_day: string
  readonly recorded_at: string
  readonly note: string
  readonly late: boolean
}[]

/** The papers, and the form that adds one: `upload` as it stands, `mayFile` whether it is offered. */
export type CaseFiles = {
  readonly list: readonly CaseFile[]
  readonly limits: FileLimits
  readonly upload: SentForm
  readonly mayFile: boolean
}

export type CaseView = {
  readonly of: CommonState
  readonly due: Due | null
  readonly parties: Parties
  /** Where the room works on it. */
  readonly roomHref: string
  readonly events: CaseEvents
  readonly ledger: readonly { readonly day: string; readonly counted: boolean; readonly nth: number | null; readonly why: string }[]
  readonly notices: readonly { readonly id: number; readonly words_zh: string; readonly words_en: string; readonly recorded_at: string }[]
  readonly letters: readonly ListedLetter[]
  readonly files: CaseFiles
  /** Ids of the tasks and requests that this person can do. */
  readonly toDo: readonly number[]
  readonly formId: string
}
