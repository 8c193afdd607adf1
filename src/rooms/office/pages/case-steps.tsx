import type { FC } from 'hono/jsx'
import { type CommonStep, commonSteps } from '../../../kernel/cases/common.ts'
import type { CommonState } from '../../../kernel/cases/common-state.ts'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError } from '../../../web/fields.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Checkboxes } from '../../../web/ui/checkboxes.tsx'
import { Details } from '../../../web/ui/details.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Radios } from '../../../web/ui/radios.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { commonNouns, partyValue } from '../forms/steps.ts'
import { caseHref } from '../links.ts'
import { stepMessages } from '../messages/steps.ts'
import type { Parties, Party } from '../queries/case.ts'

/** The form that came back with faults, of which step (and which task). */
export type Faulty = { readonly step: CommonStep; readonly task_id?: number; readonly state: FormState }

type StepProps = { view: View; of: CommonState; parties: Parties; formId: string; faulty: Faulty | undefined }

/** 退回 转办 加签 … : the steps that this person may take now, each with its form, closed until it is wanted. */
export const CommonStepForms: FC<StepProps> = props => (
  <>
    {props.of.steps
      .filter(step => step !== 'give_opinion')
      .map(step => (
        <StepForm {...props} step={step} />
      ))}
  </>
)

const fresh: FormState = { typed: {}, errors: {} }

const StepForm: FC<StepProps & { step: CommonStep }> = ({ view, of, parties, formId, faulty, step }) => {
  const words = commonSteps[step]
  const state = faulty?.step === step ? faulty.state : undefined
  return (
    <Details summaryText={words.name[view.locale]} classes="mj-act mj-noprint" open={state !== undefined}>
      <p class="govuk-body">
        {words.does[view.locale]}
        {view.locale === 'en' ? '. ' : '\u3002'}
        <span class="mj-quiet">{words.clock[view.locale]}</span>
      </p>
      <form method="post" action={`${caseHref(of.id)}/${commonNouns[step]}`} novalidate>
        <input type="hidden" name="form_id" value={formId} />
        <input type="hidden" name="seen" value={String(of.last_seq)} />
        <StepFields view={view} of={of} parties={parties} step={step} state={state ?? fresh} prefix={state ? '' : `${step}-`} />
        <Button text={words.name[view.locale]} preventDoubleClick classes="govuk-button--secondary" />
      </form>
    </Details>
  )
}

/** Ids are the fields' names where a fault leads to them; elsewhere they are told apart by the step. */
type FieldsProps = { view: View; of: CommonState; parties: Parties; step: CommonStep; state: FormState; prefix: string }

const StepFields: FC<FieldsProps> = props => {
  const m = stepMessages[props.view.locale]
  const { of, parties } = props
  const locale = props.view.locale
  switch (props.step) {
    case 'return_to':
      return (
        <>
          <Choice
            {...props}
            name="to"
            label={m.returnTo}
            items={of.returnable.map(({ state, name }) => ({ value: state, text: name[locale] }))}
          />
          <Words {...props} name="why" label={m.why} />
        </>
      )
    case 'hand_on':
      return (
        <>
          <Choice {...props} name="to" label={m.handTo} items={parties.hand_on.map(party => partyItem(party, locale))} />
          <Words {...props} name="why" label={m.why} />
        </>
      )
    case 'add_reviewer':
      return <Ask {...props} label={m.askWhom} to={parties.reviewers} />
    case 'countersign':
      return <Ask {...props} label={m.signWhom} to={parties.signers} needed />
    case 'urge':
    case 'resume':
      return <Words {...props} name="note" label={m.note + m.optional} />
    case 'supervise':
      return (
        <>
          <Line {...props} name="answer_by" label={m.answerBy} type="date" />
          <Words {...props} name="demand" label={m.demand} />
        </>
      )
    case 'copy_to':
      return (
        <>
          <Boxes {...props} name="to" label={m.copyTo} items={parties.copies.map(party => partyItem(party, locale))} />
          <Words {...props} name="note" label={m.note + m.optional} />
        </>
      )
    case 'take_back':
      return <Words {...props} name="why" label={m.why} />
    case 'suspend':
      return (
        <>
          <Choice
            {...props}
            name="ground"
            label={m.ground}
            items={Object.entries(of.table.common?.suspend?.grounds ?? {}).map(([value, words]) => ({ value, text: words[locale] }))}
          />
          <Words {...props} name="note" label={m.note + m.optional} />
        </>
      )
    case 'withdraw_request':
      return (
        <>
          <Choice
            {...props}
            name="group"
            label={m.which}
            items={openGroups(of).map(({ seq, what }) => ({ value: String(seq), text: m.event(seq, what) }))}
          />
          <Words {...props} name="why" label={m.why} />
        </>
      )
    case 'end_supervision':
      return <Words {...props} name="result" label={m.result} />
    case 'give_opinion':
      return (
        <>
          <Radios
            name="agrees"
            idPrefix={`${props.prefix}agrees`}
            classes="govuk-radios--inline govuk-radios--small"
            fieldset={{ legend: { text: m.agrees } }}
            errorMessage={fieldError(props.view, props.state, 'agrees')}
            items={[
              { value: 'yes', text: m.yes },
              { value: 'no', text: m.no },
            ]}
            value={props.state.typed.agrees ?? ''}
          />
          <Words {...props} name="opinion" label={m.opinion} />
        </>
      )
  }
}

const partyItem = ({ unit_id, unit, person_id, person }: Party, locale: View['locale']) => ({
  value: partyValue(unit_id, person_id ?? undefined),
  text: person === null ? unit : stepMessages[locale].person(person, unit),
})

/** The requests for an opinion that are still awaited, one for each event that asked. */
const openGroups = ({ opinions }: CommonState) =>
  [...new Map(opinions.filter(({ closed_on }) => closed_on === null).map(({ group_seq, what }) => [group_seq, what])).entries()].map(
    ([seq, what]) => ({ seq, what }),
  )

type Field = FieldsProps & { name: string; label: string }
type Items = { items: readonly { readonly value: string; readonly text: string }[] }

const common = ({ view, state, prefix, name, label }: Field) => ({
  name,
  id: `${prefix}${name}`,
  label: { text: label },
  value: state.typed[name] ?? '',
  errorMessage: fieldError(view, state, name),
})

const Words: FC<Field> = props => <Textarea {...common(props)} rows={3} />
const Line: FC<Field & { type?: string }> = props => (
  <Input {...common(props)} type={props.type ?? 'text'} classes="govuk-input--width-10" />
)
const Choice: FC<Field & Items> = props => (
  <Select {...common(props)} items={[{ value: '', text: stepMessages[props.view.locale].choose }, ...props.items]} />
)

const Boxes: FC<Field & Items> = props => (
  <div class="mj-choices">
    <Checkboxes
      name={props.name}
      idPrefix={`${props.prefix}${props.name}`}
      classes="govuk-checkboxes--small"
      fieldset={{ legend: { text: props.label } }}
      errorMessage={fieldError(props.view, props.state, props.name)}
      items={props.items}
      values={(props.state.typed[props.name] ?? '').split(' ')}
    />
  </div>
)

const Ask: FC<FieldsProps & { label: string; to: readonly Party[]; needed?: boolean }> = props => {
  const m = stepMessages[props.view.locale]
  return (
    <>
      <Boxes {...props} name="to" label={props.label} items={props.to.map(party => partyItem(party, props.view.locale))} />
      <Words {...props} name="what" label={m.what} />
      <Line {...props} name="due_on" label={m.dueOn} type="date" />
      {props.needed && <Line {...props} name="needed" label={m.needed} />}
    </>
  )
}

/** 签署意见: the form of one request, for whoever was asked. */
export const OpinionForm: FC<Omit<StepProps, 'faulty'> & { task_id: number; faulty: Faulty | undefined }> = ({
  view,
  of,
  parties,
  formId,
  task_id,
  faulty,
}) => {
  const m = stepMessages[view.locale]
  const state = faulty?.step === 'give_opinion' && faulty.task_id === task_id ? faulty.state : undefined
  return (
    <form method="post" action={`${caseHref(of.id)}/${commonNouns.give_opinion}`} novalidate class="mj-noprint">
      <input type="hidden" name="form_id" value={formId} />
      <input type="hidden" name="task_id" value={String(task_id)} />
      <StepFields
        view={view}
        of={of}
        parties={parties}
        step="give_opinion"
        state={state ?? fresh}
        prefix={state ? '' : `opinion-${task_id}-`}
      />
      <Button text={m.give} preventDoubleClick />
    </form>
  )
}
