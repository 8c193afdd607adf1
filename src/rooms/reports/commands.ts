import { createHash } from 'node:crypto'
import type { Day } from '../../kernel/calendar/day.ts'
import type { FigureBook } from '../../kernel/figures/book.ts'
import { can } from '../../kernel/org/can.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { compileReport } from './queries/compile.ts'
import { canonicalJson, checkLegalDay, refuseContradictions } from './rules/release.ts'
import { reportForms } from './templates.ts'

export type ReleaseInput = { readonly book: FigureBook; readonly year: number; readonly form: string; readonly legal_day: Day }

/**
 * 发布年度报告 (条例 art. 31 of 2008): counts the year afresh, checks that its figures agree with each other, and freezes text and
 * values. Refuses a report that does not add up, a second one for the year, and a legal day within the year or in the future.
 * Returns the release's id.
 */
export async function releaseReport(work: Work, { book, year, form, legal_day }: ReleaseInput): Promise<number> {
  if (!can(work.actor, 'report.release')) {
    throw new Refusal('forbidden', { 'zh-CN': '只有报告签发人可以发布年度报告。', en: 'Only the report’s signer can release it.' })
  }
  if (!reportForms.has(form)) throw new Refusal('invalid', { 'zh-CN': '没有这种报告格式。', en: 'There is no such form of the report.' })
  checkLegalDay(legal_day, { year, today: work.today })
  const { document, checks } = await compileReport({ db: work.tx, actor: work.actor, today: work.today }, { book, year, form })
  refuseContradictions(checks)
  const text = canonicalJson(document)
  const released = await work.tx
    .insertInto('reports.releases')
    .values({
      year,
      form,
      legal_day,
      document: text,
      content_hash: createHash('sha256').update(text).digest(),
      recorded_by: work.actor.person_id,
    })
    .onConflict(conflict => conflict.columns(['year', 'form']).doNothing())
    .returning('id')
    .executeTakeFirst()
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
  await work.log('release_report', `report:${released.id}`, {
    year,
    form,
    legal_day,
    warnings: checks.filter(check => check.outcome === 'warn').map(check => check.id),
  })
  work.publicChanged()
  return released.id
}
