import type { Site } from '../kernel/site/site.ts'
import type { Locale } from '../kernel/words.ts'
import { log } from './log.ts'
import { frameMessages } from './messages.ts'

/** What header, footer and page tags say of the site, in one language. */
export type FrameWords = {
  /** Stands before the name, and alone where there is little room. */
  readonly brand: string
  readonly name: string
  /** Behind every page's title. */
  readonly title: string
  readonly marks: readonly string[]
}

/** The site as every page shows it. `version` changes with it, so that parts of pages that were kept are made anew. */
export type SiteFacts = {
  readonly version: number
  readonly words: Readonly<Record<Locale, FrameWords>>
  /** The page tags SiteName, SiteDomain and SiteIDCode. */
  readonly tags: Readonly<Record<'SiteName' | 'SiteDomain' | 'SiteIDCode', string>>
}

export type SiteDefaults = { readonly siteCode: string; readonly demo: boolean }

/** What the pages say until the city has said something itself: the demo city's placeholders, or the program's bare name. */
function factsWithout({ siteCode, demo }: SiteDefaults): SiteFacts {
  const words = (locale: Locale): FrameWords => {
    const m = frameMessages[locale]
    if (!demo) return { brand: m.site, name: '', title: m.site, marks: [m.footerParty, m.footerFault, m.footerIpv6] }
    return {
      brand: m.site,
      name: m.cityLong,
      title: m.siteLong,
      marks: [
        ...[m.footerParty, m.footerHost, m.footerContact, m.footerCode(siteCode)],
        ...[m.footerIcp, m.footerPolice, m.footerFault, m.footerIpv6],
      ],
    }
  }
  const SiteName = demo ? '明镜·金昌市政务公开（演示）' : frameMessages['zh-CN'].site
  return {
    version: 0,
    words: { 'zh-CN': words('zh-CN'), en: words('en') },
    tags: { SiteName, SiteDomain: 'www.example.gov.cn', SiteIDCode: siteCode },
  }
}

function factsOf(site: Site, { siteCode }: SiteDefaults, version: number): SiteFacts {
  const code = site.site_code ?? siteCode
  const words = (locale: Locale): FrameWords => {
    const m = frameMessages[locale]
    const [name, sponsor, contact] =
      locale === 'en' ? [site.name_en, site.sponsor_en, site.contact_en] : [site.name_zh, site.sponsor_zh, site.contact_zh]
    const said = (text: string, mark: (text: string) => string): string[] => (text === '' ? [] : [mark(text)])
    return {
      brand: name,
      name: '',
      title: name,
      marks: [
        m.footerParty,
        ...said(sponsor, m.footerHostIs),
        ...said(contact, m.footerContactIs),
        m.footerCode(code),
        ...said(site.icp, m.footerIcpIs),
        ...said(site.police, text => text),
        m.footerFault,
        m.footerIpv6,
      ],
    }
  }
  return {
    version,
    words: { 'zh-CN': words('zh-CN'), en: words('en') },
    tags: { SiteName: site.name_zh, SiteDomain: site.domain, SiteIDCode: code },
  }
}

export type SiteKeeper = { readonly facts: () => SiteFacts; readonly refresh: () => Promise<void> }

/**
 * Keeps what the pages say of the site, since they are made without waiting for anything. `refresh` reads it again: at the start, and
 * whenever something public has changed; `onChange` is called when it differs, after it is in place.
 */
export function siteKeeper(read: () => Promise<Site | undefined>, defaults: SiteDefaults, onChange: () => void): SiteKeeper {
  let facts = factsWithout(defaults)
  let known = ''
  let reading: Promise<void> | undefined
  let again = false

  const readOnce = async (): Promise<void> => {
    const site = await read()
    const text = JSON.stringify(site ?? null)
    if (text === known) return
    known = text
    facts = site ? factsOf(site, defaults, facts.version + 1) : { ...factsWithout(defaults), version: facts.version + 1 }
    onChange()
  }
  const readAll = async (): Promise<void> => {
    do {
      again = false
      await readOnce()
    } while (again) // something changed while it was being read
  }
  return {
    facts: () => facts,
    refresh: () => {
      again = true
      reading ??= readAll()
        .catch((error: unknown) => log.warn({ err: error }, 'the site’s own words could not be read; the former ones stay'))
        .finally(() => {
          reading = undefined
        })
      return reading
    },
  }
}
