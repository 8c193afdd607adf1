import type { Look } from '../work.ts'

/** The most that a page shows. */
const noticesMax = 100

/** What the applicant, or the staff, is told of a case, newest first. Says nothing about who may read it: the room asks that before. */
export const caseNotices = ({ db }: Look, input: { readonly case_id: number; readonly audience: 'applicant' | 'staff' }) =>
  db
    .selectFrom('kernel.case_notices')
    .select(['id', 'seq', 'words_zh', 'words_en', 'recorded_at'])
    .where('case_id', '=', input.case_id)
    .where('audience', '=', input.audience)
    .orderBy('id', 'desc')
    .limit(noticesMax)
    .execute()
