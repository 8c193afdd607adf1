import type { FC } from 'hono/jsx'
import { chineseDay } from '../../kernel/calendar/day.ts'
import { enclosureLines, type PrintedLetter, salutation } from '../letter-word.ts'

/** A letter as on paper. `name`: whom it addresses, masked or in full; '': nobody. Chinese, whatever language the page around it has. */
export const LetterPaper: FC<{ letter: PrintedLetter; name: string }> = ({ letter, name }) => {
  const { title, document_number, legal_day, content } = letter
  if (content === null) return null
  return (
    <article class="mj-letter" lang="zh-CN">
      <h2 class="mj-letter__title">{title}</h2>
      {document_number !== null && <p class="mj-letter__number">{document_number}</p>}
      {name !== '' && <p class="mj-letter__to">{salutation(name)}</p>}
      {content.paragraphs.map(text => (
        <p class="mj-letter__text">{text}</p>
      ))}
      {content.enclosures.length > 0 && (
        <ul class="mj-letter__enclosures">
          {enclosureLines(content.enclosures).map(line => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      <p class="mj-letter__signed">
        {content.agency}
        <br />
        <time datetime={legal_day}>{chineseDay(legal_day)}</time>
      </p>
      {content.contact !== '' && <p class="mj-letter__contact">{content.contact}</p>}
    </article>
  )
}
