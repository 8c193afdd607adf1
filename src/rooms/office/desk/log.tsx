import { type Context, Hono } from 'hono'
import { actWord } from '../../../kernel/audit/acts.ts'
import { exportSlice, pageSlice, parseList } from '../../../kernel/lists/list.ts'
import type { Env } from '../../../web/env.ts'
import { exportFormats, exportLimit, exportList } from '../../../web/export.ts'
import { may } from '../../../web/guard.tsx'
import { page, read, run, viewOf } from '../../../web/view.ts'
import { noteReading } from '../commands/log.ts'
import { logRules } from '../forms/log.ts'
import { LogPage, logList } from '../pages/log.tsx'
import { knownActs, type LogRow, logLines } from '../queries/log.ts'

/** The log, for the audit administrator. */
export const logDesk = new Hono<Env>()

/** Rows with words for their acts. */
const said = (c: Context<Env>, rows: readonly LogRow[]) => rows.map(row => ({ ...row, act: actWord(c.var.house.acts, row.act) }))

const asked = (c: Context<Env>) => parseList(logRules, new URL(c.req.url).searchParams)

logDesk.get('/log', may('log.read'), async c => {
  await run(c, noteReading, undefined)
  const query = asked(c)
  const [found, acts] = await Promise.all([read(c, logLines, { query, slice: pageSlice(query.page) }), read(c, knownActs, undefined)])
  const named = acts.map(name => ({ name, words: actWord(c.var.house.acts, name) }))
  return page(c, <LogPage view={viewOf(c)} query={query} found={{ ...found, rows: said(c, found.rows) }} acts={named} />)
})

for (const format of exportFormats) {
  logDesk.get(`/log.${format}`, may('log.read'), exportLimit, async c => {
    await run(c, noteReading, undefined)
    const query = asked(c)
    const { rows } = await read(c, logLines, { query, slice: exportSlice })
    return await exportList(c, logList, { query, rows: said(c, rows), format })
  })
}
