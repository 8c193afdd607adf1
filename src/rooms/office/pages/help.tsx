import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { helpMessages } from '../messages/help.ts'

/** 使用帮助: how the lists, a case, notices and the keyboard are used. */
export const HelpPage: FC<{ view: View }> = ({ view }) => {
  const m = helpMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.title}>
      <h1 class="govuk-heading-l">{m.title}</h1>
      <div class="mj-prose">
        {m.sections.map(([title, paragraphs]) => (
          <>
            <h2 class="govuk-heading-m">{title}</h2>
            {paragraphs.map(text => (
              <p class="govuk-body">{text}</p>
            ))}
          </>
        ))}
        <h2 class="govuk-heading-m">{m.keys}</h2>
        <p class="govuk-body">{m.keysLead}</p>
        <dl class="mj-facts">
          {m.keyList.map(([key, what]) => (
            <div>
              <dt>
                <kbd>Alt</kbd> <kbd>Shift</kbd> <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <Button
          type="button"
          text={m.keysOn}
          classes="govuk-button--secondary"
          attributes={{ 'data-shortcuts': 'yes', 'data-on': m.keysOn, 'data-off': m.keysOff, hidden: true }}
        />
      </div>
    </DeskLayout>
  )
}
