import type { FC } from 'hono/jsx'
import { roles } from '../../../kernel/org/actor.ts'
import type { View } from '../../../web/env.ts'
import { ChoiceField, DayField, fieldError, Suggestions, TextField } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Radios } from '../../../web/ui/radios.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { grantEndHref, grantsHref, policiesHref, rolesCsvHref } from '../links.ts'
import { type DoneKey, peopleMessages, rightNames } from '../messages/people.ts'
import type { GrantData, PolicyData } from '../queries/grants.ts'
import type { RightLine } from '../rights-table.ts'
import { type AdminState, Done, FormFrame, ReasonField, roleName } from './admin-parts.tsx'

/** Who may do what: made from the rights and the routes that run. */
export const RolesPage: FC<{ view: View; lines: readonly RightLine[] }> = ({ view, lines }) => {
  const m = peopleMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.roles}>
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{m.roles}</h1>
        <Button text={m.csv} href={rolesCsvHref} classes="govuk-button--secondary" />
      </div>
      <p class="govuk-body">{m.rolesLead}</p>
      <h2 class="govuk-heading-m">{m.rightsTable}</h2>
      <Scroll label={m.rightsTable}>
        <Table
          firstCellIsHeader
          head={[{ text: m.right }, ...roles.map(role => ({ text: m.roleNames[role] }))]}
          rows={lines.map(line => [
            { text: rightNames[line.right]?.[view.locale] ?? line.right },
            ...roles.map(role => ({
              text: line.roles.includes(role) ? (
                <>
                  <span aria-hidden="true">●</span>
                  <span class="govuk-visually-hidden">{m.yes}</span>
                </>
              ) : (
                <span class="govuk-visually-hidden">{m.no}</span>
              ),
            })),
          ])}
        />
      </Scroll>
      <h2 class="govuk-heading-m">{m.routesTable}</h2>
      <Scroll label={m.routesTable}>
        <Table
          firstCellIsHeader
          head={[{ text: m.right }, { text: m.routes }]}
          rows={lines.map(line => [
            { text: <code>{line.right}</code> },
            {
              text:
                line.routes.length === 0
                  ? m.none
                  : line.routes.map((route, index) => (
                      <>
                        {index > 0 && <br />}
                        <code>{route}</code>
                      </>
                    )),
            },
          ])}
        />
      </Scroll>
    </DeskLayout>
  )
}

type FormProps = { view: View; state: AdminState }

export const NewGrantPage: FC<FormProps & { units: readonly { code: string; name: string }[] }> = ({ view, state, units }) => {
  const m = peopleMessages[view.locale]
  const same = { view, state }
  return (
    <FormFrame {...same} title={m.newGrant} lead={m.newGrantLead} action={grantsHref} button={m.newGrant} cancel={grantsHref}>
      <TextField {...same} name="sign_in_name" label={m.signInName} width={20} />
      <ChoiceField {...same} name="role" label={m.role} choices={roles.map(role => ({ value: role, text: m.roleNames[role] }))} empty="–" />
      <TextField {...same} name="unit" label={m.grantUnit} hint={m.unitTextHint} list="units" />
      <Suggestions id="units" choices={units.map(({ code, name }) => ({ value: code, text: name }))} />
      <DayField {...same} name="valid_from" label={m.firstDay} />
      <DayField {...same} name="last_day" label={m.lastDay} hint={m.lastDayHint} />
    </FormFrame>
  )
}

export const GrantEndPage: FC<FormProps & { grant: GrantData }> = ({ view, state, grant }) => {
  const m = peopleMessages[view.locale]
  return (
    <FormFrame
      view={view}
      state={state}
      title={m.endGrant}
      caption={`${grant.name} · ${roleName(view.locale, grant.role)} · ${grant.unit}`}
      lead={m.endGrantLead}
      action={grantEndHref(grant.id)}
      button={m.endGrant}
      cancel={grantsHref}
      warning
    >
      <ReasonField view={view} state={state} />
    </FormFrame>
  )
}

export const PoliciesPage: FC<FormProps & { policy: PolicyData; done: DoneKey | undefined }> = ({ view, state, policy, done }) => {
  const m = peopleMessages[view.locale]
  const chosen = state.typed.value ?? (policy.value ? 'on' : 'off')
  return (
    <FormFrame view={view} state={state} title={m.policies} lead={m.policyFactorLead} action={policiesHref} cancel={grantsHref}>
      <Done view={view} text={done && m.dones[done]} />
      <Radios
        name="value"
        idPrefix="value"
        fieldset={{ legend: { text: m.policyFactor, classes: 'govuk-fieldset__legend--s' } }}
        errorMessage={fieldError(view, state, 'value')}
        items={[
          { value: 'on', text: m.policyOn, checked: chosen === 'on' },
          { value: 'off', text: m.policyOff, checked: chosen === 'off' },
        ]}
      />
      <ReasonField view={view} state={state} />
      {policy.rows.length > 0 && (
        <Scroll label={m.policies}>
          <Table
            head={[{ text: m.from }, { text: m.policyFactor }, { text: m.reason }, { text: m.grantedBy }]}
            rows={policy.rows.map(row => [
              { text: row.valid_from },
              { text: row.value ? m.policyOn : m.policyOff },
              { text: <span lang="zh-CN">{row.reason}</span> },
              { text: <span lang="zh-CN">{row.by ?? m.none}</span> },
            ])}
          />
        </Scroll>
      )}
    </FormFrame>
  )
}
