import type { FC } from 'hono/jsx'
import { can, type Right } from '../../../kernel/org/can.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { siteMessages } from '../messages/site.ts'
import type { CityStep } from '../queries/city.ts'
import { isReady } from '../rules.ts'

export const CityPage: FC<{ view: View; steps: readonly CityStep[] }> = ({ view, steps }) => {
  const m = siteMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.cityTitle}>
      <h1 class="govuk-heading-l">{m.cityTitle}</h1>
      <SetupChecklist view={view} steps={steps} />
    </DeskLayout>
  )
}

/** Which right opens the page of each step: who lacks it reads who has it. */
const rightOf: Readonly<Record<CityStep['name'], Right>> = {
  units: 'organisation.manage',
  people: 'account.manage',
  columns: 'column.manage',
  portal: 'outlet.manage',
  author: 'role.grant',
  reviewer: 'role.grant',
  leader: 'role.grant',
  openness_office: 'role.grant',
  site: 'site.manage',
  calendar: 'calendar.manage',
}

/** What is still missing before the first publication, each with who does it and, for those, where. */
export const SetupChecklist: FC<{ view: View; steps: readonly CityStep[] }> = ({ view, steps }) => {
  const m = siteMessages[view.locale]
  const ready = isReady(steps)
  return (
    <>
      <p class="govuk-body-l">{ready ? m.cityReady : m.cityLead}</p>
      <Scroll label={m.cityTitle}>
        <Table
          firstCellIsHeader
          head={[{ text: m.step }, { text: m.state }, { text: m.by }]}
          rows={steps.map(step => [
            {
              text: can(view.actor, rightOf[step.name]) ? (
                <a class="govuk-link" href={step.href}>
                  {m.steps[step.name]}
                </a>
              ) : (
                m.steps[step.name]
              ),
            },
            { text: <State view={view} step={step} /> },
            { text: m.offices[step.by] },
          ])}
        />
      </Scroll>
    </>
  )
}

const State: FC<{ view: View; step: CityStep }> = ({ view, step }) => {
  const m = siteMessages[view.locale]
  if (step.count > 0) return <Tag text={m.there(step.count)} classes="govuk-tag--green" />
  return step.needed ? <Tag text={m.missing} classes="govuk-tag--red" /> : <Tag text={m.optional} classes="govuk-tag--yellow" />
}
