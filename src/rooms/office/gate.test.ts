import { expect, test } from 'vitest'
import { gate } from './gate.ts'

test('lets a few through at once, others wait their turn, the rest are turned away', async () => {
  const through = gate({ at_once: 2, waiting_max: 3 })
  let inside = 0
  let most = 0
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise(resolve => setTimeout(resolve, 5))
    inside -= 1
    return 'done'
  }
  const results = await Promise.allSettled(Array.from({ length: 7 }, () => through(work)))
  expect(results.map(result => result.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ])
  expect(most).toBe(2)
  expect(await through(work)).toBe('done')
})

test('a failure inside gives its place back', async () => {
  const through = gate({ at_once: 1, waiting_max: 0 })
  await expect(through(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await through(async () => 'next')).toBe('next')
})
