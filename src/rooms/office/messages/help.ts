import type { Locale } from '../../../kernel/words.ts'

/** The help page: titles with their paragraphs. */
const zh = {
  title: '使用帮助',
  sections: [
    [
      '我的工作',
      [
        '打开工作台，先看“今天要办”：已超期、今天到期和被催办的事项排在最前面。点标题进入办理页面。',
        '“剩 3 个工作日”不含今天；期限怎样算出，在事项页的“期限计算”里逐日列出。',
      ],
    ],
    [
      '本单位事项',
      [
        '列出您有权限的各单位尚未办结的事项和任务。可按业务、环节、单位、经办人、期限等筛选；点列标题排序；在“显示的列”里选择列。',
        '网址记住筛选条件。常用的条件可以“保存为常用视图”，还可以共享给单位。',
        '导出的 CSV、Excel 文件与屏幕上的列表一致：同样的筛选、同样的顺序、同样的列，但包含所有各页。',
        '勾选若干事项后可以一起催办或转办。先显示确认页，再逐件办理，最后列出哪些办成、哪些没有办成和原因。',
      ],
    ],
    [
      '事项页',
      [
        '每件事项有一个页面：现在到哪一步、由谁办理、经过了哪些环节、期限怎样计算、通知过谁。右侧是您现在可以办理的操作。',
        '打印时按钮和菜单不会印出，各部分依次印在纸上。',
      ],
    ],
    ['通知', ['页面上方显示未读通知的条数。在“通知设置”里选择哪些通知还要发邮件或短信。']],
  ] as [string, string[]][],
  keys: '键盘操作',
  keysLead:
    '所有操作都可以用键盘完成：Tab 键移动，空格键勾选，回车键确定；页面开头有“跳到主要内容”。快捷键默认关闭，开启后在本浏览器有效。',
  keyList: [
    ['M', '我的工作'],
    ['U', '本单位事项'],
    ['N', '通知'],
    ['V', '常用视图'],
    ['F', '到筛选框'],
    ['H', '使用帮助'],
  ] as [string, string][],
  keysOn: '开启快捷键',
  keysOff: '关闭快捷键',
}
type HelpWords = typeof zh
const en: HelpWords = {
  title: 'Help',
  sections: [
    [
      'My work',
      [
        'Begin with ‘To do today’: what is overdue, due today or urged comes first. Choose a title to work on it.',
        '‘3 working days left’ does not count today. How a due date was counted stands on the page of the case, day by day.',
      ],
    ],
    [
      'Unit work',
      [
        'All open cases and tasks of the units where you hold a right. Filter by business, state, unit, person or date; sort by the heads of the columns; choose columns under ‘Columns shown’.',
        'The address keeps the filters. Filters that you use often can be saved as a view, and shared with your unit.',
        'Exported CSV and Excel files are the list as you see it: the same filters, order and columns, but all pages of it.',
        'Tick several cases to urge or hand them on together. You confirm first; then each is done by itself, and you see which were done, which were not, and why.',
      ],
    ],
    [
      'A case',
      [
        'Each case has one page: where it stands, who has it, what happened, how its date was counted, who was told. What you can do now stands at the side.',
        'On paper, buttons and menus are left out and all parts follow each other.',
      ],
    ],
    [
      'Notices',
      [
        'The number of unread notices stands at the top of each page. Choose under ‘Notice settings’ which ones also reach you by mail or text message.',
      ],
    ],
  ],
  keys: 'Keyboard',
  keysLead:
    'Everything can be done by keyboard: Tab moves, Space ticks, Enter confirms; each page begins with ‘Skip to main content’. Shortcuts are off until you switch them on, for this browser.',
  keyList: [
    ['M', 'My work'],
    ['U', 'Unit work'],
    ['N', 'Notices'],
    ['V', 'Saved views'],
    ['F', 'To the filters'],
    ['H', 'Help'],
  ],
  keysOn: 'Switch shortcuts on',
  keysOff: 'Switch shortcuts off',
}

export const helpMessages: Readonly<Record<Locale, HelpWords>> = { 'zh-CN': zh, en }
