import type { FC } from 'hono/jsx'
import { roles } from '../../../kernel/org/actor.ts'
import type { View } from '../../../web/env.ts'
import { fieldError } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Input } from '../../../web/ui/input.tsx'
import { Radios } from '../../../web/ui/radios.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { grantEndHref, grantListHref, grantsHref, newGrantHref, policiesHref, rolesCsvHref, rolesHref } from '../links.ts'
import { type DoneKey, peopleMessages, rightNames } from '../messages/people.ts'
import type { GrantData, GrantList, PolicyData } from '../queries/people.ts'
import type { RightLine } from '../rights-table.ts'
import {
  type AdminState,
  Choose,
  DayField,
  Done,
  Field,
  FormFrame,
  lastDay,
  Pager,
  ReasonField,
  roleName,
  Suggestions,
} from './admin-parts.tsx'

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

type GrantsProps = { view: View; found: GrantList; size: number; done: DoneKey | undefined }

export const GrantsPage: FC<GrantsProps> = ({ view, found, size, done }) => {
  const m = peopleMessages[view.locale]
  const { filter } = found
  const title = found.person === undefined ? m.grants : m.ofPerson(found.person)
  return (
    <DeskLayout view={view} title={title}>
      <Done view={view} done={done} />
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{title}</h1>
        <Button text={m.newGrant} href={newGrantHref()} />
        <a class="govuk-link" href={rolesHref}>
          {m.roles}
        </a>
        <a class="govuk-link" href={policiesHref}>
          {m.policies}
        </a>
      </div>
      <p class="govuk-body">{m.grantsLead}</p>
      <form class="mj-surface mj-toolbar" method="get" action={grantsHref}>
        {filter.person !== undefined && <input type="hidden" name="person" value={String(filter.person)} />}
        <Input name="q" label={{ text: m.grantSearch }} value={filter.q} type="search" />
        <Select
          name="role"
          label={{ text: m.role }}
          value={filter.role}
          items={[{ value: '', text: m.allRoles }, ...roles.map(role => ({ value: role, text: m.roleNames[role] }))]}
        />
        <Select
          name="state"
          label={{ text: m.state }}
          value={filter.state}
          items={[
            { value: 'open', text: m.openGrants },
            { value: 'all', text: m.allGrants },
          ]}
        />
        <Button text={m.search} classes="govuk-button--secondary" />
      </form>
      {found.rows.length === 0 ? <p class="mj-empty">{m.nothing}</p> : <Grants view={view} found={found} />}
      <Pager
        view={view}
        page={found.page}
        size={size}
        total={found.total}
        shown={found.rows.length}
        href={page => grantListHref(filter, page)}
      />
    </DeskLayout>
  )
}

const Grants: FC<{ view: View; found: GrantList }> = ({ view, found }) => {
  const m = peopleMessages[view.locale]
  const person = (id: number) => grantListHref({ q: '', role: '', state: 'all', person: id })
  return (
    <Scroll label={m.grants}>
      <Table
        head={[
          { text: m.person },
          { text: m.role },
          { text: m.unit },
          { text: m.from },
          { text: m.to },
          { text: m.grantedBy },
          { text: m.state },
        ]}
        rows={found.rows.map(row => {
          const ended = row.valid_to !== null && row.valid_to <= view.today
          return [
            {
              text: (
                <>
                  <a class="govuk-link" href={person(row.person_id)} lang="zh-CN">
                    {row.name}
                  </a>{' '}
                  {row.sign_in_name}
                </>
              ),
            },
            { text: roleName(view, row.role) },
            { text: <span lang="zh-CN">{row.unit}</span> },
            { text: row.valid_from },
            { text: lastDay(row) ?? m.none },
            { text: <span lang="zh-CN">{row.granted_by ?? m.none}</span> },
            {
              text: ended ? (
                <>
                  <Tag classes="govuk-tag--grey" text={m.ended} /> {row.ended_by !== null && <span lang="zh-CN">{row.ended_by}</span>}
                </>
              ) : (
                <>
                  {row.valid_from > view.today && <Tag classes="govuk-tag--yellow" text={m.notYet} />}{' '}
                  <a class="govuk-link" href={`${grantEndHref(row.id)}/new`}>
                    {m.endGrant}
                    <span class="govuk-visually-hidden">
                      {' '}
                      {row.name} {roleName(view, row.role)}
                    </span>
                  </a>
                </>
              ),
            },
          ]
        })}
      />
    </Scroll>
  )
}

type FormProps = { view: View; state: AdminState }

export const NewGrantPage: FC<FormProps & { units: readonly { code: string; name: string }[] }> = ({ view, state, units }) => {
  const m = peopleMessages[view.locale]
  const same = { view, state }
  return (
    <FormFrame {...same} title={m.newGrant} lead={m.newGrantLead} action={grantsHref} button={m.newGrant} cancel={grantsHref}>
      <Field {...same} name="sign_in_name" label={m.signInName} width={20} />
      <Choose {...same} name="role" label={m.role} choices={roles.map(role => [role, m.roleNames[role]] as const)} empty="–" />
      <Field {...same} name="unit" label={m.grantUnit} hint={m.unitTextHint} list="units" />
      <Suggestions id="units" units={units} />
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
      caption={`${grant.name} · ${roleName(view, grant.role)} · ${grant.unit}`}
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
      <Done view={view} done={done} />
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
