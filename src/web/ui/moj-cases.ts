/**
 * What we render with MoJ's own template (scripts/moj-expectations.ts) and with our component, to compare the two.
 * `props` are ours where they differ from the options of the template.
 */
export type MojCase = { component: string; name: string; options: object; props?: object }

const navigation = [
  { href: '/desk/inbox', text: '收件箱', active: true },
  { href: '/desk/foi', html: '<b>依申请公开</b>', attributes: { 'data-room': 'foi' } },
]
const filters = {
  heading: { text: '筛选' },
  submit: { text: '应用', attributes: { 'data-test': 'submit' } },
  attributes: { id: 'filter' },
}
const chosen = {
  heading: { text: '已选' },
  clearLink: { href: '/desk/foi', text: '清除' },
  categories: [
    {
      heading: { text: '单位' },
      items: [
        { href: '?unit=2', text: '财政局' },
        { href: '?unit=1', text: '教育局' },
      ],
    },
  ],
}

export const mojCases: readonly MojCase[] = [
  { component: 'primary-navigation', name: 'default', options: { label: '主导航', items: navigation } },
  {
    component: 'primary-navigation',
    name: 'with-search',
    options: { items: navigation, classes: 'a', containerClasses: 'b', attributes: { id: 'nav' }, searchHtml: '查找' },
    props: { items: navigation, classes: 'a', containerClasses: 'b', attributes: { id: 'nav' }, search: '查找' },
  },
  { component: 'sub-navigation', name: 'default', options: { items: navigation } },
  {
    component: 'sub-navigation',
    name: 'with-classes',
    options: { label: '本案', classes: 'a', attributes: { id: 'sub' }, items: [{ href: '#1', text: '一', classes: 'b' }] },
  },
  {
    component: 'side-navigation',
    name: 'default',
    options: { label: '侧栏', classes: 'a', attributes: { id: 'side' }, items: navigation },
  },
  {
    component: 'side-navigation',
    name: 'sections',
    options: {
      sections: [
        { heading: { text: '案件' }, items: navigation },
        { heading: { html: '<i>统计</i>', headingLevel: 3, classes: 'a', attributes: { id: 'h' } }, items: [{ href: '#2', text: '二' }] },
      ],
    },
  },
  { component: 'badge', name: 'default', options: { text: '催办' } },
  { component: 'badge', name: 'with-html', options: { html: '<b>督办</b>', classes: 'moj-badge--red', attributes: { id: 'badge' } } },
  { component: 'page-header-actions', name: 'default', options: { heading: { text: '信访件' } } },
  {
    component: 'page-header-actions',
    name: 'with-buttons',
    options: {
      heading: { html: '<i>信访件</i>', level: 2, classes: 'govuk-heading-l' },
      items: [
        { text: '登记', href: '#3' },
        { text: '导出', classes: 'govuk-button--secondary' },
      ],
      classes: 'a',
      attributes: { id: 'head' },
    },
  },
  {
    component: 'timeline',
    name: 'default',
    options: {
      classes: 'a',
      attributes: { id: 'line' },
      headingLevel: 3,
      items: [
        { label: { text: '收到' }, text: '网上提交', datetime: { timestamp: '2018-12-21T09:00:00+08:00', format: '2018年12月21日' } },
        {
          label: { html: '<i>补正</i>' },
          html: '<p>缺联系方式</p>',
          byline: { text: '李科员' },
          datetime: { timestamp: '2018-12-24', format: '2018年12月24日' },
          classes: 'b',
          attributes: { id: 'item' },
        },
      ],
    },
    props: {
      classes: 'a',
      attributes: { id: 'line' },
      headingLevel: 3,
      items: [
        { label: { text: '收到' }, text: '网上提交', datetime: { timestamp: '2018-12-21T09:00:00+08:00', text: '2018年12月21日' } },
        {
          label: { html: '<i>补正</i>' },
          html: '<p>缺联系方式</p>',
          byline: { text: '李科员' },
          datetime: { timestamp: '2018-12-24', text: '2018年12月24日' },
          classes: 'b',
          attributes: { id: 'item' },
        },
      ],
    },
  },
  { component: 'alert', name: 'default', options: { title: '已保存', text: '草稿已保存' } },
  { component: 'alert', name: 'title-only', options: { title: '已保存', variant: 'success' } },
  {
    component: 'alert',
    name: 'dismissible-warning',
    options: {
      title: '即将到期',
      variant: 'warning',
      html: '<a href="#4">三件</a>',
      showTitleAsHeading: true,
      headingTag: 'h3',
      dismissible: true,
      dismissText: '知道了',
      disableAutoFocus: true,
      focusOnDismissSelector: '#main',
      classes: 'a',
      attributes: { id: 'alert' },
    },
  },
  { component: 'alert', name: 'error', options: { title: '未送达', variant: 'error', text: '请重试', role: 'alert' } },
  { component: 'filter', name: 'default', options: { ...filters, optionsHtml: '选项' }, props: { ...filters, children: '选项' } },
  {
    component: 'filter',
    name: 'selected',
    options: { heading: { text: '筛选' }, selectedFilters: chosen, optionsHtml: '选项' },
    props: { heading: { text: '筛选' }, selectedFilters: chosen, children: '选项' },
  },
  { component: 'identity-bar', name: 'default', options: { title: { text: '〔2018〕12号' }, classes: 'a', attributes: { id: 'bar' } } },
  { component: 'identity-bar', name: 'with-html', options: { title: { html: '<b>〔2018〕12号</b>' } } },
]
