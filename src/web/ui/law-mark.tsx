import type { FC } from 'hono/jsx'
import type { Mark } from '../../kernel/law/define.ts'
import type { Locale } from '../../kernel/words.ts'
import { uiWord } from './words.ts'

type Ruling = { readonly mark: Mark; readonly reason?: string | undefined }

/** Beside a number that no source gives: that it is a default, or that the city has set it. Nothing beside what a law fixes. */
export const LawMark: FC<{ locale: Locale; ruling: Ruling }> = ({ locale, ruling }) => {
  if (ruling.reason !== undefined) return <span class="mj-mark">{uiWord(locale, 'citySet')}</span>
  return ruling.mark === 'S' ? null : <span class="mj-mark">{uiWord(locale, 'notFromSource')}</span>
}
