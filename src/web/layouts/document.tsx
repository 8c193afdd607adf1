import type { Child, FC } from 'hono/jsx'
import type { View } from '../env.ts'
import { frameMessages } from '../messages.ts'
import { SkipLink } from '../ui/skip-link.tsx'

export type PageTags = Readonly<Record<string, string>>

/** The HTML document around portal and desk. No inline script or style anywhere: the CSP forbids both, and so pages can be cached. */
export const Document: FC<{
  view: View
  title: string
  stylesheet: 'portal.css' | 'desk.css'
  bodyClass: string
  tags?: PageTags
  /** Browser code of this page alone, beside that of every page. */
  script?: 'proof-check.js'
  /** The page comes anew after so many seconds where no script runs: something goes on behind it. */
  again_s?: number | undefined
  children?: Child
}> = props => {
  const m = frameMessages[props.view.locale]
  const { asset } = props.view.house
  return (
    <html lang={props.view.locale} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{props.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#9b1c1c" />
        {Object.entries(props.tags ?? {}).map(([name, content]) => (
          <meta name={name} content={content} />
        ))}
        {props.again_s !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(props.again_s)} />
          </noscript>
        )}
        <link rel="stylesheet" href={asset(props.stylesheet)} />
        <script type="module" src={asset('main.js')}></script>
        {props.script && <script type="module" src={asset(props.script)}></script>}
      </head>
      <body class={`govuk-template__body ${props.bodyClass}`}>
        <script src={asset('js-enabled.js')}></script>
        <SkipLink text={m.skip} href="#main-content" />
        {props.children}
      </body>
    </html>
  )
}

/** The address of this page in the other language. */
export function otherLanguageHref(view: View): string {
  const url = new URL(view.url, 'http://here')
  url.searchParams.set('lang', view.locale === 'en' ? 'zh-CN' : 'en')
  return url.pathname + url.search
}
