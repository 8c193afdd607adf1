import type { Child, FC } from 'hono/jsx'
import { stateName } from '../../../kernel/cases/process.ts'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Problems } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { taskCompletionHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import { stepMessages } from '../messages/steps.ts'
import type { CaseView } from './case-data.ts'
import { CaseSections } from './case-sections.tsx'
import { CommonStepForms, type Faulty, OpinionForm } from './case-steps.tsx'
import { DueCell, Marks } from './work-cells.tsx'

type Props = { view: View; data: CaseView; faulty?: Faulty; faultyTask?: { readonly id: number; readonly state: FormState } }

/** The page of any case of any business: where it stands, what happened, what this person can do. */
export const CasePage: FC<Props> = ({ view, data, faulty, faultyTask }) => {
  const m = deskMessages[view.locale]
  const { of } = data
  const problems = faulty?.state ?? faultyTask?.state ?? data.files.upload
  return (
    <DeskLayout view={view} title={of.title}>
      <Problems view={view} state={problems} />
      <Head view={view} data={data} />
      <div class="mj-columns">
        <div>
          <Asked view={view} data={data} faulty={faulty} faultyTask={faultyTask} />
          <CaseSections view={view} data={data} />
        </div>
        <aside aria-labelledby="acts">
          <h2 class="govuk-heading-m mj-noprint" id="acts">
            {m.acts}
          </h2>
          {!of.ended && (
            <p class="mj-noprint">
              <Button text={m.openRoom} href={data.roomHref} />
            </p>
          )}
          {of.steps.length === 0 && data.toDo.length === 0 && <p class="govuk-body mj-noprint">{m.noActs}</p>}
          <CommonStepForms view={view} of={of} parties={data.parties} formId={data.formId} faulty={faulty} />
          <p class="govuk-body-s mj-quiet mj-noprint">{m.print}</p>
        </aside>
      </div>
    </DeskLayout>
  )
}

const Head: FC<{ view: View; data: CaseView }> = ({ view, data: { of, due, roomHref } }) => {
  const m = deskMessages[view.locale]
  const marks = {
    urged: of.urges.length > 0 && !of.ended,
    supervised: of.supervisions.some(({ ended_on }) => ended_on === null),
    suspended: of.suspension !== null,
  }
  const holder = of.holder === null ? m.nobody : of.holder.name
  const facts: [string, Child][] = [
    [m.number, of.number ?? '–'],
    [m.business, of.table.name[view.locale]],
    [m.unit, <span lang="zh-CN">{of.unit}</span>],
    [m.holder, holder],
    [m.openedOn, of.received_on],
    of.ended_on === null ? [m.dueOn, <DueCell view={view} due_on={of.due_on} due={due} />] : [m.endedOn, of.ended_on],
  ]
  return (
    <>
      <div class="mj-case__head">
        <h1 class="govuk-heading-l" lang="zh-CN">
          {of.title}
        </h1>
        <p class="govuk-body">
          <Tag text={stateName(of.table, of.state)[view.locale]} /> <Marks view={view} row={marks} />
        </p>
      </div>
      <dl class="mj-facts">
        {facts.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {of.suspension !== null && <InsetText text={`${m.suspended} ${of.suspension.since} ${of.suspension.note}`} />}
      {of.ended && (
        <p class="govuk-body mj-noprint">
          <a class="govuk-link" href={roomHref}>
            {m.openRoom}
          </a>
        </p>
      )}
    </>
  )
}

/** What this person was asked for: an opinion, or a task. It stands above everything else. */
const Asked: FC<Props> = ({ view, data, faulty, faultyTask }) => {
  const { of, toDo, parties, formId } = data
  const m = deskMessages[view.locale]
  const s = stepMessages[view.locale]
  const opinions = of.opinions.filter(({ id }) => toDo.includes(id))
  const tasks = of.tasks.filter(({ id }) => toDo.includes(id))
  return (
    <>
      {opinions.map(task => (
        <section class="mj-surface" aria-labelledby={`asked-${task.id}`}>
          <h2 class="govuk-heading-m" id={`asked-${task.id}`}>
            {s.askedFor(task.kind)}
          </h2>
          <p class="govuk-body" lang="zh-CN">
            {task.what} {task.due_on}
          </p>
          <OpinionForm view={view} of={of} parties={parties} formId={formId} task_id={task.id} faulty={faulty} />
        </section>
      ))}
      {tasks.map(task => {
        const state = faultyTask?.id === task.id ? faultyTask.state : undefined
        return (
          <section class="mj-surface" aria-labelledby={`task-${task.id}`}>
            <h2 class="govuk-heading-m" id={`task-${task.id}`}>
              {m.task}
            </h2>
            <p class="govuk-body" lang="zh-CN">
              {task.what} {task.due_on}
            </p>
            <form method="post" action={taskCompletionHref(of.id, task.id)} novalidate class="mj-noprint">
              <input type="hidden" name="form_id" value={formId} />
              <Textarea
                name="outcome"
                id={state ? 'outcome' : `outcome-${task.id}`}
                label={{ text: m.outcome }}
                hint={{ text: m.outcomeHint }}
                rows={3}
                value={state?.typed.outcome ?? ''}
                errorMessage={state && fieldError(view, state, 'outcome')}
              />
              <Button text={m.complete} preventDoubleClick />
            </form>
          </section>
        )
      })}
    </>
  )
}
