import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { ChoiceField, DayField, TextField } from '../../../web/fields.tsx'
import { peopleHref, personActHref, personHref, unitHref } from '../links.ts'
import { peopleMessages } from '../messages/people.ts'
import type { PersonData } from '../queries/people.ts'
import type { PostData } from '../queries/units.ts'
import { type AdminState, FormFrame, ReasonField } from './admin-parts.tsx'

type FormProps = { view: View; state: AdminState }
type OfPerson = FormProps & { person: Pick<PersonData, 'id' | 'name' | 'contacts'> }

/** Proposed by the system, and shown in clear: the administrator hands it to the person. */
const OneTimePassword: FC<FormProps & { proposed: string }> = ({ view, state, proposed }) => {
  const m = peopleMessages[view.locale]
  const shown = { ...state, typed: { ...state.typed, one_time_password: proposed } }
  return <TextField view={view} state={shown} name="one_time_password" label={m.oneTimePassword} hint={m.oneTimePasswordHint} width={20} />
}

export const NewPersonPage: FC<FormProps & { post: PostData; proposed: string }> = ({ view, state, post, proposed }) => {
  const m = peopleMessages[view.locale]
  const same = { view, state }
  return (
    <FormFrame
      {...same}
      title={m.newPerson}
      caption={`${post.unit} · ${post.name}`}
      lead={m.newPersonLead}
      action={peopleHref}
      cancel={unitHref(post.unit_id)}
    >
      <input type="hidden" name="post_id" value={String(post.id)} />
      <TextField {...same} name="name" label={m.person} width={20} />
      <DayField {...same} name="valid_from" label={m.heldSince} />
      <TextField {...same} name="sign_in_name" label={m.signInName} hint={m.signInNameHint} width={20} />
      <OneTimePassword {...same} proposed={proposed} />
    </FormFrame>
  )
}

export const PersonNamePage: FC<OfPerson> = ({ view, state, person }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.renamePerson}
      caption={person.name}
      action={personActHref(person.id, 'names')}
      cancel={personHref(person.id)}
    >
      <TextField view={view} state={state} name="name" label={m.person} width={20} />
    </FormFrame>
  )
}

export const PasswordResetPage: FC<OfPerson & { proposed: string; enable: boolean }> = ({ view, state, person, proposed, enable }) => {
  const m = peopleMessages[view.locale]
  const title = enable ? m.enable : m.resetPassword
  return (
    <FormFrame
      view={view}
      state={state}
      title={title}
      caption={person.name}
      lead={enable ? m.enableLead : m.resetPasswordLead}
      action={personActHref(person.id, enable ? 'enablings' : 'passwords')}
      button={title}
      cancel={personHref(person.id)}
    >
      <OneTimePassword view={view} state={state} proposed={proposed} />
    </FormFrame>
  )
}

export const DisablingPage: FC<OfPerson> = ({ view, state, person }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.disable}
      caption={person.name}
      lead={m.disableLead}
      action={personActHref(person.id, 'disablings')}
      button={m.disable}
      cancel={personHref(person.id)}
      warning
    >
      <ReasonField view={view} state={state} />
    </FormFrame>
  )
}

export const ContactLookPage: FC<OfPerson> = ({ view, state, person }) => {
  const m = peopleMessages[view.locale]
  const kinds = person.contacts.flatMap(({ kind, masked }) =>
    kind === 'phone' || kind === 'email' ? [{ value: kind, text: `${m.contactKinds[kind]} ${masked}` }] : [],
  )
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.lookContact}
      caption={person.name}
      lead={m.lookContactLead}
      action={personActHref(person.id, 'looks')}
      button={m.lookContact}
      cancel={personHref(person.id)}
    >
      <ChoiceField view={view} state={state} name="kind" label={m.contacts} choices={kinds} />
      <ReasonField view={view} state={state} />
    </FormFrame>
  )
}
