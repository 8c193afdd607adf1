import { z } from 'zod'
import { neededText, optionalText } from '../../../kernel/typed.ts'
import type { SiteErrorKey } from '../messages/site.ts'

const say = (key: SiteErrorKey): SiteErrorKey => key
const text = (max: number) => optionalText({ max, long: say('long') })

export const siteForm = z.object({
  name_zh: neededText({ max: 100, missing: say('name_missing'), long: say('long') }),
  name_en: neededText({ max: 200, missing: say('name_missing'), long: say('long') }),
  sponsor_zh: text(100),
  sponsor_en: text(200),
  contact_zh: text(200),
  contact_en: text(200),
  icp: text(50),
  police: text(50),
  site_code: text(20)
    .refine(code => code === '' || /^[0-9A-Za-z]{10}$/.test(code), say('site_code_wrong'))
    .transform(code => (code === '' ? null : code)),
  domain: text(253).refine(domain => domain === '' || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain), say('domain_wrong')),
})
