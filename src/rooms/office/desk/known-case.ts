import type { Context } from 'hono'
import { commonState } from '../../../kernel/cases/common-state.ts'
import { notFound } from '../../../kernel/refusal.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import { longNumberIn } from '../../../web/address.ts'
import type { Env } from '../../../web/env.ts'
import { read } from '../../../web/view.ts'
import { businessOf } from '../queries/case.ts'

export type KnownCase = { readonly known: RoomProcess; readonly caseId: number }

/** The case of an address, with the room that it belongs to. Whether the person may see it is not asked yet. */
export async function knownCase(c: Context<Env>): Promise<KnownCase> {
  const caseId = longNumberIn(c.req.param('id'))
  const business = await read(c, businessOf, caseId)
  const known = c.var.house.processes.find(({ process }) => process.business === business)
  if (!known) throw notFound()
  return { known, caseId }
}

/** The case as this person finds it; 'not_found' for who may not see it. */
export const caseState = (c: Context<Env>, { known, caseId }: KnownCase) =>
  read(c, commonState, { process: known.process, case_id: caseId })
