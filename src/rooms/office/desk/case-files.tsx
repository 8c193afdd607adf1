import { type Context, Hono } from 'hono'
import { fileInCase, fileOfCase, mayFile, unfileFromCase } from '../../../kernel/cases/files.ts'
import { longNumberIn } from '../../../web/address.ts'
import { serveFile } from '../../../web/download.ts'
import type { Env } from '../../../web/env.ts'
import { attempt, type FieldErrors, inWords, once, parse, type Typed, typedForm } from '../../../web/form.ts'
import { again } from '../../../web/form-state.ts'
import { may } from '../../../web/guard.tsx'
import { receiveUpload } from '../../../web/upload.ts'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { caseFileForm } from '../forms/case-file.ts'
import { caseFilesHref } from '../links.ts'
import { caseFileMessages } from '../messages/case-file.ts'
import { CasePage } from '../pages/case.tsx'
import { caseView } from './case-view.ts'
import { caseState, type KnownCase, knownCase } from './known-case.ts'

/** The papers in a case's file: every case of every business has one. */
export const caseFilesDesk = new Hono<Env>()

/** The page to which somebody comes back who had to sign in again when sending a file. */
caseFilesDesk.get('/cases/:id/attachments', may('desk.open'), c => c.redirect(caseFilesHref(longNumberIn(c.req.param('id'))), 303))

caseFilesDesk.post('/cases/:id/attachments', may('desk.open'), async c => {
  const of = await knownCase(c)
  mayFile(await caseState(c, of)) // asked before a byte of the file is read, and again by the command
  const { typed, file, errors } = await receiveUpload(c)
  const form = parse(caseFileForm, typed)
  if (!form.ok || !file) {
    const words = form.ok ? {} : inWords(caseFileMessages[c.var.locale].errors, form.errors, c.var.locale)
    return faultyPage(c, of, typed, { ...errors, ...words })
  }
  const input = { ...asked(of), file, description: form.values.description, files_max: c.var.house.files.files_per_item_max }
  const done = await attempt(c, () => run(c, fileInCase, input, once(typed)))
  return done.ok ? c.redirect(caseFilesHref(of.caseId), 303) : faultyPage(c, of, typed, done.errors)
})

caseFilesDesk.post('/cases/:id/attachments/:file/removals', may('desk.open'), async c => {
  const of = await knownCase(c)
  await typedForm(c) // nothing is typed, but only a form of ours may ask
  await run(c, unfileFromCase, { ...asked(of), id: longNumberIn(c.req.param('file')) })
  return c.redirect(caseFilesHref(of.caseId), 303)
})

caseFilesDesk.get('/cases/:id/attachments/:file/:name', may('desk.open'), async c => {
  const file = await read(c, fileOfCase, { ...asked(await knownCase(c)), id: longNumberIn(c.req.param('file')) })
  return await serveFile(c, file, false)
})

const asked = ({ known, caseId }: KnownCase) => ({ process: known.process, case_id: caseId })

const faultyPage = async (c: Context<Env>, of: KnownCase, typed: Typed, errors: FieldErrors): Promise<Response> =>
  page(c, <CasePage view={viewOf(c)} data={await caseView(c, of, again(typed, errors))} />, 422)
