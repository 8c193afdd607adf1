import { z } from 'zod'

// What each common step is asked with: schemas for the door, whose types are those of the commands. Messages are for programmers; a form
// has its own schema with the words of its room, and ends in one of these.

const id = z.number().int().positive()
const text = z.string().trim().max(1000)
const needed = text.min(1)
const day = z.iso.date()
/** The number of the newest event that the page showed (`last_seq`): what happened since is a conflict. */
const seen = id.optional()

/** Whom: a unit, or a person in it. */
const party = z.object({ unit_id: id, person_id: id.optional() })
const parties_max = 50

export const commonInputs = {
  /** `to`: one of the `returnable` states. */
  return_to: z.object({ to: z.string().min(1).max(100), why: needed, seen }),
  hand_on: z.object({ unit_id: id.optional(), person_id: id.optional(), why: needed, seen }),
  add_reviewer: z.object({ to: z.array(party).min(1).max(parties_max), what: needed, due_on: day.optional(), seen }),
  /** `needed`: how many must agree; 1 is any, without it all. */
  countersign: z.object({ to: z.array(party).min(1).max(parties_max), needed: id.optional(), what: needed, due_on: day.optional(), seen }),
  urge: z.object({ note: text.default('') }),
  supervise: z.object({ answer_by: day, demand: needed }),
  copy_to: z.object({
    to: z
      .array(z.union([z.object({ unit_id: id }), z.object({ person_id: id })]))
      .min(1)
      .max(parties_max),
    note: text.default(''),
  }),
  take_back: z.object({ why: needed, seen }),
  /** `ground`: a key of the process's grounds. */
  suspend: z.object({ ground: z.string().min(1).max(100), note: text.default(''), seen }),
  resume: z.object({ note: text.default(''), seen }),
  give_opinion: z.object({ task_id: id, agrees: z.boolean(), opinion: text.default('') }),
  /** `group`: the number of the event that asked. */
  withdraw_request: z.object({ group: id, why: needed }),
  end_supervision: z.object({ result: needed }),
}

/** What the command of a common step is asked with. */
export type CommonInput<Step extends keyof typeof commonInputs> = z.output<(typeof commonInputs)[Step]>
