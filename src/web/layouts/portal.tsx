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

/** The public frame: header with the site's name and menu, the page, the footer with all legal marks. */
export const PortalLayout: FC<{
  view: View
  title: string
  tags?: PageTags
  crumbs?: readonly Crumb[]
  wide?: boolean
  script?: 'proof-check.js'
  children?: Child
}> = props => {
  const { view } = props
  const m = frameMessages[view.locale]
  const site = view.house.site.facts()
  return (
    <Document
      view={view}
      title={`${props.title} - ${site.words[view.locale].title}`}
      stylesheet="portal.css"
      bodyClass="mj-portal"
      tags={{ ...site.tags, ...props.tags }}
      script={props.script}
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
      {frozen(view.house, `footer ${view.locale} ${site.version}`, () => (
        <PortalFooter view={view} />
      ))}
    </Document>
  )
}

const PortalHeader: FC<{ view: View }> = ({ view }) => {
  const m = frameMessages[view.locale]
  const { brand, name } = view.house.site.facts().words[view.locale]
  const path = view.url.split('?')[0] ?? '/'
  const within = view.house.portalMenu.filter(line => isWithin(path, line.href)).map(line => `${line.href}${line.href === path ? '!' : ''}`)
  return (
    <header class="mj-header">
      <div class="mj-header__top govuk-width-container">
        <a class="mj-header__name" href="/">
          <span class="mj-header__site">{brand}</span> {name !== '' && <span class="mj-header__city">{name}</span>}
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

/** What stays Chinese on an English page says so, to be read aloud as Chinese. */
const InChinese: FC<{ text: string }> = ({ text }) => (
  <>{text.split(/(\p{Script=Han}[\p{Script=Han}\w]*)/u).map((part, i) => (i % 2 === 1 ? <span lang="zh-CN">{part}</span> : part))}</>
)

const isWithin = (path: string, href: string): boolean => path === href || (href !== '/' && path.startsWith(`${href}/`))

const PortalFooter: FC<{ view: View }> = ({ view }) => {
  const m = frameMessages[view.locale]
  const { marks } = view.house.site.facts().words[view.locale]
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
        <p class="mj-footer__text">{view.locale === 'en' ? <InChinese text={marks.join(' · ')} /> : marks.join(' · ')}</p>
        {view.house.demo && <p class="mj-footer__text">{m.footerDemo}</p>}
      </div>
    </footer>
  )
}
