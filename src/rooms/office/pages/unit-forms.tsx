import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { ChoiceField, DayField, Suggestions, TextField } from '../../../web/fields.tsx'
import { type HoldingKey, holdingEndHref, newUnitHref, postHref, unitActHref, unitHref, unitsHref } from '../links.ts'
import { peopleMessages } from '../messages/people.ts'
import type { PostData, UnitData } from '../queries/units.ts'
import { type AdminState, FormFrame } from './admin-parts.tsx'

type Suggested = readonly { code: string; name: string }[]
type FormProps = { view: View; state: AdminState }

const FactFields: FC<FormProps> = ({ view, state }) => {
  const m = peopleMessages[view.locale]
  const same = { view, state }
  return (
    <>
      <ChoiceField
        {...same}
        name="level"
        label={m.level}
        choices={Object.entries(m.levels).map(([value, text]) => ({ value, text }))}
        empty="–"
      />
      <TextField {...same} name="kind" label={m.kind} hint={m.kindHint} width={20} />
      <TextField {...same} name="division_code" label={m.divisionCode} width={20} inputmode="numeric" />
      <TextField {...same} name="document_prefix" label={m.documentPrefix} hint={m.documentPrefixHint} width={20} />
      <TextField {...same} name="uscc" label={m.uscc} hint={m.usccHint} width={20} />
      <TextField {...same} name="organisation_code" label={m.organisationCode} width={20} />
      <TextField {...same} name="phone" label={m.phone} width={20} inputmode="tel" />
    </>
  )
}

export const NewUnitPage: FC<FormProps & { units: Suggested; parent: UnitData | undefined }> = ({ view, state, units, parent }) => {
  const m = peopleMessages[view.locale]
  const same = { view, state }
  return (
    <FormFrame {...same} title={m.newUnit} caption={parent?.name} action={unitsHref} cancel={parent ? unitHref(parent.id) : newUnitHref(0)}>
      <TextField {...same} name="parent" label={m.above} hint={m.unitTextHint} list="units" />
      <Suggestions id="units" choices={units.map(({ code, name }) => ({ value: code, text: name }))} />
      <TextField {...same} name="name" label={m.fullName} />
      <TextField {...same} name="short_name" label={m.shortName} width={20} />
      <TextField {...same} name="code" label={m.code} hint={m.codeHint} width={20} />
      <FactFields {...same} />
    </FormFrame>
  )
}

type OfUnit = FormProps & { unit: Pick<UnitData, 'id' | 'name'> }

export const UnitFactsPage: FC<OfUnit> = ({ view, state, unit }) => (
  <FormFrame
    view={view}
    state={state}
    title={peopleMessages[view.locale].amendUnit}
    caption={unit.name}
    action={unitActHref(unit.id, 'amendments')}
    cancel={unitHref(unit.id)}
  >
    <FactFields view={view} state={state} />
  </FormFrame>
)

export const UnitNamePage: FC<OfUnit> = ({ view, state, unit }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.renameUnit}
      caption={unit.name}
      lead={m.renameUnitLead}
      action={unitActHref(unit.id, 'names')}
      cancel={unitHref(unit.id)}
    >
      <TextField view={view} state={state} name="name" label={m.fullName} />
      <TextField view={view} state={state} name="short_name" label={m.shortName} width={20} />
    </FormFrame>
  )
}

export const UnitMovePage: FC<OfUnit & { units: Suggested }> = ({ view, state, unit, units }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.moveUnit}
      caption={unit.name}
      lead={m.moveUnitLead}
      action={unitActHref(unit.id, 'moves')}
      cancel={unitHref(unit.id)}
    >
      <TextField view={view} state={state} name="parent" label={m.newParent} hint={m.unitTextHint} list="units" />
      <Suggestions id="units" choices={units.map(({ code, name }) => ({ value: code, text: name }))} />
    </FormFrame>
  )
}

export const UnitClosurePage: FC<OfUnit> = ({ view, state, unit }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.closeUnit}
      caption={unit.name}
      lead={m.closeUnitLead}
      action={unitActHref(unit.id, 'closures')}
      button={m.closeUnit}
      cancel={unitHref(unit.id)}
      warning
    />
  )
}

export const NewPostPage: FC<OfUnit> = ({ view, state, unit }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.newPost}
      caption={unit.name}
      action={unitActHref(unit.id, 'posts')}
      cancel={unitHref(unit.id)}
    >
      <TextField view={view} state={state} name="name" label={m.postName} />
    </FormFrame>
  )
}

type OfPost = FormProps & { post: PostData }
const about = (post: PostData): string => `${post.unit} · ${post.name}`

export const PostNamePage: FC<OfPost> = ({ view, state, post }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.renamePost}
      caption={about(post)}
      action={postHref(post.id, 'names')}
      cancel={unitHref(post.unit_id)}
    >
      <TextField view={view} state={state} name="name" label={m.postName} />
    </FormFrame>
  )
}

export const PostClosurePage: FC<OfPost> = ({ view, state, post }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.closePost}
      caption={about(post)}
      lead={m.closePostLead}
      action={postHref(post.id, 'closures')}
      button={m.closePost}
      cancel={unitHref(post.unit_id)}
      warning
    />
  )
}

export const AppointmentPage: FC<OfPost> = ({ view, state, post }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.appoint}
      caption={about(post)}
      lead={m.appointLead}
      action={postHref(post.id, 'holdings')}
      button={m.appoint}
      cancel={unitHref(post.unit_id)}
    >
      <TextField view={view} state={state} name="sign_in_name" label={m.signInName} width={20} />
      <DayField view={view} state={state} name="valid_from" label={m.heldSince} />
    </FormFrame>
  )
}

export const HoldingEndPage: FC<OfPost & { holding: HoldingKey; person: string }> = ({ view, state, post, holding, person }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.endHolding}
      caption={`${person} · ${about(post)}`}
      lead={m.endHoldingLead}
      action={holdingEndHref(holding)}
      button={m.endHolding}
      cancel={unitHref(post.unit_id)}
    >
      <DayField view={view} state={state} name="on" label={m.endsOn} />
      <TextField view={view} state={state} name="successor" label={m.successor} hint={m.successorHint} width={20} />
    </FormFrame>
  )
}
