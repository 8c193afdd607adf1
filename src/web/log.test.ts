import { describe, expect, it } from 'vitest'
import { type World, world } from '../../test/world.ts'
import { describeError, programLog } from './log.ts'

const written = (error: unknown): string => {
  let text = ''
  const write = (line: string) => {
    text += line
  }
  programLog({ write }).error({ id: '12ab', err: error, path: '/desk' }, 'fault')
  return text
}

describe('the program’s log', () => {
  it('tells of an error what helps to mend it', () => {
    const told: unknown = JSON.parse(written(new TypeError('x is no function', { cause: new Error('because') })))
    expect(told).toMatchObject({
      id: '12ab',
      path: '/desk',
      err: { type: 'TypeError', message: 'x is no function', cause: { message: 'because' } },
    })
    expect(JSON.stringify(told)).toContain('log.test.ts')
  })

  it('leaves out what hangs on an error beside that', () => {
    const error = Object.assign(new Error('broken'), {
      parameters: ['王某'],
      row: { name: '王某' },
      input: '王某',
      detail: 'Key (name)=(王某)',
    })
    expect(written(error)).not.toContain('王某')
    expect(written('王某')).not.toContain('王某')
    expect(written({ name: '王某' })).not.toContain('王某')
  })

  it('is bounded, also where errors cause one another', () => {
    const error = new Error('x'.repeat(10_000))
    error.cause = error
    expect(written(error).length).toBeLessThan(20_000)
  })

  it.each([
    ['a value that a column cannot take', `insert into kernel.people (id, name) values ('王某', 'x')`, '22P02'],
    ['a value that is there already', `insert into kernel.accounts (person_id, sign_in_name, password_hash) values (1, '王某', 'x')`, '23'],
    ['a date that is none', `select '王某'::date`, '22007'],
  ])('names no value when PostgreSQL refuses %s', async (_, statement, code) => {
    const w: World = await world()
    try {
      const { sql } = await import('kysely')
      const error: unknown = await sql
        .raw(statement)
        .execute(w.db)
        .catch((thrown: unknown) => thrown)
      expect(String(describeError(error).code)).toMatch(new RegExp(`^${code}`))
      expect(written(error)).not.toContain('王某')
    } finally {
      await w.drop()
    }
  })
})
