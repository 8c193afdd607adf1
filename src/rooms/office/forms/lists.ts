import { defineList, type QueryOf } from '../../../kernel/lists/list.ts'
import { noticeKinds } from '../../../kernel/notices/kinds.ts'

// What the lists of the desk can be asked in their addresses.

/** 本单位事项: open cases and tasks of the units in which one works. */
export const unitWorkRules = defineList({
  name: 'unit_work',
  filters: {
    q: { kind: 'text' },
    business: { kind: 'choice' },
    state: { kind: 'choice' },
    unit: { kind: 'choice' },
    kind: { kind: 'choice', values: ['case', 'task'] },
    holder: { kind: 'text' },
    due_before: { kind: 'day' },
    overdue: { kind: 'tick' },
    urged: { kind: 'tick' },
    supervised: { kind: 'tick' },
    unattended: { kind: 'tick' },
  },
  sorts: ['due', 'number', 'title', 'unit', 'received'],
  first: { sort: 'due', down: false },
  columns: ['number', 'title', 'due_on', 'marks', 'business', 'state', 'unit', 'holder', 'received_on', 'kind'],
  shown: ['title', 'due_on', 'marks', 'business', 'state', 'unit', 'holder'],
})
export type UnitWorkQuery = QueryOf<typeof unitWorkRules>

/** 通知: what one was told. */
export const noticeRules = defineList({
  name: 'notices',
  filters: { kind: { kind: 'choice', values: noticeKinds }, unread: { kind: 'tick' } },
  sorts: ['told'],
  first: { sort: 'told', down: true },
  columns: ['words', 'kind', 'told', 'read'],
  shown: ['words', 'kind', 'told', 'read'],
})
export type NoticeQuery = QueryOf<typeof noticeRules>
