import type { Child, FC } from 'hono/jsx'
import { can, isRight } from '../../kernel/org/can.ts'
import { type MenuLine, menuGroups } from '../../kernel/room.ts'
import type { Locale } from '../../kernel/words.ts'
import type { View } from '../env.ts'
import { frameMessages } from '../messages.ts'
import { Menu, type MenuGroupShown } from '../ui/menu.tsx'
import { Document, otherLanguageHref } from './document.tsx'

/** The staff frame: who is signed in, the rooms they may enter, the page. */
export const DeskLayout: FC<{ view: View; title: string; again_s?: number | undefined; children?: Child }> = props => {
  const { view } = props
  const m = frameMessages[view.locale]
  const path = view.url.split('?')[0] ?? '/'
  const menu = view.house.deskMenu
    .filter(line => line.right === undefined || (isRight(line.right) && can(view.actor, line.right)))
    .filter((line, at, lines) => lines.findIndex(({ href }) => href === line.href) === at) // a page that several rights open stands once
  const current = menu
    .filter(line => path === line.href || path.startsWith(`${line.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
  return (
    <Document
      view={view}
      title={`${props.title} - ${m.desk} - ${m.site}`}
      stylesheet="desk.css"
      bodyClass="mj-desk"
      again_s={props.again_s}
    >
      <header class="mj-header">
        <div class="mj-header__top govuk-width-container">
          <a class="mj-header__name" href="/desk">
            <span class="mj-header__site">{m.site}</span> <span class="mj-header__city">{m.desk}</span>
          </a>
          <div class="mj-header__tools">
            <a href="/">{m.portal}</a>
            {!view.answersForm && (
              <a href={otherLanguageHref(view)} lang={view.locale === 'en' ? 'zh-CN' : 'en'}>
                {m.otherLanguage}
              </a>
            )}
            {view.actor.person_id !== null && (
              <>
                <a
                  href="/desk/notices"
                  class={view.unread > 0 ? 'mj-bell mj-bell--unread' : 'mj-bell'}
                  aria-label={m.bellSpoken(view.unread)}
                  data-bell
                >
                  {m.bell(view.unread)}
                </a>
                <a href="/desk/help">{m.help}</a>
                <a href="/desk/account" lang="zh-CN">
                  {view.actor.name}
                </a>
                <form method="post" action="/desk/sign-out">
                  <button type="submit">{m.signOut}</button>
                </form>
              </>
            )}
          </div>
        </div>
        {view.actor.person_id !== null && menu.length > 0 && (
          <div class="mj-header__nav">
            <Menu label={m.mainMenu} fold={m.menu} groups={groupsOf(menu, current, view.locale)} />
          </div>
        )}
      </header>
      <div class="govuk-width-container">
        <main class="govuk-main-wrapper mj-main" id="main-content" tabindex={-1}>
          {props.children}
        </main>
      </div>
    </Document>
  )
}

/** The lines by what they are for; a group that this person has nothing of is not there. */
const groupsOf = (lines: readonly MenuLine[], current: MenuLine | undefined, locale: Locale): MenuGroupShown[] =>
  menuGroups.flatMap(group => {
    const own = lines.filter(line => (line.group ?? 'work') === group)
    if (own.length === 0) return []
    const items = own.map(line => ({ text: line.name[locale], href: line.href, active: line === current }))
    return [{ id: `menu-${group}`, name: frameMessages[locale].menuGroups[group], items }]
  })
