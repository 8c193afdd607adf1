import type { FC } from 'hono/jsx'
import { isEnded, stateName } from '../../../kernel/cases/process.ts'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { DueTag } from '../../../web/ui/due-tag.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { articleHref, draftHref, newDraftHref } from '../links.ts'
import { messages } from '../messages.ts'
import { review } from '../process.ts'
import type { DraftList } from '../queries.ts'

export const DraftsPage: FC<{ view: View; drafts: DraftList }> = ({ view, drafts }) => {
  const m = messages[view.locale]
  return (
    <DeskLayout view={view} title={m.drafts}>
      <div class="mj-toolbar">
        <h1 class="govuk-heading-l">{m.myDrafts}</h1>
        <Button text={m.newDraft} href={newDraftHref} />
      </div>
      <div class="mj-surface">
        {drafts.length === 0 ? (
          <p class="mj-empty">{m.noDrafts}</p>
        ) : (
          <Scroll label={m.myDrafts}>
            <Table
              head={[{ text: m.title }, { text: m.state }, { text: m.dueOn }]}
              rows={drafts.map(row => [
                {
                  text: (
                    <>
                      <a class="govuk-link" href={draftHref(row.id)} lang="zh-CN">
                        {row.title}
                      </a>
                      {row.publication_id !== null && (
                        <>
                          {' · '}
                          <a class="govuk-link" href={articleHref(row.publication_id)}>
                            {m.seeArticle}
                          </a>
                        </>
                      )}
                    </>
                  ),
                },
                { text: stateName(review, row.state)[view.locale] },
                { text: isEnded(review, row.state) || row.due_on === null ? '–' : <Due view={view} due_on={row.due_on} /> },
              ])}
            />
          </Scroll>
        )}
      </div>
    </DeskLayout>
  )
}

/** The due day, marked when it has passed. */
export const Due: FC<{ view: View; due_on: string }> = ({ view, due_on }) => {
  const m = messages[view.locale]
  return due_on < view.today ? <DueTag colour="red" text={`${due_on} ${m.overdueText}`} /> : <span>{due_on}</span>
}
