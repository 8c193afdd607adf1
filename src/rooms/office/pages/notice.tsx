import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { ChoiceField, FormId, fieldError, LongField, Problems, TextField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Pager } from '../../../web/pager.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FileUpload } from '../../../web/ui/file-upload.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { WarningText } from '../../../web/ui/warning-text.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { calendarHref, noticeDraftHref, redatingHref } from '../links.ts'
import { calendarMessages } from '../messages/calendar.ts'
import type { DraftPreview, Redating } from '../queries/calendar.ts'

export const NewNoticePage: FC<{ view: View; state: SentForm; years: readonly number[] }> = ({ view, state, years }) => {
  const m = calendarMessages[view.locale]
  const field = { view, state }
  return (
    <DeskLayout view={view} title={m.newTitle}>
      <BackLink text={uiWord(view.locale, 'back')} href={calendarHref} />
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">{m.newTitle}</h1>
      <p class="govuk-body">{m.newLead}</p>
      <form method="post" action={`${calendarHref}/imports`} enctype="multipart/form-data" novalidate class="mj-surface">
        <TextField {...field} name="title" label={m.noticeTitle} hint={m.noticeTitleHint} />
        <TextField {...field} name="source" label={m.noticeSource} hint={m.noticeSourceHint} />
        <TextField {...field} name="legal_day" label={m.legalDay} type="date" width={10} />
        <TextField {...field} name="years" label={m.noticeYears} hint={m.noticeYearsHint} width={10} />
        <LongField {...field} name="lines" label={m.noticeDays} hint={m.noticeDaysHint} rows={10} />
        <FileUpload
          name="file"
          id="file"
          label={{ text: m.orSheet }}
          hint={{ text: m.sheetHint }}
          errorMessage={fieldError(view, state, 'file')}
          attributes={{ accept: '.xlsx,.csv' }}
        />
        <div class="govuk-button-group">
          <Button text={m.prepare} preventDoubleClick />
          <a class="govuk-link" href={calendarHref}>
            {m.cancel}
          </a>
        </div>
      </form>
      <form method="post" action={`${calendarHref}/drafts`} novalidate class="mj-surface">
        <h2 class="govuk-heading-m">{m.packageTitle}</h2>
        {years.length === 0 ? (
          <p class="govuk-body">{m.packageNone}</p>
        ) : (
          <>
            <p class="govuk-body">{m.packageLead}</p>
            <FormId state={state} />
            <ChoiceField {...field} name="year" label={m.year} choices={years.map(year => ({ value: String(year), text: String(year) }))} />
            <Button text={m.prepare} classes="govuk-button--secondary" preventDoubleClick />
          </>
        )}
      </form>
    </DeskLayout>
  )
}

export const NoticeDraftPage: FC<{ view: View; preview: DraftPreview }> = ({ view, preview }) => {
  const m = calendarMessages[view.locale]
  const { draft, faults, missing, stale } = preview
  const here = noticeDraftHref(draft.id)
  return (
    <DeskLayout view={view} title={m.previewTitle}>
      <BackLink text={uiWord(view.locale, 'back')} href={calendarHref} />
      <h1 class="govuk-heading-l">{m.previewTitle}</h1>
      <p class="govuk-body" lang="zh-CN">
        {draft.title} · {draft.source} · {draft.legal_day}
      </p>
      {stale && <InsetText text={m.stale} />}
      {faults.length > 0 && (
        <div class="mj-surface">
          <h2 class="govuk-heading-m">{m.faults}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {faults.map(({ day, what }) => (
              <li>
                {day}: {m.faultWords[what]}
              </li>
            ))}
          </ul>
        </div>
      )}
      {missing.length > 0 && (
        <WarningText
          text={m.missing(missing.map(({ year, name }) => `${year} ${name}`).join(view.locale === 'en' ? ', ' : '、'))}
          iconFallbackText={uiWord(view.locale, 'warning')}
        />
      )}
      <Moves view={view} preview={preview} />
      <div class="mj-surface">
        {faults.length === 0 && !stale && (
          <form method="post" action={`${here}/notices`}>
            <p class="govuk-body">{m.confirmLead}</p>
            <Button text={m.confirm} preventDoubleClick />
          </form>
        )}
        <form method="post" action={`${here}/closures`}>
          <Button text={m.drop} classes="govuk-button--secondary" preventDoubleClick />
        </form>
      </div>
      <Days view={view} preview={preview} />
    </DeskLayout>
  )
}

const Days: FC<{ view: View; preview: DraftPreview }> = ({ view, preview }) => {
  const m = calendarMessages[view.locale]
  return (
    <>
      <h2 class="govuk-heading-m">{m.noticeDays}</h2>
      <Scroll label={m.noticeDays}>
        <Table
          head={[{ text: m.day }, { text: m.weekday }, { text: m.kind }, { text: m.name }]}
          rows={preview.draft.days.map(({ day, kind, name }) => [
            { text: day, classes: 'mj-number' },
            { text: m.weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1] },
            { text: m.kinds[kind] },
            { text: <span lang="zh-CN">{name}</span> },
          ])}
        />
      </Scroll>
    </>
  )
}

const Moves: FC<{ view: View; preview: DraftPreview }> = ({ view, preview }) => {
  const m = calendarMessages[view.locale]
  if (preview.faults.length > 0) return null
  return (
    <>
      <p class="govuk-body-l">{m.moves(preview.moved, preview.looked_at)}</p>
      {preview.more && <p class="govuk-body">{m.movesMore}</p>}
      {preview.moves.length > 0 && (
        <>
          <Scroll label={m.previewTitle}>
            <Table
              head={[{ text: m.case }, { text: m.from }, { text: m.to }]}
              rows={preview.moves.map(move => [
                { text: <span lang="zh-CN">{move.title}</span> },
                { text: move.old ?? '–', classes: 'mj-number' },
                { text: `${move.new ?? '–'} (${move.days > 0 ? '+' : ''}${move.days})`, classes: 'mj-number' },
              ])}
            />
          </Scroll>
          <div class="mj-pager">
            <Pager view={view} page={preview.page} pages={preview.pages} href={page => noticeDraftHref(preview.draft.id, page)} />
          </div>
        </>
      )}
    </>
  )
}

export const RedatingPage: FC<{ view: View; redating: Redating }> = ({ view, redating }) => {
  const m = calendarMessages[view.locale]
  const { version, done, total, moved, finished_at } = redating
  return (
    <DeskLayout view={view} title={m.redatingTitle(version)}>
      <BackLink text={uiWord(view.locale, 'back')} href={calendarHref} />
      <h1 class="govuk-heading-l">{m.redatingTitle(version)}</h1>
      <p class="govuk-body-l" role="status">
        {finished_at === null ? m.running(done, total) : m.finished(done, moved)}
      </p>
      {finished_at === null && (
        <>
          <progress class="mj-progress" value={String(done)} max={String(Math.max(1, total))} aria-label={m.redating} />
          <p class="govuk-body">{m.continueLead}</p>
          <form method="post" action={`${redatingHref(version)}/batches`}>
            <Button text={m.continueButton} classes="govuk-button--secondary" />
          </form>
        </>
      )}
    </DeskLayout>
  )
}
