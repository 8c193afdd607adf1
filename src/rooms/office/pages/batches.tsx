import type { FC } from 'hono/jsx'
import { stateName } from '../../../kernel/cases/process.ts'
import type { RoomProcess } from '../../../kernel/room.ts'
import type { View } from '../../../web/env.ts'
import { type FormState, fieldError, Problems } from '../../../web/fields.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { type BatchAct, batchActs } from '../forms/batches.ts'
import { batchesHref, caseHref, unitWorkHref } from '../links.ts'
import { deskMessages } from '../messages/desk.ts'
import type { BatchCases, BatchResults } from '../queries/batch.ts'

type ConfirmProps = {
  view: View
  act: BatchAct
  cases: BatchCases
  people: readonly { readonly id: number; readonly name: string; readonly units: string }[]
  known: ReadonlyMap<string, RoomProcess>
  state: FormState
  formId: string
}

/** Which cases, and what will be done with each: nothing happens before this is confirmed. */
export const BatchConfirmPage: FC<ConfirmProps> = ({ view, act, cases, people, known, state, formId }) => {
  const m = deskMessages[view.locale]
  const name = batchActs[act].name[view.locale]
  return (
    <DeskLayout view={view} title={m.confirm}>
      <BackLink href={unitWorkHref} text={m.backToList} />
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">{m.confirm}</h1>
      {cases.length === 0 ? (
        <p class="mj-empty">{m.noneSelected}</p>
      ) : (
        <form method="post" action={batchesHref} novalidate>
          <p class="govuk-body">{m.confirmLead(name, cases.length)}</p>
          <input type="hidden" name="form_id" value={formId} />
          <input type="hidden" name="act" value={act} />
          {cases.map(({ id }) => (
            <input type="hidden" name="case" value={String(id)} />
          ))}
          <Scroll label={m.confirm}>
            <Table
              head={[{ text: m.number }, { text: m.title }, { text: m.state }, { text: m.unit }, { text: m.holder }, { text: m.dueOn }]}
              rows={cases.map(row => {
                const process = known.get(row.business)?.process
                return [
                  { text: row.number ?? '–', classes: 'mj-number' },
                  { text: <span lang="zh-CN">{row.title}</span> },
                  { text: process ? stateName(process, row.state)[view.locale] : row.state },
                  { text: <span lang="zh-CN">{row.unit}</span> },
                  { text: row.holder ?? m.nobody },
                  { text: row.due_on ?? '–', classes: 'mj-number' },
                ]
              })}
            />
          </Scroll>
          {act === 'hand_on' && (
            <Select
              name="person_id"
              id="person_id"
              label={{ text: m.handTo }}
              errorMessage={fieldError(view, state, 'person_id')}
              value={state.typed.person_id ?? ''}
              items={[
                { value: '', text: m.choosePerson },
                ...people.map(({ id, name: who, units }) => ({ value: id, text: `${who} · ${units}` })),
              ]}
            />
          )}
          <Textarea
            name="note"
            id="note"
            label={{ text: m.note }}
            hint={{ text: m.noteHint }}
            rows={3}
            value={state.typed.note ?? ''}
            errorMessage={fieldError(view, state, 'note')}
          />
          <div class="govuk-button-group">
            <Button text={m.doIt(name)} preventDoubleClick />
            <a class="govuk-link" href={unitWorkHref}>
              {m.cancel}
            </a>
          </div>
        </form>
      )}
    </DeskLayout>
  )
}

/** What became of each. */
export const BatchPage: FC<{ view: View; act: string; results: BatchResults }> = ({ view, act, results }) => {
  const m = deskMessages[view.locale]
  const refused = results.filter(({ why }) => why !== null)
  const name = act in batchActs ? batchActs[act === 'hand_on' ? 'hand_on' : 'urge'].name[view.locale] : act
  return (
    <DeskLayout view={view} title={m.batch}>
      <BackLink href={unitWorkHref} text={m.backToList} />
      <h1 class="govuk-heading-l">
        {m.batch}
        {view.locale === 'en' ? ': ' : '\uff1a'}
        {name}
      </h1>
      <p class="govuk-body">
        <strong>{m.batchLead(results.length - refused.length, refused.length)}</strong>
      </p>
      <Scroll label={m.batch}>
        <Table
          head={[{ text: m.title }, { text: m.batch }, { text: m.why }]}
          rows={[...refused, ...results.filter(({ why }) => why === null)].map(result => [
            {
              text: (
                <a class="govuk-link" href={caseHref(result.case_id)} lang="zh-CN">
                  {result.title}
                </a>
              ),
            },
            {
              text:
                result.why === null ? (
                  <Tag classes="govuk-tag--green" text={m.done} />
                ) : (
                  <Tag classes="govuk-tag--orange" text={m.refused} />
                ),
            },
            { text: result.why?.[view.locale] ?? '' },
          ])}
        />
      </Scroll>
    </DeskLayout>
  )
}
