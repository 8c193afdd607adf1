import type { Look, Work } from '../work.ts'

/** What the frame of every page says of the site (国办发〔2017〕47号). Empty: the mark is not shown. */
export type Site = {
  /** 网站规范名称 */
  readonly name_zh: string
  readonly name_en: string
  /** 主办单位 */
  readonly sponsor_zh: string
  readonly sponsor_en: string
  /** 联系方式 */
  readonly contact_zh: string
  readonly contact_en: string
  /** ICP备案号 */
  readonly icp: string
  /** 公安机关备案号 */
  readonly police: string
  /** 网站标识码: ten characters; null leaves the one of the environment. */
  readonly site_code: string | null
  /** SiteDomain, such as www.example.gov.cn */
  readonly domain: string
}

/** What the city has said of its site, or undefined when it has said nothing yet. One row by its primary key. */
export async function readSite(look: Pick<Look, 'db'>, _input: null): Promise<Site | undefined> {
  return await look.db
    .selectFrom('kernel.site')
    .select(['name_zh', 'name_en', 'sponsor_zh', 'sponsor_en', 'contact_zh', 'contact_en', 'icp', 'police', 'site_code', 'domain'])
    .executeTakeFirst()
}

/** Says it anew; what stood there before is in the log. */
export async function setSite(work: Work, site: Site): Promise<void> {
  const before = await readSite({ db: work.tx }, null)
  const row = { ...site, recorded_by: work.actor.person_id }
  await work.tx
    .insertInto('kernel.site')
    .values(row)
    .onConflict(conflict => conflict.column('singleton').doUpdateSet({ ...row, recorded_at: work.now.toString() }))
    .execute()
  await work.log('set_site', 'site:1', { before: before ?? null, after: site })
  work.publicChanged()
}

/** A city that was just founded: its site bears its name until somebody says more. */
export const nameSite = (work: Work, name: string): Promise<void> =>
  setSite(work, {
    ...{ name_zh: name, name_en: name, sponsor_zh: name, sponsor_en: name },
    ...{ contact_zh: '', contact_en: '', icp: '', police: '', site_code: null, domain: '' },
  })
