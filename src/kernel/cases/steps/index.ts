import { tellOfStep } from '../../notices/cases.ts'
import type { Work } from '../../work.ts'
import type { CommonStep } from '../common.ts'
import type { Process } from '../process.ts'
import { copyTo, endSupervision, supervise, urge } from './attention.ts'
import { commonInputs } from './inputs.ts'
import { handOn, returnTo } from './move.ts'
import { addReviewer, countersign, giveOpinion, withdrawRequest } from './opinions.ts'
import { resume, suspend } from './suspend.ts'
import { takeBack } from './take-back.ts'

export { readCopy } from './attention.ts'
export type { CommonInput } from './inputs.ts'

type Typed = (work: Work, process: Process, caseId: number, input: unknown) => Promise<unknown>

/** The command of each common step, for any case of any process; each parses what it is asked with (`commonInputs`). */
const commonCommands: Readonly<Record<CommonStep, Typed>> = {
  return_to: (work, process, caseId, input) => returnTo(work, process, caseId, commonInputs.return_to.parse(input)),
  hand_on: (work, process, caseId, input) => handOn(work, process, caseId, commonInputs.hand_on.parse(input)),
  add_reviewer: (work, process, caseId, input) => addReviewer(work, process, caseId, commonInputs.add_reviewer.parse(input)),
  countersign: (work, process, caseId, input) => countersign(work, process, caseId, commonInputs.countersign.parse(input)),
  urge: (work, process, caseId, input) => urge(work, process, caseId, commonInputs.urge.parse(input)),
  supervise: (work, process, caseId, input) => supervise(work, process, caseId, commonInputs.supervise.parse(input)),
  copy_to: (work, process, caseId, input) => copyTo(work, process, caseId, commonInputs.copy_to.parse(input)),
  take_back: (work, process, caseId, input) => takeBack(work, process, caseId, commonInputs.take_back.parse(input)),
  suspend: (work, process, caseId, input) => suspend(work, process, caseId, commonInputs.suspend.parse(input)),
  resume: (work, process, caseId, input) => resume(work, process, caseId, commonInputs.resume.parse(input)),
  give_opinion: (work, process, caseId, input) => giveOpinion(work, process, caseId, commonInputs.give_opinion.parse(input)),
  withdraw_request: (work, process, caseId, input) => withdrawRequest(work, process, caseId, commonInputs.withdraw_request.parse(input)),
  end_supervision: (work, process, caseId, input) => endSupervision(work, process, caseId, commonInputs.end_supervision.parse(input)),
}

/** A common step as the one page of the desk posts it. */
export type CommonAsked = { readonly process: Process; readonly case_id: number; readonly step: CommonStep; readonly input: unknown }

/**
 * Takes any common step of any case, and tells those whom it concerns, in one transaction. What a form says wrongly is found at the door, with the same schemas: an input that does not fit is a
 * bug here, and throws. Refusals are those of the step.
 */
export async function takeCommon(work: Work, asked: CommonAsked): Promise<void> {
  const { process, case_id, step, input } = asked
  await commonCommands[step](work, process, case_id, input)
  await tellOfStep(work, asked)
}
