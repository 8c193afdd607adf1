import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Alert } from './alert.tsx'
import { Badge } from './badge.tsx'
import { Filter } from './filter.tsx'
import { IdentityBar } from './identity-bar.tsx'
import { mojCases } from './moj-cases.ts'
import { normalHtml } from './normal-html.ts'
import { PageHeaderActions } from './page-header-actions.tsx'
import { PrimaryNavigation } from './primary-navigation.tsx'
import { SideNavigation } from './side-navigation.tsx'
import { SubNavigation } from './sub-navigation.tsx'
import { Timeline } from './timeline.tsx'

const components: Record<string, (props: never) => unknown> = {
  alert: Alert,
  badge: Badge,
  filter: Filter,
  'identity-bar': IdentityBar,
  'page-header-actions': PageHeaderActions,
  'primary-navigation': PrimaryNavigation,
  'side-navigation': SideNavigation,
  'sub-navigation': SubNavigation,
  timeline: Timeline,
}

// The expectations were rendered by the library's own templates: node scripts/moj-expectations.ts
describe('our MoJ components write the HTML of the library', () => {
  test.each(mojCases)('$component: $name', ({ component, name, options, props }) => {
    const expected = readFileSync(new URL(`expectations/${component}-${name}.html`, import.meta.url), 'utf8')
    expect(normalHtml(String(components[component]?.((props ?? options) as never)))).toBe(normalHtml(expected))
  })

  test('every component has a case', () => {
    expect([...new Set(mojCases.map(one => one.component))].sort()).toEqual(Object.keys(components).sort())
  })
})

test('the words that the templates fix in English are props', () => {
  expect(String(Alert({ title: '已保存', variant: 'success', variantText: '成功' }))).toContain('aria-label="成功: 已保存"')
  const item = { label: { text: '收到' }, byline: { text: '李' }, datetime: { timestamp: '2018-12-21', text: '12月21日' } }
  expect(String(Timeline({ bylinePrefix: '经办', items: [item] }))).toContain('经办 李')
})
