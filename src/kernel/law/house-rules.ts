import { defineLaw } from './define.ts'

const source = '系统默认值'

/**
 * Numbers that no source gives and that the house itself needs: defaults which a city may set, each within bounds in which the house stays safe
 * and usable.
 */
export const houseRules = defineLaw({
  /** Yellow light: this many working days or fewer are left. */
  'clock.warning': {
    name: { 'zh-CN': '临期预警：剩余天数', en: 'Warning: days left' },
    unit: 'working days',
    between: [0, 366],
    steps: [{ from: '2008-05-01', value: 3, article: source, mark: 'D' }],
  },
  /** A session ends after a working day, whatever happens in it. */
  'account.session': {
    name: { 'zh-CN': '一次登录的最长时间', en: 'Longest session' },
    unit: 'hours',
    between: [1, 12],
    steps: [{ from: '2008-05-01', value: 10, article: source, mark: 'D' }],
  },
  /** A session ends when nothing was asked for so long. */
  'account.idle': {
    name: { 'zh-CN': '无操作后自动退出', en: 'Session ends after doing nothing for' },
    unit: 'minutes',
    between: [10, 120],
    steps: [{ from: '2008-05-01', value: 30, article: source, mark: 'D' }],
  },
  /** Sign-ins that may fail before the name is locked. */
  'account.failures': {
    name: { 'zh-CN': '登录失败几次后锁定用户名', en: 'Failed sign-ins that lock a name' },
    unit: 'times',
    between: [3, 10],
    steps: [{ from: '2008-05-01', value: 5, article: source, mark: 'D' }],
  },
  /** For how long. Short, so that nobody is kept out by somebody who fails on purpose. */
  'account.lock': {
    name: { 'zh-CN': '用户名锁定时间', en: 'A name stays locked for' },
    unit: 'minutes',
    between: [5, 120],
    steps: [{ from: '2008-05-01', value: 15, article: source, mark: 'D' }],
  },
  /** A one-time password that nobody used works so long. */
  'account.oneTime': {
    name: { 'zh-CN': '一次性密码的有效期', en: 'A one-time password works for' },
    unit: 'calendar days',
    between: [1, 30],
    steps: [{ from: '2008-05-01', value: 7, article: source, mark: 'D' }],
  },
  /** Rows of sheets that nobody dealt with are deleted after so long: they hold names and texts. */
  'imports.keep': {
    name: { 'zh-CN': '未处理的导入表格保留', en: 'Sheets that nobody dealt with are kept for' },
    unit: 'calendar days',
    between: [1, 365],
    steps: [{ from: '2008-05-01', value: 30, article: source, mark: 'D' }],
  },
})
export type HouseRule = keyof typeof houseRules & string
