import type { Child, FC } from 'hono/jsx'
import { channels, isChannel } from '../../../kernel/publications/channels.ts'
import { withdrawalKinds } from '../../../kernel/publications/schemes.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Checkboxes } from '../../../web/ui/checkboxes.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Radios } from '../../../web/ui/radios.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { amendmentsHref, deliveriesHref, deskPublicationHref, withdrawalsHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { ArticleData, OutletChoices } from '../queries.ts'
import { FormId, type FormState, fieldError, Problems } from './fields.tsx'

type Item = Pick<ArticleData, 'id' | 'title' | 'index_number'>
type Frame = {
  view: View
  state: FormState
  item: Item
  title: string
  lead: string
  action: string
  button: string
  warning?: boolean
  children?: Child
}

const FormFrame: FC<Frame> = ({ view, state, item, title, lead, action, button, warning, children }) => {
  const m = messages[view.locale]
  return (
    <DeskLayout view={view} title={`${title} – ${item.title}`}>
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l" lang="zh-CN">
          {item.title} · {item.index_number}
        </span>
        {title}
      </h1>
      <p class="govuk-body">{lead}</p>
      <form method="post" action={action} novalidate class="mj-surface">
        <FormId state={state} />
        {children}
        <div class="govuk-button-group">
          <Button text={button} preventDoubleClick classes={warning ? 'govuk-button--warning' : undefined} />
          <a class="govuk-link" href={deskPublicationHref(item.id)}>
            {m.cancel}
          </a>
        </div>
      </form>
    </DeskLayout>
  )
}

export const DeliveryFormPage: FC<{ view: View; state: FormState; item: Item; outlets: OutletChoices }> = ({
  view,
  state,
  item,
  outlets,
}) => {
  const m = messages[view.locale]
  const typed = (name: string) => state.typed[name] ?? ''
  const option = (outlet: OutletChoices[number]) => ({
    value: String(outlet.id),
    text: `${isChannel(outlet.channel) ? channels[outlet.channel][view.locale] : outlet.channel} · ${outlet.name}`,
    selected: String(outlet.id) === typed('outlet_id'),
  })
  return (
    <FormFrame
      view={view}
      state={state}
      item={item}
      title={m.recordDelivery}
      lead={m.recordDeliveryLead}
      action={deliveriesHref(item.id)}
      button={m.record}
    >
      <Select
        name="outlet_id"
        id="outlet_id"
        label={{ text: m.outlet }}
        errorMessage={fieldError(view, state, 'outlet_id')}
        items={[{ value: '', text: m.chooseOne }, ...outlets.map(option)]}
      />
      <Input
        name="delivered_on"
        id="delivered_on"
        type="date"
        label={{ text: m.deliveredOn }}
        value={typed('delivered_on')}
        classes="govuk-input--width-10"
        errorMessage={fieldError(view, state, 'delivered_on')}
      />
      <Input
        name="delivered_time"
        id="delivered_time"
        type="time"
        label={{ text: m.deliveredTime }}
        hint={{ text: m.deliveredTimeHint }}
        value={typed('delivered_time')}
        classes="govuk-input--width-5"
        errorMessage={fieldError(view, state, 'delivered_time')}
      />
      <Input
        name="proof"
        id="proof"
        label={{ text: m.proof }}
        hint={{ text: m.proofHint }}
        value={typed('proof')}
        errorMessage={fieldError(view, state, 'proof')}
      />
    </FormFrame>
  )
}

export const WithdrawalFormPage: FC<{ view: View; state: FormState; item: Item }> = ({ view, state, item }) => {
  const m = messages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      item={item}
      title={m.withdraw}
      lead={m.withdrawLead}
      action={withdrawalsHref(item.id)}
      button={m.withdraw}
      warning
    >
      <Radios
        name="kind"
        idPrefix="kind"
        fieldset={{ legend: { text: m.withdrawKind, classes: 'govuk-fieldset__legend--s' } }}
        errorMessage={fieldError(view, state, 'kind')}
        items={Object.entries(withdrawalKinds).map(([value, name]) => ({
          value,
          text: name[view.locale],
          checked: state.typed.kind === value,
        }))}
      />
      <Textarea
        name="reason"
        id="reason"
        label={{ text: m.reason }}
        rows={3}
        value={state.typed.reason ?? ''}
        errorMessage={fieldError(view, state, 'reason')}
      />
    </FormFrame>
  )
}

export const AmendmentFormPage: FC<{ view: View; state: FormState; item: Item & Pick<ArticleData, 'attachments'> }> = ({
  view,
  state,
  item,
}) => {
  const m = messages[view.locale]
  return (
    <FormFrame view={view} state={state} item={item} title={m.amend} lead={m.amendLead} action={amendmentsHref(item.id)} button={m.amend}>
      <input type="hidden" name="of_version" value={state.typed.of_version ?? ''} />
      <Input
        name="title"
        id="title"
        label={{ text: m.title }}
        value={state.typed.title ?? ''}
        errorMessage={fieldError(view, state, 'title')}
      />
      <Textarea
        name="body_text"
        id="body_text"
        label={{ text: m.body }}
        hint={{ text: m.bodyHint }}
        rows={14}
        value={state.typed.body_text ?? ''}
        errorMessage={fieldError(view, state, 'body_text')}
      />
      {item.attachments.length > 0 && (
        <Checkboxes
          name="keep"
          idPrefix="keep"
          fieldset={{ legend: { text: m.keepAttachments, classes: 'govuk-fieldset__legend--s' } }}
          hint={{ text: m.keepAttachmentsHint }}
          items={item.attachments.map(file => ({
            name: `keep_${file.id}`,
            value: 'yes',
            text: file.name,
            checked: state.typed[`keep_${file.id}`] === 'yes',
          }))}
        />
      )}
      <Textarea
        name="reason"
        id="reason"
        label={{ text: m.reason }}
        rows={3}
        value={state.typed.reason ?? ''}
        errorMessage={fieldError(view, state, 'reason')}
      />
    </FormFrame>
  )
}
