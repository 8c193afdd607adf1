import type { FC } from 'hono/jsx'
import type { SavedView } from '../../../kernel/lists/views.ts'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Problems } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { SaveViewForm, savedViewHref } from '../../../web/list-views.tsx'
import { Alert } from '../../../web/ui/alert.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { unitWorkHref, viewHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'

type Units = readonly { readonly id: number; readonly short_name: string }[]
type Props = {
  view: View
  views: readonly SavedView[]
  units: Units
  done?: 'saved' | 'removed'
  /** The view whose form came back, and with what. */
  faulty?: { readonly id: number; readonly state: FormState }
}

/** 常用视图: one's own to rename, share and delete; those of the units to open. */
export const ViewsPage: FC<Props> = ({ view, views, units, done, faulty }) => {
  const m = deskMessages[view.locale]
  const mine = views.filter(saved => saved.mine)
  const shared = views.filter(saved => !saved.mine)
  return (
    <DeskLayout view={view} title={m.views}>
      <BackLink href={unitWorkHref} text={m.backToList} />
      {done && (
        <Alert variant="success" variantText={uiWord(view.locale, 'success')} title={done === 'saved' ? m.viewSaved : m.viewRemoved} />
      )}
      {faulty && <Problems view={view} state={faulty.state} />}
      <h1 class="govuk-heading-l">{m.views}</h1>
      <p class="govuk-body mj-lead">{m.viewsLead}</p>
      {views.length === 0 && <p class="mj-empty">{m.viewsEmpty}</p>}
      {mine.length > 0 && (
        <section aria-labelledby="mine">
          <h2 class="govuk-heading-m" id="mine">
            {m.mine}
          </h2>
          {mine.map(saved => (
            <OwnView view={view} saved={saved} units={units} state={faulty?.id === saved.id ? faulty.state : undefined} />
          ))}
        </section>
      )}
      {shared.length > 0 && (
        <section aria-labelledby="shared">
          <h2 class="govuk-heading-m" id="shared">
            {m.shared}
          </h2>
          <ul class="govuk-list">
            {shared.map(saved => (
              <li>
                <a class="govuk-link" href={savedViewHref(saved)}>
                  {saved.name}
                </a>{' '}
                <span class="mj-quiet">
                  {m.sharedBy(saved.by)} · {saved.unit}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskLayout>
  )
}

const OwnView: FC<{ view: View; saved: SavedView; units: Units; state?: FormState }> = ({ view, saved, units, state }) => {
  const m = deskMessages[view.locale]
  const nameId = state ? 'name' : `name-${saved.id}`
  return (
    <div class="mj-surface">
      <h3 class="govuk-heading-s">
        <a class="govuk-link" href={savedViewHref(saved)}>
          {saved.name}
        </a>{' '}
        {saved.unit !== null && <Tag classes="govuk-tag--blue" text={m.sharedWith(saved.unit)} />}
      </h3>
      <div class="mj-toolbar">
        <form method="post" action={viewHref(saved.id, 'names')} novalidate class="mj-toolbar">
          <Input
            name="name"
            id={nameId}
            label={{ text: m.viewName }}
            value={state?.typed.name ?? saved.name}
            autocomplete="off"
            errorMessage={state && fieldError(view, state, 'name')}
          />
          <Button text={m.rename} classes="govuk-button--secondary" />
        </form>
        <form method="post" action={viewHref(saved.id, 'shares')} class="mj-toolbar">
          {saved.unit_id === null ? (
            <>
              <Select
                name="unit_id"
                id={`unit-${saved.id}`}
                label={{ text: m.unit }}
                items={units.map(({ id, short_name }) => ({ value: id, text: short_name }))}
              />
              <Button text={m.share} classes="govuk-button--secondary" />
            </>
          ) : (
            <>
              <input type="hidden" name="unit_id" value="" />
              <Button text={m.unshare} classes="govuk-button--secondary" />
            </>
          )}
        </form>
        <form method="post" action={viewHref(saved.id, 'removals')}>
          <Button text={m.remove} classes="govuk-button--warning" attributes={{ 'aria-label': m.removeView(saved.name) }} />
        </form>
      </div>
    </div>
  )
}

/** The form that keeps a view, when it comes back with a fault. */
export const SaveViewPage: FC<{ view: View; state: FormState }> = ({ view, state }) => {
  const m = deskMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.views}>
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">{m.views}</h1>
      <SaveViewForm view={view} typed={state.typed} errors={state.errors} />
    </DeskLayout>
  )
}
