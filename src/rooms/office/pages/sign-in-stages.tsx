import type { Child, FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { type FormState, Hidden, Problems } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { enrolmentPasskeysHref, enrolmentPictureHref, signInHref, stageHrefs } from '../links.ts'
import { accountMessages } from '../messages/account.ts'
import { carriedName } from '../rules.ts'
import { Code, NewPasswords, Scan } from './account-forms.tsx'
import { PasskeyRegistration } from './passkeys.tsx'
import type { Ended } from './sign-in.tsx'

export type StageProps = { view: View; state: FormState; to: string; ended: Ended | undefined }
type FrameProps = StageProps & { title: string; lead?: string; action: string; button: string; after?: Child; children?: Child }

/** Where the sign-in leads, and what was being sent, in every form of a stage. */
const Carried: FC<Pick<StageProps, 'to' | 'ended'>> = ({ to, ended }) => (
  <>
    <input type="hidden" name="to" value={to} />
    {ended?.fits && <input type="hidden" name="resend" value="yes" />}
    {ended?.fits && <Hidden fields={ended.fields} name={carriedName} />}
  </>
)

/** A step between password and desk; what was typed when a session ended goes along. */
const StageFrame: FC<FrameProps> = ({ view, state, to, ended, title, lead, action, button, after, children }) => (
  <DeskLayout view={view} title={title}>
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <Problems view={view} state={state} />
        <h1 class="govuk-heading-l">{title}</h1>
        {lead !== undefined && <p class="govuk-body">{lead}</p>}
        <form class="mj-surface" method="post" action={action} novalidate>
          <Carried to={to} ended={ended} />
          {children}
          <div class="govuk-button-group">
            <Button text={button} preventDoubleClick />
            <a class="govuk-link" href={signInHref}>
              {accountMessages[view.locale].startAgain}
            </a>
          </div>
        </form>
        {after}
      </div>
    </div>
  </DeskLayout>
)

export const CodePage: FC<StageProps> = props => {
  const m = accountMessages[props.view.locale]
  return (
    <StageFrame {...props} title={m.codeTitle} action={stageHrefs.second_factor} button={m.signIn}>
      <Code view={props.view} state={props.state} recovery />
    </StageFrame>
  )
}

export const OwnPasswordPage: FC<StageProps> = props => {
  const m = accountMessages[props.view.locale]
  return (
    <StageFrame {...props} title={m.ownPasswordTitle} lead={m.ownPasswordLead} action={stageHrefs.new_password} button={m.continue}>
      <NewPasswords view={props.view} state={props.state} />
    </StageFrame>
  )
}

export const EnrolmentPage: FC<StageProps & { secret: string }> = props => {
  const m = accountMessages[props.view.locale]
  const passkey = (
    <>
      <h2 class="govuk-heading-m">{m.enrolPasskey}</h2>
      <PasskeyRegistration view={props.view} state={props.state} action={enrolmentPasskeysHref} asks={false}>
        <Carried to={props.to} ended={props.ended} />
      </PasskeyRegistration>
    </>
  )
  return (
    <StageFrame {...props} title={m.enrolTitle} lead={m.enrolLead} action={stageHrefs.enrolment} button={m.confirm} after={passkey}>
      <Scan view={props.view} state={props.state} secret={props.secret} picture={enrolmentPictureHref} />
    </StageFrame>
  )
}
