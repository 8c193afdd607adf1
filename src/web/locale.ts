import type { MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Locale } from '../kernel/words.ts'
import type { Env } from './env.ts'

export const localeCookie = 'mj_lang'
const a_year_s = 365 * 24 * 3600

/** `?lang=en` or `?lang=zh-CN` on any page stores the choice and comes back to the page; without one: Chinese. */
export const locale: MiddlewareHandler<Env> = async (c, next) => {
  const wanted = c.req.query('lang')
  if (c.req.method === 'GET' && (wanted === 'en' || wanted === 'zh-CN')) {
    setCookie(c, localeCookie, wanted, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: a_year_s })
    const url = new URL(c.req.url)
    url.searchParams.delete('lang')
    return c.redirect(samePath(url), 303)
  }
  c.set('locale', localeOf(getCookie(c, localeCookie)))
  await next()
}

export const localeOf = (cookie: string | undefined): Locale => (cookie === 'en' ? 'en' : 'zh-CN')

/** Only a path of this site: '//elsewhere' would be another host. */
const samePath = (url: URL): string => url.pathname.replace(/^\/+/, '/') + url.search
