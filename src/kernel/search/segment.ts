import type { Look } from '../work.ts'
import { hasWords } from './fold.ts'

type Cutter = { readonly cut: (sentence: string, hmm: boolean) => string[] }
let cutter: Promise<Cutter> | undefined

const names_max = 50_000

/** A Chinese sentence cut into words by jieba, which knows the names of this city's units and divisions. Made when it is first needed: 0.3 s, 60 MB. */
export async function cutWords(look: Look, folded: string): Promise<string[]> {
  cutter ??= makeCutter(look).catch((error: unknown) => {
    cutter = undefined
    throw error
  })
  const words = (await cutter).cut(folded, true).map(word => word.trim())
  return [...new Set(words.filter(word => hasWords(word) && [...word].length > 1 && !empty.has(word)))]
}

async function makeCutter(look: Look): Promise<Cutter> {
  const [{ Jieba }, { dict }, units, divisions] = await Promise.all([
    import('@node-rs/jieba'),
    import('@node-rs/jieba/dict.js'),
    look.db.selectFrom('kernel.units').select(['name', 'short_name']).limit(names_max).execute(),
    look.db.selectFrom('kernel.divisions').select('name').limit(names_max).execute(),
  ])
  const names = new Set([...units.flatMap(unit => [unit.name, unit.short_name]), ...divisions.map(({ name }) => name)])
  const jieba = Jieba.withDict(dict)
  const lines = [...names].filter(name => /^\p{Script=Han}{2,12}$/u.test(name)).map(name => `${name} 10000 ns`)
  if (lines.length > 0) jieba.loadDict(Buffer.from(`${lines.join('\n')}\n`))
  return jieba
}

/** Words with which questions are put, and which say nothing of what is sought. */
const empty = new Set(
  '怎么 怎样 如何 什么 哪些 哪里 哪儿 为什么 多少 是否 可以 能否 请问 我要 我想 想要 需要 关于 有关 以及 或者 还是 一个 一下 这个 那个 进行'.split(
    ' ',
  ),
)
