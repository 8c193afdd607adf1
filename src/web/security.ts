import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Env } from './env.ts'
import { form_bytes_max } from './form.ts'

/** No inline script or style, nothing from elsewhere, no framing; no nonce either, since it would change every ETag. */
export const headers: MiddlewareHandler<Env> = secureHeaders({
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

/** A form may only come from our own pages: from this host, or from PUBLIC_ORIGIN behind a proxy. */
export const sameOrigin: MiddlewareHandler<Env> = csrf({
  origin: (origin, c) => {
    const own = new URL(c.req.url)
    return origin === `${own.protocol}//${own.host}` || origin === c.get('house').publicOrigin
  },
})

export const limitBody: MiddlewareHandler<Env> = bodyLimit({
  maxSize: form_bytes_max,
  onError: () => {
    throw new HTTPException(413)
  },
})
