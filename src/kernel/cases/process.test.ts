import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Words } from '../words.ts'
import { defineProcess, faults, isEnded, type Process, stepNames, stepsOpen } from './process.ts'
import { request, review } from './processes.example.ts'

const name: Words = { 'zh-CN': '名', en: 'name' }

describe('a process', () => {
  test('offers the steps of a state in the order of the table', () => {
    expect(stepsOpen(review, 'reviewing')).toEqual(['pass', 'return_to_author', 'withdraw'])
    expect(stepsOpen(review, 'released')).toEqual([])
    expect(stepsOpen(review, 'no such state')).toEqual([])
    expect(isEnded(review, 'released') && !isEnded(review, 'signed')).toBe(true)
  })

  test('knows its names as types', () => {
    expectTypeOf(stepNames(request)).toEqualTypeOf<
      ('handle' | 'ask_supplement' | 'supplement' | 'consult' | 'conclude' | 'extend' | 'delay' | 'answer' | 'lapse')[]
    >()
    expectTypeOf(review.first).toEqualTypeOf<'drafting' | 'reviewing' | 'approved' | 'signed' | 'released' | 'withdrawn'>()
  })

  test('does not compile with a wrong state, step, join or right', () => {
    const states = { open: { name }, closed: { name } } as const
    const close = { name, from: ['open'], to: 'closed', by: 'desk.open' } as const
    const frame = { business: 'test', name, first: 'open', ends: ['closed'], states } as const
    expect(faults(defineProcess({ ...frame, steps: { close } }))).toEqual([])
    // @ts-expect-error: no such first state
    defineProcess({ ...frame, first: 'opened', steps: { close } })
    // @ts-expect-error: no such end
    defineProcess({ ...frame, ends: ['shut'], steps: { close } })
    // @ts-expect-error: no such state to come from
    defineProcess({ ...frame, steps: { close: { ...close, from: ['opened'] } } })
    // @ts-expect-error: no such state to go to
    defineProcess({ ...frame, steps: { close: { ...close, to: 'shut' } } })
    // @ts-expect-error: no such right
    defineProcess({ ...frame, steps: { close: { ...close, by: 'desk.opn' } } })
    // @ts-expect-error: a case is ended by its state, not by a mark of its own
    defineProcess({ ...frame, steps: { close: { ...close, clock: 'end' } } })
    // @ts-expect-error: no such step to join with
    defineProcess({ ...frame, states: { ...states, open: { name, joins: 'closee' } }, steps: { close } })
    // @ts-expect-error: a button without an English label
    defineProcess({ ...frame, steps: { close: { ...close, name: { 'zh-CN': '办结' } } } })
  })
})

describe('the soundness of a process', () => {
  const step = (from: string[], to: string, more: object = {}) => ({ name, from, to, by: 'desk.open' as const, ...more })
  const sound: Process = {
    business: 'test',
    name,
    version: 1,
    first: 'a',
    ends: ['z'],
    states: { a: { name }, z: { name } },
    steps: { go: step(['a'], 'z') },
  }

  test('is found in the examples', () => {
    expect(faults(sound)).toEqual([])
    expect(faults(review)).toEqual([])
    expect(faults(request)).toEqual([])
  })

  test.each<[string, Partial<Process>]>([
    ['state b cannot be reached', { states: { ...sound.states, b: { name } }, steps: { ...sound.steps, leave: step(['b'], 'z') } }],
    [
      'from state b no end can be reached',
      { states: { ...sound.states, b: { name } }, steps: { ...sound.steps, stray: step(['a'], 'b') } },
    ],
    ['state z is an end, yet steps lead on from it', { steps: { ...sound.steps, again: step(['z'], 'a') } }],
    ['the first state is an end', { first: 'z' }],
    ['there is no end', { ends: [] }],
    ['step go names the unknown state y', { steps: { go: step(['a', 'y'], 'z') } }],
    ['step lost starts from no state', { steps: { ...sound.steps, lost: step([], 'z') } }],
    ["a step may not be called 'open'", { steps: { open: step(['a'], 'z') } }],
    ['step go has no name in en', { steps: { go: { ...step(['a'], 'z'), name: { 'zh-CN': '办', en: ' ' } } } }],
    [
      'state a is joined by go, which does not start from it',
      { states: { a: { name, joins: 'go' }, z: { name } }, steps: { go: step([], 'z') } },
    ],
    ['state a joins tasks, but no step hands any out', { states: { a: { name, joins: 'go' }, z: { name } } }],
    [
      'step ask hands out tasks, but state a does not join them',
      { steps: { ...sound.steps, ask: step(['a'], 'a', { hands_out: { by: 'desk.open' } }) } },
    ],
    ['time is excluded, but never included again', { steps: { ...sound.steps, pause: step(['a'], 'a', { clock: 'exclude' }) } }],
    ['the clock restarts, but never stops', { steps: { ...sound.steps, again: step(['a'], 'a', { clock: 'restart' }) } }],
    ['step go ends the case, which ends the clock; it cannot also stop it', { steps: { go: step(['a'], 'z', { clock: 'stop' }) } }],
  ])('%s', (fault, change) => {
    expect(faults({ ...sound, ...change })).toContain(fault)
  })
})
