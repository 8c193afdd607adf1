import { createHash } from 'node:crypto'
import { signStatement } from '../../kernel/audit/statement.ts'
import type { Day } from '../../kernel/calendar/day.ts'
import type { FigureBook } from '../../kernel/figures/book.ts'
import { can } from '../../kernel/org/can.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { type Command, lookOf, type Work } from '../../kernel/work.ts'
import { compileReport } from './queries/compile.ts'
import type { ReportDocument } from './rules/document.ts'
import { canonicalJson, checkLegalDay, refuseContradictions } from './rules/release.ts'
import { reportForms } from './templates.ts'

export type ReleaseInput = { readonly book: FigureBook; readonly year: number; readonly form: string; readonly legal_day: Day }

/**
 * 发布年度报告 (条例 art. 31 of 2008): counts the year afresh, checks that its figures agree with each other, and freezes text and
 * values. Refuses a report that does not add up, a second one for the year, and a legal day within the year or in the future.
 * All its counts are of one moment, however much is recorded meanwhile. Returns the release's id.
 */
export const releaseReport: Command<ReleaseInput, number> = Object.assign(releaseOfOneMoment, { isolation: 'repeatable read' as const })

async function releaseOfOneMoment(work: Work, { book, year, form, legal_day }: ReleaseInput): Promise<number> {
  if (!can(work.actor, 'report.release')) {
    throw new Refusal('forbidden', { 'zh-CN': '只有报告签发人可以发布年度报告。', en: 'Only the report’s signer can release it.' })
  }
  if (!reportForms.has(form)) throw new Refusal('invalid', { 'zh-CN': '没有这种报告格式。', en: 'There is no such form of the report.' })
  checkLegalDay(legal_day, { year, today: work.today })
  const { document, checks } = await compileReport(lookOf(work), { book, year, form })
  refuseContradictions(checks)
  const { id, content_hash } = await freeze(work, { document, legal_day })
  await signStatement(work, { subject: `report:${id}`, sha256: content_hash })
  const warnings = checks.filter(check => check.outcome === 'warn').map(check => check.id)
  await work.log('release_report', `report:${id}`, { year, form, legal_day, content_sha256: content_hash.toString('hex'), warnings })
  work.publicChanged()
  return id
}

/** Keeps the document, its hash and every value for good; one per year and form. */
async function freeze(
  work: Work,
  { document, legal_day }: { readonly document: ReportDocument; readonly legal_day: Day },
): Promise<{ id: number; content_hash: Buffer }> {
  const text = canonicalJson(document)
  const content_hash = createHash('sha256').update(text).digest()
  const { year, form } = document
  const released = await work.tx
    .insertInto('reports.releases')
    .values({ year, form, legal_day, document: text, content_hash, recorded_by: work.actor.person_id })
    .onConflict(conflict => conflict.columns(['year', 'form']).doNothing())
    .returning('id')
    .executeTakeFirst()
    .catch((error: unknown) => {
      if (isOvertaken(error)) return undefined
      throw error
    })
  if (!released) {
    throw new Refusal('conflict', { 'zh-CN': `${year}年度报告已经发布。`, en: `The report on ${year} has been released already.` })
  }
  await work.tx
    .insertInto('reports.release_values')
    .values(
      document.figures.map(figure => ({
        release_id: released.id,
        figure: figure.id,
        value: figure.value,
        printed: figure.printed['zh-CN'],
        records: figure.records,
      })),
    )
    .execute()
  return { id: released.id, content_hash }
}

/** PostgreSQL's serialization failure: another transaction wrote the same since the moment of this one. */
export const isOvertaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '40001'
