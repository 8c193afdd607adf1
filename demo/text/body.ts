/** Turns lists of sentence templates into paragraphs. */
import type { Piece } from './kinds.ts'
import { ofMonth, type Scene } from './scene.ts'
import { render } from './template.ts'

/** Body lengths in Chinese characters, spaces and digits not counted. */
export const LENGTH = { least: 200, most: 1500 } as const

export function chineseLength(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x4e00 && code <= 0x9fff) count++
  }
  return count
}

export type Part = {
  readonly from: readonly string[]
  /** How many sentences, least and most. */
  readonly count: readonly [number, number]
  /** As one paragraph (default), or one each, numbered 一、二、三. */
  readonly as?: 'paragraph' | 'numbered'
}

const NUMERALS = [...'一二三四五六七八九十', '十一', '十二']

/** What has been said so far: templates are not said twice, and numbered paragraphs count on through the whole text. */
type Said = { readonly texts: Set<string>; numbered: number }

function paragraphs(scene: Scene, part: Part, said: Said): string[] {
  const [least, most] = part.count
  const drawn = scene.random.some(part.from, scene.random.int(least, most))
  for (const text of drawn) said.texts.add(text)
  const sentences = drawn.map(text => render(text, scene))
  if (part.as === 'numbered') return sentences.map(sentence => `${NUMERALS[said.numbered++] ?? '另'}、${sentence}`)
  return [sentences.join('')]
}

/** The topic's own facts of this month. */
export const facts = (scene: Scene) => ofMonth(scene.topic.facts, scene.month)

/** Adds facts of the topic until the body reaches the least length: before the last paragraph, where closings stand. */
function fill(scene: Scene, body: string[], said: Said): string[] {
  let length = body.reduce((sum, text) => sum + chineseLength(text), 0)
  if (length >= LENGTH.least) return body
  const extra: string[] = []
  const more = [...scene.random.shuffle(facts(scene)), ...FILLERS].filter(text => !said.texts.has(text))
  for (const text of more) {
    const sentence = render(text, scene)
    extra.push(sentence)
    length += chineseLength(sentence)
    if (length >= LENGTH.least) break
  }
  return [...body.slice(0, -1), extra.join(''), ...body.slice(-1)]
}

const FILLERS = [
  '相关资料已整理归档，公众可以到公开查阅点查看，也可以在网站对应栏目下载。',
  '{unit}将根据实际进展及时更新信息，并在网站说明更新的内容和时间，方便群众了解。',
  '{people}可以在办公时间来电或到现场咨询，工作人员会逐项说明。',
]

/** `summary` is the first sentence of the body unless the kind has a better one. */
export function piece(scene: Scene, title: string, parts: readonly Part[], keywords: readonly string[] = []): Piece {
  const said: Said = { texts: new Set(), numbered: 0 }
  const spoken = parts.flatMap(part => paragraphs(scene, part, said))
  const body = fill(scene, spoken, said)
  const first = body[0] ?? ''
  const stop = first.indexOf('。')
  return {
    title,
    summary: stop > 0 ? first.slice(0, stop + 1) : first,
    paragraphs: body,
    keywords: [...new Set([...keywords, scene.subject, scene.thing, scene.town].filter(word => word !== ''))],
  }
}

export const titled = (scene: Scene, titles: readonly string[]) => render(scene.random.pick(titles), scene)
