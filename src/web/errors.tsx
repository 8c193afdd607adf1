import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { FC } from 'hono/jsx'
import { notFound, Refusal, type RefusalKind } from '../kernel/refusal.ts'
import { incomingOf, wentAway } from './arrival.ts'
import type { Env, View } from './env.ts'
import { typedForm } from './form.ts'
import { DeskLayout } from './layouts/desk.tsx'
import { PortalLayout } from './layouts/portal.tsx'
import { log } from './log.ts'
import { frameMessages } from './messages.ts'
import { page, viewOf } from './view.ts'

const statusOf = { invalid: 422, forbidden: 403, not_found: 404, conflict: 409, too_large: 413, too_many: 429 } as const satisfies Record<
  RefusalKind,
  number
>

/** The one place where what is thrown becomes a page: a Refusal is explained, anything else is a bug with a number. */
export const onError: ErrorHandler<Env> = (error, c) => {
  if (error instanceof Refusal) return refuse(c, error)
  if (error instanceof HTTPException) return refuseHttp(c, error)
  const { id } = c.var.arrival
  if (wentAway(incomingOf(c))) {
    log.debug({ id, path: c.req.path }, 'the reader went away')
    return c.body(null, 400) // nobody reads it
  }
  log.error({ id, err: error, path: c.req.path }, 'fault')
  const m = frameMessages[c.var.locale ?? 'zh-CN']
  return answer(c, 500, m.brokenTitle, m.brokenText(id))
}

export const onNotFound: NotFoundHandler<Env> = c => refuse(c, notFound())

async function refuse(c: Context<Env>, refusal: Refusal): Promise<Response> {
  const m = frameMessages[c.var.locale ?? 'zh-CN']
  const titles: Record<RefusalKind, string> = {
    invalid: m.invalidTitle,
    forbidden: m.forbiddenTitle,
    not_found: m.notFoundTitle,
    conflict: m.conflictTitle,
    too_large: m.tooLargeTitle,
    too_many: m.tooManyTitle,
  }
  const text = refusal.kind === 'not_found' ? m.notFoundText : refusal.words[c.var.locale ?? 'zh-CN']
  return answer(c, statusOf[refusal.kind], titles[refusal.kind], text, refusal.kind === 'conflict' ? await typedWords(c) : [])
}

/** What was typed into a form that came too late: shown to be copied, so that it is not lost. Ids and passwords are not words of the person. */
async function typedWords(c: Context<Env>): Promise<string[]> {
  const isForm = (c.req.header('content-type') ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')
  if (c.req.method !== 'POST' || !isForm) return [] // a file is sent again from where it lies
  const typed = await typedForm(c)
  return Object.entries(typed).flatMap(([name, value]) =>
    value.trim() === '' || /(_id|password|version|^seen|^to)$/.test(name) ? [] : [value],
  )
}

/** What Hono's own middleware refuses: forms of another site (403), bodies over the limit (413). */
function refuseHttp(c: Context<Env>, error: HTTPException): Response | Promise<Response> {
  const m = frameMessages[c.var.locale ?? 'zh-CN']
  if (error.status === 403) return answer(c, 403, m.invalidTitle, m.crossSiteText)
  if (error.status === 413) {
    c.header('Connection', 'close') // the rest of the body is not read, so the connection cannot be used again
    return answer(c, 413, m.tooLargeTitle, m.tooLargeText)
  }
  return error.getResponse()
}

function answer(
  c: Context<Env>,
  status: 403 | 404 | 409 | 413 | 422 | 429 | 500,
  title: string,
  text: string,
  typed: readonly string[] = [],
): Response | Promise<Response> {
  if (c.req.path.endsWith('.json')) return c.json({ error: { title, text } }, status)
  const view = c.var.actor ? viewOf(c) : undefined
  if (!view) return c.text(`${title}\n${text}\n`, status)
  return page(c, <ErrorPage view={view} title={title} text={text} typed={typed} />, status)
}

const ErrorPage: FC<{ view: View; title: string; text: string; typed: readonly string[] }> = ({ view, title, text, typed }) => {
  const m = frameMessages[view.locale]
  const desk = view.url.startsWith('/desk')
  const content = (
    <div class="mj-error">
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body-l">{text}</p>
      {typed.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{m.typedTitle}</h2>
          {typed.map((words, i) => (
            <textarea class="govuk-textarea" readonly rows={words.length > 60 ? 6 : 2} aria-label={`${m.typedTitle} ${i + 1}`}>
              {words}
            </textarea>
          ))}
        </>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={desk ? '/desk' : '/'}>
          {desk ? m.desk : m.home}
        </a>
      </p>
    </div>
  )
  return desk ? (
    <DeskLayout view={view} title={title}>
      {content}
    </DeskLayout>
  ) : (
    <PortalLayout view={view} title={title}>
      {content}
    </PortalLayout>
  )
}
