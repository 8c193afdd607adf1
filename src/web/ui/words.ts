import type { Locale, Words } from '../../kernel/words.ts'

/** The words that the components have in English by default, in both languages: pages pass them on. */
const words = {
  citySet: { 'zh-CN': '本市设定', en: 'set by the city' },
  notFromSource: { 'zh-CN': '默认值，并非出自法规文件', en: 'default, not from a source' },
  back: { 'zh-CN': '返回', en: 'Back' },
  breadcrumb: { 'zh-CN': '当前位置', en: 'Breadcrumb' },
  error: { 'zh-CN': '错误', en: 'Error' },
  there_is_a_problem: { 'zh-CN': '提交的内容有问题', en: 'There is a problem' },
  warning: { 'zh-CN': '警告', en: 'Warning' },
  important: { 'zh-CN': '重要提示', en: 'Important' },
  success: { 'zh-CN': '办理成功', en: 'Success' },
  previous_page: { 'zh-CN': '上一页', en: 'Previous page' },
  next_page: { 'zh-CN': '下一页', en: 'Next page' },
  pages: { 'zh-CN': '翻页', en: 'Pagination' },
  menu: { 'zh-CN': '菜单', en: 'Menu' },
  contents: { 'zh-CN': '目录', en: 'Contents' },
  skip_to_content: { 'zh-CN': '跳到正文', en: 'Skip to main content' },
  apply_filters: { 'zh-CN': '筛选', en: 'Apply filters' },
  remove_filter: { 'zh-CN': '取消筛选条件', en: 'Remove this filter' },
  dismiss: { 'zh-CN': '关闭', en: 'Dismiss' },
  year: { 'zh-CN': '年', en: 'Year' },
  month: { 'zh-CN': '月', en: 'Month' },
  day: { 'zh-CN': '日', en: 'Day' },
  common_steps: { 'zh-CN': '各环节通用的办理方式', en: 'Steps that can be taken beside the chart' },
  common_step: { 'zh-CN': '办理方式', en: 'Step' },
  common_does: { 'zh-CN': '说明', en: 'What it does' },
  common_clock: { 'zh-CN': '期限', en: 'The clock' },
} satisfies Record<string, Words>

export const uiWord = (locale: Locale, key: keyof typeof words): string => words[key][locale]

/** An error message with its word in front: `errorMessage={fault(locale, text)}`. */
export const fault = (locale: Locale, text: string) => ({ text, visuallyHiddenText: words.error[locale] })

/** Year, month and day in the order of the language, each with its label: `<DateInput items={dateItems(locale)} … />`. */
export const dateItems = (locale: Locale) => {
  const part = (name: 'year' | 'month' | 'day') => ({ name, label: words[name][locale] })
  return locale === 'zh-CN' ? [part('year'), part('month'), part('day')] : [part('day'), part('month'), part('year')]
}

/** English is the components' own default, so only Chinese needs words: `<PasswordInput {...passwordWords(locale)} … />`. */
export const passwordWords = (locale: Locale) =>
  locale === 'en'
    ? {}
    : {
        showPasswordText: '显示',
        hidePasswordText: '隐藏',
        showPasswordAriaLabelText: '显示密码',
        hidePasswordAriaLabelText: '隐藏密码',
        passwordShownAnnouncementText: '密码已显示',
        passwordHiddenAnnouncementText: '密码已隐藏',
      }
