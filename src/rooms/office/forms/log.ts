import { defineList, type QueryOf } from '../../../kernel/lists/list.ts'

/** 操作日志, as its address asks for it. */
export const logRules = defineList({
  name: 'log',
  filters: {
    act: { kind: 'choice' },
    person: { kind: 'text' },
    subject: { kind: 'text' },
    from: { kind: 'day' },
    to: { kind: 'day' },
  },
  sorts: ['at'],
  first: { sort: 'at', down: true },
  columns: ['at', 'person', 'act', 'subject', 'detail', 'id'],
  shown: ['at', 'person', 'act', 'subject', 'detail'],
})
export type LogQuery = QueryOf<typeof logRules>
