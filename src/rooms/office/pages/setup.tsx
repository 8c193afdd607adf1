import type { FC } from 'hono/jsx'
import { type Administrator, administrators } from '../../../kernel/org/actor.ts'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Problems } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Fieldset } from '../../../web/ui/fieldset.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { PasswordInput } from '../../../web/ui/password-input.tsx'
import { passwordWords } from '../../../web/ui/words.ts'
import { setUpHref } from '../links.ts'
import { messages } from '../messages/index.ts'

type SetUpProps = { view: View; state: FormState; formId: string; token: string }

export const SetUpPage: FC<SetUpProps> = ({ view, state, formId, token }) => {
  const m = messages[view.locale]
  const office = (field: string) => {
    const role = administrators.find(known => field.startsWith(`${known}_`))
    return role && m.offices[role]
  }
  return (
    <DeskLayout view={view} title={m.setUpTitle}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Problems view={view} state={state} within={office} />
          <h1 class="govuk-heading-l">{m.setUpTitle}</h1>
          <p class="govuk-body">{m.setUpLead}</p>
          <form method="post" action={setUpHref} novalidate>
            <input type="hidden" name="token" value={token} />
            <input type="hidden" name="form_id" value={formId} />
            <div class="mj-surface">
              <Fieldset legend={{ text: m.theCity, classes: 'govuk-fieldset__legend--m' }}>
                <Input
                  name="unit_name"
                  label={{ text: m.unitName }}
                  hint={{ text: m.unitNameHint }}
                  value={state.typed.unit_name}
                  errorMessage={fieldError(view, state, 'unit_name')}
                />
                <Input
                  name="organisation_code"
                  label={{ text: m.organisationCode }}
                  hint={{ text: m.organisationCodeHint }}
                  value={state.typed.organisation_code}
                  classes="govuk-input--width-10"
                  spellcheck={false}
                  errorMessage={fieldError(view, state, 'organisation_code')}
                />
              </Fieldset>
            </div>
            {administrators.map(role => (
              <AdministratorFields view={view} state={state} role={role} />
            ))}
            <Button text={m.setUpButton} preventDoubleClick />
          </form>
        </div>
      </div>
    </DeskLayout>
  )
}

const AdministratorFields: FC<{ view: View; state: FormState; role: Administrator }> = ({ view, state, role }) => {
  const m = messages[view.locale]
  const field = (part: string) => {
    const name = `${role}_${part}`
    return { name, errorMessage: fieldError(view, state, name) }
  }
  return (
    <div class="mj-surface">
      <Fieldset legend={{ text: m.offices[role], classes: 'govuk-fieldset__legend--m' }}>
        <p class="govuk-body">{m.officeDuties[role]}</p>
        <Input
          {...field('name')}
          label={{ text: m.personName }}
          value={state.typed[`${role}_name`]}
          classes="govuk-input--width-20"
          autocomplete="off"
        />
        <Input
          {...field('sign_in_name')}
          label={{ text: m.signInName }}
          hint={{ text: m.signInNameHint }}
          value={state.typed[`${role}_sign_in_name`]}
          classes="govuk-input--width-20"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
        <PasswordInput
          {...passwordWords(view.locale)}
          {...field('password')}
          label={{ text: m.password }}
          hint={{ text: m.passwordHint }}
          autocomplete="new-password"
          classes="govuk-input--width-20"
        />
      </Fieldset>
    </div>
  )
}
