import { Hono } from 'hono'
import { bpmnXml } from '../kernel/cases/bpmn.ts'
import { flowchart } from '../kernel/cases/flowchart.ts'
import type { Process } from '../kernel/cases/process.ts'
import type { Env } from './env.ts'

/** The files of a process beside its page: the chart as a picture (`<href>.svg`), and BPMN 2.0 for other systems (`<href>.bpmn`). */
export function processFiles(process: Process, href: string): Hono<Env> {
  const files = new Hono<Env>()
  files.get(`${href}.svg`, c => {
    c.set('cacheable', true)
    return c.body(flowchart(process, { locale: c.var.locale }), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' })
  })
  files.get(`${href}.bpmn`, async c => {
    c.set('cacheable', true)
    return c.body(await bpmnXml(process), 200, {
      'Content-Type': 'application/xml; charset=utf-8',
      'Content-Disposition': `attachment; filename="${process.business}.bpmn"`,
    })
  })
  return files
}
