import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { notFound } from '../kernel/refusal.ts'
import type { Env } from './env.ts'
import { form_bytes_max } from './form.ts'
import { noteIncident } from './incidents.ts'
import { isUpload } from './upload.ts'

const policy = 'content-security-policy'

/** No inline script or style, nothing from elsewhere, no framing; no nonce either, since it would change every ETag. */
const pageHeaders = {
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
  // What the pages never ask for, no frame or script on them may ask for either. Passkeys stay: they are for our own sign-in.
  permissionsPolicy: {
    accelerometer: [],
    autoplay: [],
    bluetooth: [],
    camera: [],
    displayCapture: [],
    geolocation: [],
    gyroscope: [],
    hid: [],
    magnetometer: [],
    microphone: [],
    midi: [],
    payment: [],
    screenWakeLock: [],
    serial: [],
    usb: [],
  },
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
} satisfies Parameters<typeof secureHeaders>[0]

/** Strict-Transport-Security only where the operator asks for it and browsers come by https; mostly the proxy that ends TLS sets it. */
export const headersFor = (parts: { readonly publicOrigin: string | undefined; readonly hstsSeconds: number }): MiddlewareHandler<Env> =>
  keepingOwnPolicy(
    secureHeaders({
      ...pageHeaders,
      strictTransportSecurity:
        parts.hstsSeconds > 0 && parts.publicOrigin?.startsWith('https:') === true
          ? `max-age=${parts.hstsSeconds}; includeSubDomains`
          : false,
    }),
  )

/** An answer that brings a policy of its own, as a served file does, keeps it. */
function keepingOwnPolicy(set: MiddlewareHandler<Env>): MiddlewareHandler<Env> {
  return async (c, next) => {
    let own: string | null = null
    await set(c, async () => {
      await next()
      own = c.res.headers.get(policy)
    })
    if (own !== null) c.res.headers.set(policy, own)
  }
}

/** A path with a NUL in it names nothing: no column of PostgreSQL can hold one. In queries each field says what it takes. */
export const wellFormed: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.path.includes('\0') || c.req.path.includes('%00')) throw notFound()
  await next()
}

/** By which scheme the browser came, as far as we know: what a trusted proxy says, else the connection's own. */
export const schemeOf = (c: Context<Env>): string => c.var.arrival.scheme ?? new URL(c.req.url).protocol.slice(0, -1)

/**
 * Whatever may change something comes from our own pages: from this host, or from PUBLIC_ORIGIN behind a proxy. Browsers name the origin of
 * every POST; one without is refused unless Sec-Fetch-Site says that it is our own. The body's type makes no difference.
 */
export const sameOrigin: MiddlewareHandler<Env> = async (c, next) => {
  if (/^(GET|HEAD|OPTIONS)$/.test(c.req.method)) return next()
  const origin = c.req.header('origin')
  const own = `${schemeOf(c)}://${new URL(c.req.url).host}`
  const named = origin !== undefined && (origin === own || origin === c.var.house.publicOrigin)
  const fetched = origin === undefined && c.req.header('sec-fetch-site') === 'same-origin'
  if (!named && !fetched) {
    noteIncident('form of another site', { id: c.var.arrival.id, path: c.req.path, person_id: c.var.actor.person_id })
    throw new HTTPException(403)
  }
  await next()
}

const limitForm: MiddlewareHandler<Env> = bodyLimit({
  maxSize: form_bytes_max,
  onError: () => {
    throw new HTTPException(413)
  },
})

/** Uploads have a door of their own, which limits them while they stream. */
export const limitBody: MiddlewareHandler<Env> = (c, next) => (isUpload(c) ? next() : limitForm(c, next))
