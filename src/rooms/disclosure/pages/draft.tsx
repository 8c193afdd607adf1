import type { FC } from 'hono/jsx'
import { stepName } from '../../../kernel/cases/process.ts'
import type { Attachment } from '../../../kernel/files/attachments.ts'
import { paragraphsOf } from '../../../kernel/publications/body.ts'
import type { View } from '../../../web/env.ts'
import type { FileLimits } from '../../../web/files.tsx'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Prose } from '../../../web/ui/prose.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { Textarea } from '../../../web/ui/textarea.tsx'
import { articleHref, draftStepHref, draftsHref, editDraftHref } from '../links.ts'
import { messages } from '../messages.ts'
import { type ReviewStep, review } from '../process.ts'
import type { DraftData } from '../queries.ts'
import { DraftFiles } from './attachments.tsx'
import { CaseHistory, type History } from './case-history.tsx'
import { Due } from './drafts.tsx'
import { FormId, type FormState, fieldError, Problems } from './fields.tsx'

/** The noun under which each step is taken: POST /desk/drafts/12/approvals. */
export const stepNouns = {
  submit: 'submissions',
  approve: 'approvals',
  send_back: 'returns',
  release: 'releases',
  refuse: 'refusals',
  abandon: 'abandonments',
} as const satisfies Record<ReviewStep, string>

type Props = {
  view: View
  draft: DraftData
  attachments: readonly Attachment[]
  limits: FileLimits
  /** The id of the upload form. */
  uploadId: string
  history: History
  steps: readonly ReviewStep[]
  advice?: string
  mayEdit: boolean
  state: FormState
}

const cautious: readonly ReviewStep[] = ['send_back', 'refuse', 'abandon']

export const DraftPage: FC<Props> = ({ view, draft, attachments, limits, uploadId, history, steps, advice, mayEdit, state }) => {
  const m = messages[view.locale]
  const facts: [string, string | null][] = [
    [m.unit, draft.unit_name],
    [m.column, view.locale === 'en' ? draft.column_en : draft.column_zh],
    [m.author, draft.author],
    [m.documentNumber, draft.document_number],
    [m.formedOn, draft.formed_on],
    [m.genre, draft.genre],
    [m.source, draft.source],
    [m.keywords, draft.keywords.join('、') || null],
    [m.interpretsId, draft.interprets],
    [m.summary, draft.summary || null],
  ]
  return (
    <DeskLayout view={view} title={draft.title}>
      <Problems view={view} state={state} />
      <p class="govuk-body">
        <a class="govuk-link" href={draftsHref}>
          {m.drafts}
        </a>
      </p>
      <div class="mj-case__head">
        <h1 class="govuk-heading-l" lang="zh-CN">
          {draft.title}
        </h1>
        <p class="govuk-body">
          <Tag text={history.stateName} /> {draft.ended_on === null && draft.due_on !== null && <>{m.dueOn} </>}
          {draft.ended_on === null && draft.due_on !== null && <Due view={view} due_on={draft.due_on} />}
        </p>
      </div>
      {draft.publication_id !== null && (
        <p class="govuk-body">
          {m.released}{' '}
          <a class="govuk-link" href={articleHref(draft.publication_id)}>
            {m.seeArticle}
          </a>
        </p>
      )}
      <div class="mj-columns">
        <div>
          <section class="mj-surface" aria-labelledby="preview">
            <h2 class="govuk-heading-m" id="preview">
              {m.preview}
            </h2>
            <dl class="mj-facts">
              {facts.map(
                ([name, value]) =>
                  value !== null && (
                    <div>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  ),
              )}
            </dl>
            <Prose lang="zh-CN">
              {paragraphsOf(draft.body_text).map(text => (
                <p>{text}</p>
              ))}
            </Prose>
          </section>
          <DraftFiles
            view={view}
            caseId={draft.case_id}
            attachments={attachments}
            limits={limits}
            mayEdit={mayEdit}
            state={{ ...state, formId: uploadId }}
          />
          {draft.ended_on === null && <Actions view={view} draft={draft} steps={steps} advice={advice} mayEdit={mayEdit} state={state} />}
        </div>
        <CaseHistory view={view} history={history} />
      </div>
    </DeskLayout>
  )
}

const Actions: FC<Pick<Props, 'view' | 'draft' | 'steps' | 'advice' | 'mayEdit' | 'state'>> = ({
  view,
  draft,
  steps,
  advice,
  mayEdit,
  state,
}) => {
  const m = messages[view.locale]
  return (
    <section class="mj-surface" aria-labelledby="actions">
      <h2 class="govuk-heading-m" id="actions">
        {m.actions}
      </h2>
      {advice && <InsetText text={advice} />}
      {steps.length === 0 && !advice && <p class="govuk-body">{m.noActions}</p>}
      {mayEdit && (
        <p class="govuk-body">
          <a class="govuk-link" href={editDraftHref(draft.case_id)}>
            {m.editDraft}
          </a>
        </p>
      )}
      {steps.length > 0 && (
        <form method="post" action={draftStepHref(draft.case_id, stepNouns[steps[0] ?? 'submit'])} novalidate>
          <FormId state={state} />
          <input type="hidden" name="seen" value={String(draft.last_seq ?? '')} />
          <Textarea
            name="note"
            id="note"
            label={{ text: m.note }}
            hint={{ text: m.noteHint }}
            value={state.typed.note ?? ''}
            rows={3}
            errorMessage={fieldError(view, state, 'note')}
          />
          <div class="govuk-button-group">
            {steps.map(step => (
              <Button
                text={stepName(review, step)[view.locale]}
                preventDoubleClick
                classes={cautious.includes(step) ? 'govuk-button--secondary' : undefined}
                attributes={{ formaction: draftStepHref(draft.case_id, stepNouns[step]) }}
              />
            ))}
          </div>
        </form>
      )}
    </section>
  )
}
