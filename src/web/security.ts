import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './env.ts'
import { form_bytes_max } from './form.ts'
import { isUpload } from './upload.ts'

const policy = 'content-security-policy'

/** No inline script or style, nothing from elsewhere, no framing; no nonce either, since it would change every ETag. */
const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false, // set by the proxy that ends TLS
})

/** An answer that brings a policy of its own, as a served file does, keeps it. */
export const headers: MiddlewareHandler<Env> = async (c, next) => {
  let own: string | null = null
  await pageHeaders(c, async () => {
    await next()
    own = c.res.headers.get(policy)
  })
  if (own !== null) c.res.headers.set(policy, own)
}

/** A form may only come from our own pages: from this host, or from PUBLIC_ORIGIN behind a proxy. */
export const sameOrigin: MiddlewareHandler<Env> = csrf({
  origin: (origin, c) => {
    const own = new URL(c.req.url)
    return origin === `${own.protocol}//${own.host}` || origin === c.get('house').publicOrigin
  },
})

const limitForm: MiddlewareHandler<Env> = bodyLimit({
  maxSize: form_bytes_max,
  onError: () => {
    throw new HTTPException(413)
  },
})

/** Uploads have a door of their own, which limits them while they stream. */
export const limitBody: MiddlewareHandler<Env> = (c, next) => (isUpload(c) ? next() : limitForm(c, next))
