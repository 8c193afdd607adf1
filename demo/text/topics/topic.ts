import { type Seasonal, seasonalLines, words } from '../words.ts'

/** What a kind of department works on. All of it is ordinary civic business; no persons, no slogans. */
export type Topic = {
  /** Where its places lie. */
  readonly where: 'rural' | 'urban' | 'any'
  /** Work, fits 开展… and …工作. */
  readonly subjects: Seasonal
  /** What is looked at, improved or explained. */
  readonly things: Seasonal
  /** Kinds of places, fit after a town's name. */
  readonly sites: Seasonal
  readonly people: Seasonal
  /** Matters of a notice, fit 关于…的通知. */
  readonly matters: Seasonal
  /** Matters of a policy, fit 加强…工作 and …实施方案. */
  readonly policies: Seasonal
  /** Whole sentences with slots. */
  readonly facts: Seasonal
  /** Advice to citizens, one or two sentences. */
  readonly tips: Seasonal
}

type TopicText = Record<'subjects' | 'things' | 'sites' | 'people' | 'matters' | 'policies' | 'facts' | 'tips', string>

export const topic = (where: Topic['where'], text: TopicText): Topic => ({
  where,
  subjects: words(text.subjects),
  things: words(text.things),
  sites: words(text.sites),
  people: words(text.people),
  matters: words(text.matters),
  policies: words(text.policies),
  facts: seasonalLines(text.facts),
  tips: seasonalLines(text.tips),
})
