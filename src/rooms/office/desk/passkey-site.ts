import type { Context } from 'hono'
import type { z } from 'zod'
import type { Site } from '../../../kernel/org/passkeys.ts'
import type { Env } from '../../../web/env.ts'
import { schemeOf } from '../../../web/security.ts'

/** Where passkeys belong: PUBLIC_ORIGIN, or what the request says. */
export function siteOf(c: Context<Env>): Site {
  const origin = c.var.house.publicOrigin ?? `${schemeOf(c)}://${new URL(c.req.url).host}`
  return { origin, host: new URL(origin).hostname }
}

/** What the browser's script put into the form, when it is what the schema says. */
export function answerIn<S extends z.ZodType>(schema: S, text: string | undefined): z.output<S> | undefined {
  if (text === undefined || text.length > 60_000) return undefined
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
