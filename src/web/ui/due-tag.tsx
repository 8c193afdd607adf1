import type { FC } from 'hono/jsx'
import { Tag } from './tag.tsx'

export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow'
/** The text must say the state by itself (逾期2天): colour is never the only sign. */
export type DueTagProps = { text: string; colour: TagColour }

export const DueTag: FC<DueTagProps> = ({ text, colour }) => <Tag classes={`mj-due govuk-tag--${colour}`} text={text} />
