import type { FC } from 'hono/jsx'
import { channels, isChannel } from '../../../kernel/publications/channels.ts'
import { portal_code } from '../../../kernel/publications/outlets.ts'
import type { View } from '../../../web/env.ts'
import { ChoiceField, FormId, Problems, TextField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { WarningText } from '../../../web/ui/warning-text.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { outletsHref } from '../links.ts'
import { columnMessages } from '../messages/columns.ts'
import type { OutletList, UnitChoices } from '../queries/columns.ts'
import { Done } from './admin-parts.tsx'

type Props = { view: View; list: OutletList; units: UnitChoices; state: SentForm; done: string | undefined }

export const OutletsPage: FC<Props> = ({ view, list, units, state, done }) => {
  const m = columnMessages[view.locale]
  const kinds = Object.entries(channels).map(([value, words]) => ({ value, text: words[view.locale] }))
  return (
    <DeskLayout view={view} title={m.outlets}>
      <Problems view={view} state={state} />
      <Done view={view} text={done} />
      <h1 class="govuk-heading-l">{m.outlets}</h1>
      <p class="govuk-body">{m.outletsLead}</p>
      {!list.portal && <WarningText text={m.noPortal} iconFallbackText={uiWord(view.locale, 'warning')} />}
      <form method="post" action={outletsHref} novalidate class="mj-surface">
        <h2 class="govuk-heading-m">{m.addOutlet}</h2>
        <FormId state={state} />
        <TextField view={view} state={state} name="name" label={m.outletName} width={20} />
        <TextField view={view} state={state} name="code" label={m.outletCode} hint={m.outletCodeHint} width={20} />
        <ChoiceField view={view} state={state} name="channel" label={m.channel} choices={kinds} empty={m.choose} />
        <ChoiceField
          view={view}
          state={state}
          name="unit_id"
          label={m.unit}
          choices={units.map(({ id, name }) => ({ value: String(id), text: name }))}
          empty={m.choose}
        />
        <Button text={m.create} preventDoubleClick />
      </form>
      {list.rows.length > 0 && <Outlets view={view} list={list} />}
    </DeskLayout>
  )
}

const Outlets: FC<{ view: View; list: OutletList }> = ({ view, list }) => {
  const m = columnMessages[view.locale]
  return (
    <Scroll label={m.outlets}>
      <Table
        head={[{ text: m.outletName }, { text: m.outletCode }, { text: m.channel }, { text: m.unit }, { text: m.since }, { text: m.state }]}
        rows={list.rows.map(row => [
          { text: <span lang="zh-CN">{row.name}</span> },
          { text: <code>{row.code}</code> },
          { text: isChannel(row.channel) ? channels[row.channel][view.locale] : row.channel },
          { text: <span lang="zh-CN">{row.unit}</span> },
          { text: row.valid_from, classes: 'mj-number' },
          {
            text:
              row.valid_to !== null ? (
                <Tag text={m.closed(row.valid_to)} classes="govuk-tag--grey" />
              ) : row.mine && row.code !== portal_code ? (
                <form method="post" action={`${outletsHref}/${row.id}/closures`}>
                  <Button classes="govuk-button--secondary govuk-!-margin-bottom-0" preventDoubleClick>
                    {m.closeOutlet}
                    <span class="govuk-visually-hidden">
                      {' '}
                      <span lang="zh-CN">{row.name}</span>
                    </span>
                  </Button>
                </form>
              ) : (
                m.open
              ),
          },
        ])}
      />
    </Scroll>
  )
}
