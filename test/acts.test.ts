import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { house } from '../src/house.ts'
import { actWords, kernelActs } from '../src/kernel/audit/acts.ts'
import { stepNames } from '../src/kernel/cases/process.ts'
import { locales } from '../src/kernel/words.ts'
import { home } from './kept.ts'

// Whatever an act is called in the log, the reader of the log has words for it. The names are found in the sources.

const sources = globSync(['src/**/*.{ts,tsx,sql}', 'demo/**/*.ts'], { cwd: home }).filter(
  file => !/\.(test|fixture|example)\.tsx?$/.test(file),
)
const textOf = (file: string): string => readFileSync(join(home, file), 'utf8')

/** Every way in which a line of the log is written, up to the name of its act. */
const writings = [/(?<!console)\.log\(\s*/g, /\blogRow\(\s*\w+(?:\.\w+)*,\s*/g, /\blogMany\(\s*work,\s*/g, /\blogLine\(\s*work,\s*/g]
/** Where the name is a variable: the helpers themselves, which are called with names; and the names that no call shows. */
const made: Readonly<Record<string, readonly string[]>> = {
  'src/kernel/work.ts: act,': [],
  'src/kernel/cases/record.ts: act,': [],
  'src/kernel/org/people.ts: one,': [],
  'src/kernel/org/people.ts: many,': [],
  'src/kernel/org/agreements.ts: act,': ['reset_password', 'enable_account', 'disable_account', 'remove_factors'], // of two together
}
const name_shape = /^'([a-z]+(?:_[a-z]+)*)'/
/** `${process.business}.open`: words come from the process. */
const step_name = /^`\$\{(process\.)?business\}\./
const namesIn = (file: string): { names: string[]; unread: string[] } => {
  const text = textOf(file)
  const [names, unread]: [string[], string[]] = [[], []]
  for (const writing of writings)
    for (const found of text.matchAll(writing)) {
      const rest = text.slice(found.index + found[0].length, found.index + found[0].length + 120)
      const choice = /^[\w.]+ \? '(\w+)' : '(\w+)'/.exec(rest)
      const pair = found[0].startsWith('logMany') ? /^'(\w+)',\s*'(\w+)'/.exec(rest) : choice
      const one = name_shape.exec(rest)
      if (pair) names.push(...pair.slice(1))
      else if (one?.[1] !== undefined) names.push(one[1])
      else if (!step_name.test(rest)) unread.push(`${file}: ${/^[^\s)]*/.exec(rest)?.[0]}`)
    }
  // Rows written without a command: by SQL of migrations, and where there is no command yet.
  for (const [, act = ''] of text.matchAll(/insert into kernel\.log \(act, subject[^)]*\)\s*values \('(\w+)'/g)) names.push(act)
  for (const [, act = ''] of text.matchAll(/insertInto\('kernel\.log'\)\s*\.values\(\{ act: '(\w+)'/g)) names.push(act)
  return { names, unread }
}
const roomOf = (file: string): string | undefined => /^src\/rooms\/([^/]+)\//.exec(file)?.[1]
const found = sources.map(file => ({ file, ...namesIn(file) }))
const processes = house.flatMap(room => room.processes ?? []).map(({ process }) => process)
const words = actWords({ rooms: house, processes })

describe('an act of the log', () => {
  it('is looked for where acts are', () => {
    expect(found.flatMap(({ names }) => names).length).toBeGreaterThan(90)
    for (const name of ['publish', 'lock_sign_in', 'grant_roles', 'begin_chain', 'migrate', 'found_city', 'release_report', 'sign_out'])
      expect(
        found.some(({ names }) => names.includes(name)),
        name,
      ).toBe(true)
  })

  it('is named where it is written, so that it can be found', () => {
    expect(found.flatMap(({ unread }) => unread).filter(line => !Object.hasOwn(made, line))).toEqual([])
  })

  it('has words in both languages: the kernel’s in the kernel, a room’s in the room or the kernel', () => {
    const wordless = found.flatMap(({ file, names }) => {
      const room = house.find(({ name }) => name === roomOf(file))
      const known: object = { ...kernelActs, ...room?.acts }
      return names.filter(name => !Object.hasOwn(known, name)).map(name => `${file}: ${name}`)
    })
    expect(wordless).toEqual([])
    for (const [name, said] of words) for (const locale of locales) expect(said[locale].trim(), `${name} ${locale}`).not.toBe('')
    for (const [name, said] of words) expect(said['zh-CN'], name).toMatch(/\p{Script=Han}/u)
  })

  it('that is a step of a process, of the common steps or of the system has the step’s words, with the process', () => {
    expect(processes.length).toBeGreaterThan(0)
    for (const process of processes)
      for (const step of [...stepNames(process), 'open', 'redate', 'migrate', 'urge', 'take_back', 'task'])
        expect(words.get(`${process.business}.${step}`)?.en, `${process.business}.${step}`).toContain(process.name.en)
  })

  it('that nobody writes has no words', () => {
    const written = new Set([...found.flatMap(({ names }) => names), ...Object.values(made).flat()])
    const said = [kernelActs, ...house.map(({ acts }) => acts ?? {})].flatMap(Object.keys)
    expect(said.filter(name => !written.has(name))).toEqual([])
  })

  it('is one act only: no two rooms have words for the same name', () => {
    const said = [kernelActs, ...house.map(({ acts }) => acts ?? {})].flatMap(Object.keys)
    expect(said.filter((name, at) => said.indexOf(name) !== at)).toEqual([])
  })
})
