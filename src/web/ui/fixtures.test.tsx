import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BackLink } from './back-link.tsx'
import { Breadcrumbs } from './breadcrumbs.tsx'
import { Button } from './button.tsx'
import { CharacterCount } from './character-count.tsx'
import { Checkboxes } from './checkboxes.tsx'
import { DateInput } from './date-input.tsx'
import { Details } from './details.tsx'
import { ErrorMessage } from './error-message.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Fieldset } from './fieldset.tsx'
import { FileUpload } from './file-upload.tsx'
import { Hint } from './hint.tsx'
import { Input } from './input.tsx'
import { InsetText } from './inset-text.tsx'
import { Label } from './label.tsx'
import { normalHtml } from './normal-html.ts'
import { NotificationBanner } from './notification-banner.tsx'
import { Pagination } from './pagination.tsx'
import { Panel } from './panel.tsx'
import { PasswordInput } from './password-input.tsx'
import { PhaseBanner } from './phase-banner.tsx'
import { Radios } from './radios.tsx'
import { Select } from './select.tsx'
import { ServiceNavigation } from './service-navigation.tsx'
import { SkipLink } from './skip-link.tsx'
import { SummaryList } from './summary-list.tsx'
import { Table } from './table.tsx'
import { Tabs } from './tabs.tsx'
import { Tag } from './tag.tsx'
import { Textarea } from './textarea.tsx'
import { WarningText } from './warning-text.tsx'

type Component = (props: never) => unknown
const components: Record<string, Component> = {
  'back-link': BackLink,
  breadcrumbs: Breadcrumbs,
  button: Button,
  'character-count': CharacterCount,
  checkboxes: Checkboxes,
  'date-input': DateInput,
  details: Details,
  'error-message': ErrorMessage,
  'error-summary': ErrorSummary,
  fieldset: Fieldset,
  'file-upload': FileUpload,
  hint: Hint,
  input: Input,
  'inset-text': InsetText,
  label: Label,
  'notification-banner': NotificationBanner,
  pagination: Pagination,
  panel: Panel,
  'password-input': PasswordInput,
  'phase-banner': PhaseBanner,
  radios: Radios,
  select: Select,
  'service-navigation': ServiceNavigation,
  'skip-link': SkipLink,
  'summary-list': SummaryList,
  table: Table,
  tabs: Tabs,
  tag: Tag,
  textarea: Textarea,
  'warning-text': WarningText,
}

type Fixture = { name: string; options: object; html: string }
const fixturesOf = (component: string): Fixture[] => {
  const path = `../../../node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).fixtures
}

// Every fixture of every component that we offer: none is left out.
describe.each(Object.entries(components))('%s writes the HTML of the library', (name, component) => {
  test.each(fixturesOf(name))('$name', ({ options, html }) => {
    expect(normalHtml(String(component(options as never) ?? ''))).toBe(normalHtml(html))
  })
})

test('all fixtures are there to be compared with', () => {
  expect(Object.keys(components).flatMap(fixturesOf).length).toBeGreaterThan(600)
})

test("the caller's attributes survive where ours are not given", () => {
  const html = String(Input({ name: 'q', label: { text: 'Search' }, attributes: { autocomplete: 'off', 'data-own': 1 } }))
  expect(html).toContain('autocomplete="off"')
  expect(html).toContain('data-own="1"')
})

test('text is escaped and html is not', () => {
  expect(String(Tag({ text: '<b>' }))).toContain('&lt;b&gt;')
  expect(String(Tag({ html: '<b>x</b>' }))).toContain('<b>x</b>')
})
