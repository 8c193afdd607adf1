import type { FC } from 'hono/jsx'
import { faultWords } from '../../../kernel/imports/faults.ts'
import { type ImportKind, sheetColumns } from '../../../kernel/imports/kinds.ts'
import type { View } from '../../../web/env.ts'
import { FormId, fieldError, Problems } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Pager } from '../../../web/pager.tsx'
import { Alert } from '../../../web/ui/alert.tsx'
import { BackLink } from '../../../web/ui/back-link.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { FileUpload } from '../../../web/ui/file-upload.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { WarningText } from '../../../web/ui/warning-text.tsx'
import { uiWord } from '../../../web/ui/words.ts'
import { importHref, importKindHref, importsHref } from '../links.ts'
import { importMessages } from '../messages/imports.ts'
import type { FaultyRow, ImportReport, MyImports } from '../queries/imports.ts'

export const ImportsPage: FC<{ view: View; kinds: readonly ImportKind[] }> = ({ view, kinds }) => {
  const m = importMessages[view.locale]
  return (
    <DeskLayout view={view} title={m.title}>
      <h1 class="govuk-heading-l">{m.title}</h1>
      <p class="govuk-body">{m.lead}</p>
      {kinds.length === 0 && <p class="mj-empty">{m.none}</p>}
      {kinds.map(kind => (
        <div class="mj-surface">
          <h2 class="govuk-heading-m">
            <a class="govuk-link" href={importKindHref(kind)}>
              {m.kinds[kind]}
            </a>
          </h2>
          <p class="govuk-body">{m.leads[kind]}</p>
        </div>
      ))}
    </DeskLayout>
  )
}

type KindProps = { view: View; kind: ImportKind; mine: MyImports; state: SentForm }

export const ImportKindPage: FC<KindProps> = ({ view, kind, mine, state }) => {
  const m = importMessages[view.locale]
  const here = importKindHref(kind)
  return (
    <DeskLayout view={view} title={`${m.title}: ${m.kinds[kind]}`}>
      <BackLink text={uiWord(view.locale, 'back')} href={importsHref} />
      <Problems view={view} state={state} />
      <h1 class="govuk-heading-l">
        {m.title} · {m.kinds[kind]}
      </h1>
      <p class="govuk-body">{m.leads[kind]}</p>
      <div class="mj-surface">
        <h2 class="govuk-heading-m">{m.templates}</h2>
        <p class="govuk-body">{m.templateHint}</p>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href={`${here}/template.xlsx`}>
              {m.templateXlsx}
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${here}/template.csv`}>
              {m.templateCsv}
            </a>
          </li>
        </ul>
      </div>
      <form method="post" action={here} enctype="multipart/form-data" novalidate class="mj-surface">
        <h2 class="govuk-heading-m">{m.upload}</h2>
        <FormId state={state} />
        <FileUpload
          name="file"
          id="file"
          label={{ text: m.file }}
          hint={{ text: m.fileHint }}
          errorMessage={fieldError(view, state, 'file')}
          attributes={{ accept: '.xlsx,.csv' }}
        />
        <Button text={m.check} preventDoubleClick />
      </form>
      {mine.length > 0 && <Earlier view={view} kind={kind} mine={mine} />}
    </DeskLayout>
  )
}

const Earlier: FC<{ view: View; kind: ImportKind; mine: MyImports }> = ({ view, kind, mine }) => {
  const m = importMessages[view.locale]
  return (
    <>
      <h2 class="govuk-heading-m">{m.earlier}</h2>
      <Scroll label={m.earlier}>
        <Table
          head={[{ text: m.fileName }, { text: m.rows, format: 'numeric' }, { text: m.faultRows, format: 'numeric' }, { text: m.state }]}
          rows={mine.map(row => [
            {
              text: (
                <a class="govuk-link" href={importHref(kind, row.id)}>
                  {row.file_name}
                </a>
              ),
            },
            { text: row.row_count, format: 'numeric' },
            { text: row.fault_count, format: 'numeric' },
            {
              text:
                row.taken_count !== null
                  ? m.takenCount(row.taken_count)
                  : row.dropped_at !== null
                    ? m.states.dropped
                    : row.work === null
                      ? m.states.waiting
                      : m.states[row.work === 'reading' ? 'reading' : 'taking'],
            },
          ])}
        />
      </Scroll>
    </>
  )
}

export const ImportReportPage: FC<{ view: View; report: ImportReport; changed: boolean }> = ({ view, report, changed }) => {
  const m = importMessages[view.locale]
  const { kind, id, row_count, fault_count, taken_count, dropped_at } = report
  const going = report.work !== null
  const waiting = taken_count === null && dropped_at === null && !going
  return (
    <DeskLayout view={view} title={`${m.result}: ${report.file_name}`} again_s={going ? 3 : undefined}>
      <BackLink text={uiWord(view.locale, 'back')} href={importKindHref(kind)} />
      {report.problem !== null && (
        <Alert variant="warning" title={report.problem[view.locale]} variantText={uiWord(view.locale, 'warning')} />
      )}
      {changed && <Alert variant="warning" title={m.changed} variantText={uiWord(view.locale, 'warning')} />}
      <h1 class="govuk-heading-l">
        {m.result} · {m.kinds[kind]}
      </h1>
      <p class="govuk-body">{report.file_name}</p>
      {taken_count !== null && <Alert variant="success" title={m.taken(taken_count)} variantText={uiWord(view.locale, 'success')} />}
      {taken_count !== null && fault_count > 0 && <p class="govuk-body">{m.left(fault_count)}</p>}
      {report.has_passwords && <Passwords view={view} report={report} />}
      {going && <Going view={view} report={report} />}
      {dropped_at !== null && <InsetText text={m.dropped} />}
      {waiting && <p class="govuk-body-l">{fault_count === 0 ? m.allGood(row_count) : m.someFaults(row_count, fault_count)}</p>}
      {waiting && report.taken_before !== null && (
        <WarningText text={m.sameBefore(report.taken_before)} iconFallbackText={uiWord(view.locale, 'warning')} />
      )}
      {waiting && <Decision view={view} report={report} />}
      {report.faulty.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{m.faults}</h2>
          <p class="govuk-body">
            <a class="govuk-link" href={`${importHref(kind, id)}/faults`}>
              {m.faultSheet}
            </a>
          </p>
          <Faults view={view} kind={kind} rows={report.faulty} />
          <div class="mj-pager">
            <Pager view={view} page={report.page} pages={report.pages} href={page => importHref(kind, id, page)} />
          </div>
        </>
      )}
    </DeskLayout>
  )
}

/** The one-time passwords of people who were taken in behind the page. */
const Passwords: FC<{ view: View; report: ImportReport }> = ({ view, report: { kind, id } }) => {
  const m = importMessages[view.locale]
  return (
    <form class="mj-surface" method="post" action={`${importHref(kind, id)}/passwords`}>
      <p class="govuk-body">{m.passwordsWait}</p>
      <Button text={m.fetchPasswords} preventDoubleClick />
    </form>
  )
}

/** What goes on, how far it is, and the way to stop it. */
const Going: FC<{ view: View; report: ImportReport }> = ({ view, report }) => {
  const m = importMessages[view.locale]
  const { kind, id, work, done_count, of_count } = report
  const here = importHref(kind, id)
  return (
    <div class="mj-surface" data-progress={`${here}/progress`}>
      <p class="govuk-body-l" id="going" role="status">
        {work === 'reading' ? m.reading : m.taking}
      </p>
      <progress class="mj-progress" aria-labelledby="going" max={Math.max(1, of_count)} value={done_count}></progress>
      <p class="govuk-body" data-progress-words>
        {m.far(done_count, of_count)}
      </p>
      <p class="govuk-hint">{work === 'reading' ? m.readingHint : m.takingHint}</p>
      <form method="post" action={`${here}/cancellations`}>
        <Button text={m.cancel} classes="govuk-button--secondary" preventDoubleClick />
      </form>
    </div>
  )
}

/** What may be done with a sheet that waits: all of it, its good rows, nothing. */
const Decision: FC<{ view: View; report: ImportReport }> = ({ view, report: { kind, id, row_count, fault_count } }) => {
  const m = importMessages[view.locale]
  const here = importHref(kind, id)
  const good = row_count - fault_count
  const people = kind === 'people'
  return (
    <div class="mj-surface">
      {people && <p class="govuk-body">{m.passwordsLead}</p>}
      {good > 0 && (
        <form method="post" action={`${here}/admissions`}>
          <input type="hidden" name="which" value={fault_count === 0 ? 'all' : 'good'} />
          {fault_count > 0 && <p class="govuk-body">{m.takeGoodHint}</p>}
          <Button
            text={fault_count === 0 ? (people ? m.takePeople : m.takeAll) : people ? m.takeGoodPeople(good) : m.takeGood(good)}
            classes={fault_count === 0 ? '' : 'govuk-button--secondary'}
            preventDoubleClick
          />
        </form>
      )}
      <form method="post" action={`${here}/closures`}>
        <Button text={m.drop} classes="govuk-button--warning" preventDoubleClick />
      </form>
    </div>
  )
}

const shown_length_max = 60

const Faults: FC<{ view: View; kind: ImportKind; rows: readonly FaultyRow[] }> = ({ view, kind, rows }) => {
  const m = importMessages[view.locale]
  const columns = new Map(sheetColumns[kind].map(column => [column.name, column]))
  return (
    <Scroll label={m.faults}>
      <Table
        head={[{ text: m.line, format: 'numeric' }, { text: m.column }, { text: m.problem }, { text: m.cell }]}
        rows={rows.flatMap(row =>
          row.faults.map(({ column, key }) => {
            const known = columns.get(column)
            const text = row.cells[column] ?? ''
            return [
              { text: row.row_no, format: 'numeric' as const },
              { text: known ? (view.locale === 'en' ? known.title.en : known.title['zh-CN']) : column },
              { text: faultWords[key][view.locale] },
              {
                text: <span lang="zh-CN">{text.length > shown_length_max ? `${text.slice(0, shown_length_max)}…` : text}</span>,
              },
            ]
          }),
        )}
      />
    </Scroll>
  )
}
