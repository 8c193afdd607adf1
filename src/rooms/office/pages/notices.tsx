import type { FC } from 'hono/jsx'
import type { ListPage } from '../../../kernel/lists/list.ts'
import { channels, isNoticeKind, kinds, noticeKinds } from '../../../kernel/notices/kinds.ts'
import type { Notice, Preferences } from '../../../kernel/notices/notices.ts'
import type { Locale, Words } from '../../../kernel/words.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { ListFilters, ListFoot, ListTable, listOf } from '../../../web/list.tsx'
import { Alert } from '../../../web/ui/alert.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Checkboxes } from '../../../web/ui/checkboxes.tsx'
import { Radios } from '../../../web/ui/radios.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { type NoticeQuery, noticeRules } from '../forms/lists.ts'
import { noticeHref, noticePreferencesHref, noticeReadingsHref, noticesHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { LiveNote } from './live.tsx'
import { instantText } from './work-cells.tsx'

const [zh, en] = [deskMessages['zh-CN'], deskMessages.en]
const wordsOf = (notice: Notice, locale: Locale) => (locale === 'en' ? notice.words_en : notice.words_zh)
const kindName = (kind: string, locale: Locale): string => (isNoticeKind(kind) ? kinds[kind].name[locale] : kind)
const both = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english })

export const noticeList = listOf<Notice, keyof (typeof noticeRules)['filters'], NoticeQuery['sort'], NoticeQuery['columns'][number]>({
  rules: noticeRules,
  name: both(zh.noticesTitle, en.noticesTitle),
  href: noticesHref,
  columns: {
    words: {
      name: both(zh.noticeWords, en.noticeWords),
      plain: (notice, locale) => wordsOf(notice, locale),
      cell: (notice, view) => (
        <a class={notice.read_at === null ? 'govuk-link mj-unread' : 'govuk-link'} href={noticeHref(notice.id)}>
          {wordsOf(notice, view.locale)}
        </a>
      ),
    },
    kind: { name: both(zh.kind, en.kind), plain: (notice, locale) => kindName(notice.kind, locale) },
    told: {
      name: both(zh.toldAt, en.toldAt),
      plain: notice => instantText(notice.recorded_at),
      classes: 'mj-number',
      sort: 'told',
    },
    read: {
      name: both(zh.read, en.read),
      plain: (notice, locale) => (notice.read_at === null ? deskMessages[locale].isUnread : deskMessages[locale].isRead),
      cell: (notice, view) =>
        notice.read_at === null ? (
          <Tag classes="govuk-tag--blue" text={deskMessages[view.locale].isUnread} />
        ) : (
          deskMessages[view.locale].isRead
        ),
    },
  },
  filters: { kind: { label: both(zh.kind, en.kind) }, unread: { label: both(zh.unreadOnly, en.unreadOnly) } },
})

type Props = { view: View; query: NoticeQuery; found: ListPage<Notice>; done: boolean }

/** 通知. */
export const NoticesPage: FC<Props> = ({ view, query, found, done }) => {
  const m = deskMessages[view.locale]
  const newest = Math.max(0, ...found.rows.map(({ id }) => id))
  const unread = found.rows.some(({ read_at }) => read_at === null)
  return (
    <DeskLayout view={view} title={m.noticesTitle}>
      {done && <Alert variant="success" variantText={uiWord(view.locale, 'success')} title={m.marked} />}
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{m.noticesTitle}</h1>
        <a class="govuk-link mj-noprint" href={noticePreferencesHref}>
          {m.preferences}
        </a>
      </div>
      <p class="govuk-body mj-lead">{m.noticesLead}</p>
      <LiveNote view={view} what="notices" />
      <ListFilters
        view={view}
        list={noticeList}
        query={query}
        options={{ kind: noticeKinds.map(kind => ({ value: kind, text: kinds[kind].name[view.locale] })) }}
      />
      <form method="post" action={noticeReadingsHref}>
        <ListTable
          view={view}
          list={noticeList}
          query={query}
          page={found}
          empty={m.noticesEmpty}
          ticks={
            unread
              ? {
                  name: 'notice',
                  value: ({ id, read_at }) => (read_at === null ? String(id) : null),
                  label: notice => wordsOf(notice, view.locale),
                }
              : undefined
          }
        />
        {unread && (
          <div class="govuk-button-group mj-noprint">
            <Button text={m.markTicked} classes="govuk-button--secondary" name="which" value="ticked" />
            <input type="hidden" name="up_to" value={String(newest)} />
            <Button text={m.markAll} classes="govuk-button--secondary" name="which" value="all" />
          </div>
        )}
      </form>
      <ListFoot view={view} list={noticeList} query={query} total={found.total} shown={found.rows.length} />
    </DeskLayout>
  )
}

type PreferencesProps = {
  view: View
  preferences: Preferences
  contacts: readonly { readonly kind: string; readonly masked: string }[]
  done: boolean
}

/** 通知设置: what else than the page tells one. */
export const NoticePreferencesPage: FC<PreferencesProps> = ({ view, preferences, contacts, done }) => {
  const m = deskMessages[view.locale]
  const contact = (kind: string) => contacts.find(one => one.kind === kind)?.masked ?? m.noContact
  const names = { mail: m.byMail, sms: m.bySms }
  return (
    <DeskLayout view={view} title={m.preferences}>
      <BackLink href={noticesHref} text={m.noticesTitle} />
      {done && <Alert variant="success" variantText={uiWord(view.locale, 'success')} title={m.saved} />}
      <h1 class="govuk-heading-l">{m.preferences}</h1>
      <p class="govuk-body mj-lead">{m.preferencesLead}</p>
      <dl class="mj-facts">
        <div>
          <dt>{m.byMail}</dt>
          <dd>{contact('email')}</dd>
        </div>
        <div>
          <dt>{m.bySms}</dt>
          <dd>{contact('phone')}</dd>
        </div>
      </dl>
      <form method="post" action={noticePreferencesHref}>
        <Table
          firstCellIsHeader
          head={[{ text: m.kind }, ...channels.map(channel => ({ text: names[channel] }))]}
          rows={noticeKinds.map(kind => [
            { text: kinds[kind].name[view.locale] },
            ...channels.map(channel => ({
              text: (
                <Checkboxes
                  name={`${kind}.${channel}`}
                  classes="govuk-checkboxes--small"
                  formGroup={{ classes: 'mj-tick__box' }}
                  items={[
                    {
                      value: 'yes',
                      text: (
                        <span class="govuk-visually-hidden">
                          {names[channel]} {kinds[kind].name[view.locale]}
                        </span>
                      ),
                    },
                  ]}
                  values={preferences.wanted[kind][channel] ? ['yes'] : []}
                />
              ),
            })),
          ])}
        />
        <Radios
          name="locale"
          classes="govuk-radios--inline govuk-radios--small"
          fieldset={{ legend: { text: m.letterLanguage } }}
          items={[
            { value: 'zh-CN', text: '中文', label: { attributes: { lang: 'zh-CN' } } },
            { value: 'en', text: 'English', label: { attributes: { lang: 'en' } } },
          ]}
          value={preferences.locale}
        />
        <Button text={m.save} preventDoubleClick />
      </form>
    </DeskLayout>
  )
}
