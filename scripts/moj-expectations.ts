import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { mojCases } from '../src/web/ui/moj-cases.ts'

// nunjucks has no types; this is all that we use of it.
type Nunjucks = {
  FileSystemLoader: new (folders: string[]) => object
  Environment: new (
    loader: object,
  ) => {
    addFilter(name: string, filter: (value: string, argument: string) => string): void
    render(template: string, context: object): string
  }
}
const require = createRequire(import.meta.url)
const nunjucks: Nunjucks = require('nunjucks')

// Renders MoJ's own templates into src/web/ui/expectations/, which the tests compare our components with.
// Run it after an update of @ministryofjustice/frontend and read the difference: node scripts/moj-expectations.ts
const modules = new URL('../node_modules/', import.meta.url).pathname
const templates = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([`${modules}@ministryofjustice/frontend`, `${modules}govuk-frontend/dist`]),
)
// The library formats dates with filters of its own. Ours come already written, so a case puts the text where the format would be.
templates.addFilter('date', (_timestamp: string, format: string) => format)

const target = new URL('../src/web/ui/expectations/', import.meta.url)
mkdirSync(target, { recursive: true })
for (const { component, name, options } of mojCases) {
  const html = templates.render(`moj/components/${component}/template.njk`, { params: options })
  writeFileSync(new URL(`${component}-${name}.html`, target), `${html.trim()}\n`)
}
console.log(`${mojCases.length} expectations written`)
