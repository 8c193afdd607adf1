import type { FC } from 'hono/jsx'
import type { LegendRow } from '../../kernel/cases/common.ts'
import type { Locale } from '../../kernel/words.ts'
import { Scroll } from './scroll.tsx'
import { Table } from './table.tsx'
import { uiWord } from './words.ts'

/** The common steps that a process allows, beside its chart: the same words for eyes and for screen readers. Nothing without any. */
export const CommonStepsTable: FC<{ locale: Locale; rows: readonly LegendRow[] }> = ({ locale, rows }) =>
  rows.length === 0 ? null : (
    <Scroll label={uiWord(locale, 'common_steps')}>
      <Table
        caption={uiWord(locale, 'common_steps')}
        captionClasses="govuk-table__caption--s"
        firstCellIsHeader
        head={(['common_step', 'common_does', 'common_clock'] as const).map(key => ({ text: uiWord(locale, key) }))}
        rows={rows.map(({ name, does, clock }) => [{ text: name }, { text: does }, { text: clock }])}
      />
    </Scroll>
  )
