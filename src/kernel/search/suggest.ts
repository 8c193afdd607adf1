import { sql } from 'kysely'
import type { Look } from '../work.ts'
import { all, Matching, newestMatches } from './find.ts'
import { fold } from './fold.ts'
import { readQuery } from './query.ts'

const looked_at = 200
const words_max = 5
const titles_max = 5
const alike_max = 3

/**
 * Ways to go on from what is being typed: the key words with it that are most frequent among the newest items, then the newest titles. All of it
 * is read from items that are open to all at this moment, so nothing of a withdrawn one is told.
 */
export async function suggestions(look: Look, typed: string): Promise<string[]> {
  const { words } = readQuery(typed)
  if (words.length === 0) return []
  const wanted = { words, excluded: [], narrowing: {} }
  const [anywhere, inTitle] = await Promise.all([
    newestMatches(look, new Matching(wanted, 'text'), { limit: looked_at, spread: false }),
    newestMatches(look, new Matching(wanted, 'title'), { limit: titles_max, spread: false }),
  ])
  const last = words.at(-1) ?? ''
  const rows = await all<{ text: string }>(
    look,
    sql`(select k.word as text from kernel.publications as p, unnest(p.keywords) as k(word)
        where p.id = any(${anywhere.ids}::bigint[]) and kernel.is_open_to_all(p) and position(${last} in lower(normalize(k.word, nfkc))) > 0
        group by k.word order by count(*) desc, k.word limit ${words_max})
      union all
      (select p.title from kernel.publications as p where p.id = any(${inTitle.ids}::bigint[]) and kernel.is_open_to_all(p)
        order by p.published_on desc, p.id desc)`,
  )
  return [...new Set(rows.map(row => row.text))].filter(text => fold(text) !== fold(typed.trim()))
}

/** What may have been meant, when nothing was found: key words that look alike, and by which something is found. */
export async function alike(look: Look, typed: string): Promise<string[]> {
  const { words } = readQuery(typed)
  if (words.length === 0) return []
  const near = await look.db
    .selectFrom('kernel.search_words')
    .select('word')
    .where(sql<boolean>`word % ${typed}`)
    .orderBy(sql`similarity(word, ${typed})`, 'desc')
    .orderBy('documents', 'desc')
    .limit(2 * alike_max)
    .execute()
  const found = await Promise.all(near.map(async ({ word }) => ((await isFound(look, word)) ? [word] : [])))
  return found
    .flat()
    .filter(word => fold(word) !== fold(typed))
    .slice(0, alike_max)
}

/** Whether anything open to all has the word. */
export async function isFound(look: Look, word: string, narrowing = {}): Promise<boolean> {
  const { words } = readQuery(`"${word}"`)
  if (words.length === 0) return false
  return (await newestMatches(look, new Matching({ words, excluded: [], narrowing }, 'text'), { limit: 1, spread: false })).ids.length > 0
}
