import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { cancelWork, fetchPasswords, keepSheet, startTaking } from '../../../kernel/imports/behind.ts'
import { dropImport, receiveSheet, rowsOf, takeIn } from '../../../kernel/imports/import.ts'
import { type ImportKind, importKinds, importRights } from '../../../kernel/imports/kinds.ts'
import { readSheetBytes, sheet_rows_max } from '../../../kernel/imports/read.ts'
import {
  credentialSheet,
  csv_type,
  faultSheet,
  type SheetFile,
  templateCsv,
  templateWorkbook,
  xlsx_type,
} from '../../../kernel/imports/sheets.ts'
import { can } from '../../../kernel/org/can.ts'
import { notFound, Refusal } from '../../../kernel/refusal.ts'
import type { Env } from '../../../web/env.ts'
import { exportLimit } from '../../../web/export.ts'
import { once, parse, typedForm } from '../../../web/form.ts'
import type { SentForm } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { limit } from '../../../web/limit.ts'
import { type SentFile, withSheet } from '../../../web/sheet-door.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { importHref } from '../links.ts'
import { importMessages } from '../messages/imports.ts'
import { ImportKindPage, ImportReportPage, ImportsPage } from '../pages/imports.tsx'
import { faultyRows, importProgress, importReport, myImports } from '../queries/imports.ts'
import { again, fresh, numberIn, pageNumber, statusOf } from './city-form.ts'
import { progressStream } from './progress-stream.ts'

export const importsDesk = new Hono<Env>()

importsDesk.get('/imports', may('desk.open'), c => {
  const kinds = importKinds.filter(kind => can(c.var.actor, importRights[kind]))
  return page(c, <ImportsPage view={viewOf(c)} kinds={kinds} />)
})

/** Sheets that one person sends. */
const importLimit = limit({ name: 'import', per: 'person', points: 30, seconds: 600 })
const admission = z.object({ which: z.enum(['all', 'good']) })

/** What is this small is read while its sender waits: bytes of the file, rows, and people, whose passwords take 30 ms each. */
const small = { bytes: 200_000, rows: 500, people: 20 }

for (const kind of importKinds) {
  const right = importRights[kind]

  importsDesk.get(`/${kind}/imports`, may(right), c => kindPage(c, kind, fresh()))

  importsDesk.post(`/${kind}/imports`, may(right), importLimit, async c => {
    const done = await received(c, kind)
    return typeof done === 'number' ? c.redirect(importHref(kind, done), 303) : kindPage(c, kind, done)
  })

  importsDesk.get(`/${kind}/imports/template.xlsx`, may(right), exportLimit, async c =>
    download(c, { name: `${kind}.xlsx`, type: xlsx_type, content: await templateWorkbook(kind) }),
  )
  importsDesk.get(`/${kind}/imports/template.csv`, may(right), exportLimit, c =>
    download(c, { name: `${kind}.csv`, type: csv_type, content: templateCsv(kind) }),
  )

  importsDesk.get(`/${kind}/imports/:id`, may(right), async c => {
    const input = { kind, id: numberIn(c.req.param('id')), page: pageNumber.parse(c.req.query('page') ?? 1) }
    const report = await read(c, importReport, input)
    return page(c, <ImportReportPage view={viewOf(c)} report={report} changed={c.req.query('changed') === 'yes'} />)
  })

  importsDesk.get(`/${kind}/imports/:id/faults`, may(right), async c => {
    const id = numberIn(c.req.param('id'))
    await read(c, importReport, { kind, id, page: 1 }) // one's own, or it does not exist
    return download(c, await faultSheet(kind, await read(c, faultyRows, { id, limit: sheet_rows_max, offset: 0 })))
  })

  importsDesk.post(`/${kind}/imports/:id/admissions`, may(right), async c => {
    const id = numberIn(c.req.param('id'))
    const { row_count, fault_count } = await read(c, importReport, { kind, id, page: 1 })
    const form = parse(admission, await typedForm(c))
    if (!form.ok) throw notFound()
    const only_good = form.values.which === 'good'
    if (row_count - fault_count > (kind === 'people' ? small.people : small.rows)) {
      await run(c, startTaking, { id, only_good })
      return c.redirect(importHref(kind, id), 303)
    }
    // Without `once`: a receipt would keep the passwords. The import itself can be taken in once only.
    const done = await run(c, takeIn, { id, only_good })
    if (done.changed) return c.redirect(`${importHref(kind, id)}?changed=yes`, 303)
    if (done.credentials.length > 0) return download(c, await credentialSheet(done.credentials))
    return c.redirect(importHref(kind, id), 303)
  })

  importsDesk.get(`/${kind}/imports/:id/progress`, may(right), async c => {
    const input = { kind, id: numberIn(c.req.param('id')) }
    await read(c, importProgress, input)
    // A page that goes on is none for people, nor for what reads a page to its end.
    if (!(c.req.header('accept') ?? '').includes('text/event-stream')) throw notFound()
    return progressStream(c, () => read(c, importProgress, input), importMessages[c.var.locale].far)
  })

  importsDesk.post(`/${kind}/imports/:id/cancellations`, may(right), async c => {
    const id = numberIn(c.req.param('id'))
    await read(c, importReport, { kind, id, page: 1 })
    await run(c, cancelWork, id)
    return c.redirect(importHref(kind, id), 303)
  })

  // Not kept as the result of a form: the passwords are nowhere but in this answer.
  importsDesk.post(`/${kind}/imports/:id/passwords`, may(right), async c => {
    const id = numberIn(c.req.param('id'))
    await read(c, importReport, { kind, id, page: 1 })
    return download(c, await credentialSheet(await run(c, fetchPasswords, id)))
  })

  importsDesk.post(`/${kind}/imports/:id/closures`, may(right), async c => {
    const id = numberIn(c.req.param('id'))
    await read(c, importReport, { kind, id, page: 1 })
    await run(c, dropImport, id)
    return c.redirect(importHref(kind, id), 303)
  })
}

/** The id of the import, or the form with what is wrong with the sheet. */
async function received(c: Context<Env>, kind: ImportKind): Promise<number | SentForm> {
  const wrong = (text: string) => again({}, { file: text })
  try {
    return await withSheet(c, async ({ file, typed, errors }) => {
      if (!file) return wrong(errors.file ?? importMessages[c.var.locale].errors.file_missing)
      // The same form with the same file, sent twice, is one import.
      return await receive(c, kind, file, once({ ...typed, file: file.hash.toString('hex') }))
    })
  } catch (error) {
    const words = error instanceof Refusal ? error.fields.file : undefined
    if (!words) throw error
    return wrong(words[c.var.locale])
  }
}

/** A small sheet is read at once; a large one is kept, and read behind the page. */
async function receive(c: Context<Env>, kind: ImportKind, file: SentFile, again: ReturnType<typeof once>): Promise<number> {
  const content = await readFile(file.path)
  const sent = { kind, file_name: file.name, file_hash: file.hash }
  if (content.length <= small.bytes) {
    const sheet = await readSheetBytes(content)
    if (rowsOf(kind, sheet).length <= small.rows) return await run(c, receiveSheet, { ...sent, sheet }, again)
  }
  return await run(c, keepSheet, { ...sent, content }, again)
}

async function kindPage(c: Context<Env>, kind: ImportKind, state: SentForm): Promise<Response> {
  const mine = await read(c, myImports, kind)
  return page(c, <ImportKindPage view={viewOf(c)} kind={kind} mine={mine} state={state} />, statusOf(state))
}

function download(c: Context<Env>, { name, type, content }: SheetFile): Response {
  c.header('Content-Type', type)
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  c.header('Cache-Control', 'no-store')
  c.header('X-Content-Type-Options', 'nosniff')
  return c.body(typeof content === 'string' ? content : new Uint8Array(content))
}
