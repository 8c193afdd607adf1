import type { Child, FC } from 'hono/jsx'
import type { View } from '../env.ts'
import { frameMessages } from '../messages.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { ServiceNavigation } from '../ui/service-navigation.tsx'
import { uiWord } from '../ui/words.ts'
import { frozen } from '../view.ts'
import { Document, otherLanguageHref, type PageTags } from './document.tsx'

export type Crumb = { readonly text: string; readonly href?: string }

/** Page tags of 国办发〔2017〕47号 that every page of the site carries. */
const siteTags = (view: View): PageTags => ({
  SiteName: '明镜·金昌市政务公开（演示）',
  SiteDomain: 'www.example.gov.cn',
  SiteIDCode: view.house.siteCode,
})

/** The public frame: header with the site's name and menu, the page, the footer with all legal marks. */
export const PortalLayout: FC<{
  view: View
  title: string
  tags?: PageTags
  crumbs?: readonly Crumb[]
  wide?: boolean
  children?: Child
}> = props => {
  const { view } = props
  const m = frameMessages[view.locale]
  return (
    <Document
      view={view}
      title={`${props.title} - ${m.siteLong}`}
      stylesheet="portal.css"
      bodyClass="mj-portal"
      tags={{ ...siteTags(view), ...props.tags }}
    >
      <PortalHeader view={view} />
      <div class="govuk-width-container">
        {props.crumbs && (
          <Breadcrumbs items={[{ text: m.home, href: '/' }, ...props.crumbs]} labelText={uiWord(view.locale, 'breadcrumb')} />
        )}
        <main class="govuk-main-wrapper" id="main-content" tabindex={-1}>
          {props.children}
        </main>
      </div>
      {frozen(view.house, `footer ${view.locale}`, () => (
        <PortalFooter view={view} />
      ))}
    </Document>
  )
}

const PortalHeader: FC<{ view: View }> = ({ view }) => {
  const m = frameMessages[view.locale]
  const path = view.url.split('?')[0] ?? '/'
  const within = view.house.portalMenu.filter(line => isWithin(path, line.href)).map(line => `${line.href}${line.href === path ? '!' : ''}`)
  return (
    <header class="mj-header">
      <div class="mj-header__top govuk-width-container">
        <a class="mj-header__name" href="/">
          <span class="mj-header__site">{m.site}</span> <span class="mj-header__city">{m.cityLong}</span>
        </a>
        {path !== '/search' && (
          <SearchBox id="site-search" label={m.searchLabel} submit={m.search} classes="mj-search--header" labelHidden />
        )}
        <div class="mj-header__tools">
          {!view.answersForm && (
            <a href={otherLanguageHref(view)} lang={view.locale === 'en' ? 'zh-CN' : 'en'} rel="nofollow">
              {m.otherLanguage}
            </a>
          )}
        </div>
      </div>
      <div class="mj-header__nav">
        {frozen(view.house, `menu ${view.locale} ${within.join(' ')}`, () => (
          <ServiceNavigation
            ariaLabel={m.mainMenu}
            menuButtonText={m.menu}
            navigationLabel={m.mainMenu}
            navigation={view.house.portalMenu.map(line => ({
              text: line.name[view.locale],
              href: line.href,
              current: path === line.href,
              active: isWithin(path, line.href),
            }))}
          />
        ))}
      </div>
    </header>
  )
}

const isWithin = (path: string, href: string): boolean => path === href || (href !== '/' && path.startsWith(`${href}/`))

const PortalFooter: FC<{ view: View }> = ({ view }) => {
  const m = frameMessages[view.locale]
  const marks = [
    m.footerParty,
    m.footerHost,
    m.footerContact,
    m.footerCode(view.house.siteCode),
    m.footerIcp,
    m.footerPolice,
    m.footerFault,
    m.footerIpv6,
  ]
  return (
    <footer class="mj-footer">
      <div class="govuk-width-container">
        <ul class="mj-footer__links">
          <li>
            <a href="/columns">{m.footerMap}</a>
          </li>
          <li>
            <a href="/desk">{m.signIn}</a>
          </li>
        </ul>
        <p class="mj-footer__text">{marks.join(' · ')}</p>
        {view.house.demo && <p class="mj-footer__text">{m.footerDemo}</p>}
      </div>
    </footer>
  )
}
