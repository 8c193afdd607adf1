import type { FC } from 'hono/jsx'
import { zone } from '../../../kernel/calendar/day.ts'
import type { View } from '../../../web/env.ts'
import { DueTag } from '../../../web/ui/due-tag.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { deskMessages } from '../messages/desk.ts'
import { messages } from '../messages/index.ts'
import type { UnattendedWhy } from '../queries/unattended.ts'
import type { Due } from '../rules.ts'

/** The due state in words; the colour says the same once more. */
export const dueText = (view: Pick<View, 'locale'>, due: Due): string => {
  const m = messages[view.locale]
  return due.colour === 'red' ? m.daysLate(due.days_late) : m.daysLeft(due.working_days_left)
}

/** The due day with how urgent it is. */
export const DueCell: FC<{ view: View; due_on: string | null; due: Due | null }> = ({ view, due_on, due }) => {
  if (due_on === null || due === null) return <>{messages[view.locale].noDue}</>
  return (
    <>
      <span class="mj-number">{due_on}</span> <DueTag colour={due.colour} text={dueText(view, due)} />
    </>
  )
}

type Marked = {
  readonly urged: boolean
  readonly supervised: boolean
  readonly suspended?: boolean
  /** Why nobody attends to it. */
  readonly unattended?: UnattendedWhy | null
}

export const markWords = (locale: View['locale'], row: Marked): string[] => {
  const m = deskMessages[locale]
  const { supervised, urged, suspended, unattended } = row
  return [supervised && m.supervised, urged && m.urged, unattended && m.unattended[unattended], suspended === true && m.suspended].filter(
    text => typeof text === 'string',
  )
}

/** 催办、督办、挂起 as tags. */
export const Marks: FC<{ view: View; row: Marked }> = ({ view, row }) => {
  const m = deskMessages[view.locale]
  return (
    <>
      {row.supervised && <Tag classes="govuk-tag--red" text={m.supervised} />}{' '}
      {row.urged && <Tag classes="govuk-tag--orange" text={m.urged} />}{' '}
      {row.unattended && <Tag classes="govuk-tag--purple" text={m.unattended[row.unattended]} />}{' '}
      {row.suspended === true && <Tag classes="govuk-tag--grey" text={m.suspended} />}
    </>
  )
}

/** An instant as the clock in China shows it: 2018-12-28 09:30. */
export const instantText = (instant: string): string => {
  const at = Temporal.Instant.from(instant.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')).toZonedDateTimeISO(zone)
  return `${at.toPlainDate().toString()} ${at.toPlainTime().toString().slice(0, 5)}`
}
