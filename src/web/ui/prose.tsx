import type { FC } from 'hono/jsx'
import { type Content, cx, show, type WithChildren } from './content.ts'

/** The body of an article. `html` must have been cleaned when it was stored. Legal documents are Chinese on English pages too: say so with `lang`. */
export type ProseProps = Pick<Content, 'html'> & WithChildren & { lang?: string; classes?: string }

export const Prose: FC<ProseProps> = ({ html, children, lang, classes }) => (
  <div class={cx('mj-prose', classes)} lang={lang}>
    {show({ html, children })}
  </div>
)
