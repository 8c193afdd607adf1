import { Hono } from 'hono'
import { notFound } from '../kernel/refusal.ts'
import type { Env } from './env.ts'

/** Addresses that machines ask for without a link: for robots, for finders of weaknesses, for the browser's tab. */
export const wellKnown = new Hono<Env>()

// Exports make the same records again, as files; they would only fill an index.
const robots = `User-agent: *
Disallow: /desk
Disallow: /health/
Disallow: /*.csv
`

wellKnown.get('/robots.txt', c => {
  c.set('cacheable', true)
  return c.text(robots)
})

/** Says anew each time until when it holds; nobody has to remember to renew it. */
const securityText_days = 180

wellKnown.get('/.well-known/security.txt', c => {
  const { securityContact, publicOrigin, clock } = c.var.house
  if (securityContact === undefined) throw notFound()
  const until = clock()
    .add({ hours: securityText_days * 24 })
    .round('second')
  const lines = [`Contact: ${securityContact}`, `Expires: ${until}`, 'Preferred-Languages: zh, en']
  if (publicOrigin !== undefined) lines.push(`Canonical: ${publicOrigin}/.well-known/security.txt`)
  c.header('Cache-Control', 'no-store')
  return c.text(`${lines.join('\n')}\n`)
})

/** A mirror: what the house is called after. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#9b1c1c"/><circle cx="16" cy="13" r="8" fill="none" stroke="#fff" stroke-width="3"/><path d="M16 21v8" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>`

wellKnown.get('/favicon.ico', c => {
  c.set('cacheable', true)
  return c.body(icon, 200, { 'Content-Type': 'image/svg+xml' })
})
