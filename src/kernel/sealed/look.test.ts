import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home } from '../../../test/kept.ts'
import { type World, world } from '../../../test/world.ts'
import { lookAtSealed } from './look.ts'

describe('sealed personal data', () => {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: home }).filter(file => !/\.test\.tsx?$/.test(file))
  const naming = (name: RegExp) => files.filter(file => name.test(readFileSync(join(home, file), 'utf8'))).sort()

  it('are opened in these files only: a room calls lookAtSealed, which writes the look into the log', () => {
    expect(naming(/unseal/)).toEqual([
      'src/kernel/imports/behind.ts', // one-time passwords that were just made, given once to who made them, with a line of their own
      'src/kernel/org/agreements.ts', // half of a password, made whole and hashed: nobody sees it
      'src/kernel/org/contacts.ts', // for machines that send
      'src/kernel/org/second-factor.ts', // to check a code; one's own, to be put into the authenticator
      'src/kernel/sealed/anew.ts', // nobody sees it
      'src/kernel/sealed/keyring.ts',
      'src/kernel/sealed/look.ts',
    ])
  })

  it('of contacts are opened without a line of the log by the machine that sends letters, and by nobody else', () => {
    expect(naming(/\bopenContact\b/)).toEqual(['src/kernel/notices/jobs.ts', 'src/kernel/org/contacts.ts'])
  })

  it('of a second factor are shown by the pages of one’s own account and sign-in only', () => {
    expect(naming(/import \{[^}]*\benrolment\b[^}]*\} from '[^']*second-factor\.ts'/)).toEqual([
      'src/rooms/office/desk/account.tsx',
      'src/rooms/office/desk/sign-in-stages.tsx',
    ])
  })
})

describe('a look', () => {
  let w: World
  beforeAll(async () => {
    w = await world()
  })
  afterAll(() => w.drop())
  const looks = () =>
    w.db
      .selectFrom('kernel.log')
      .select(['subject', 'person_id', 'detail'])
      .where('act', '=', 'look_at_personal_data')
      .orderBy('id')
      .execute()
  const sealed = (field: string, value: string) => ({ field, sealed: w.keys.seal(value, `test:1:${field}`), about: `test:1:${field}` })

  it('opens several fields and leaves one line: who, at whose, at what, why', async () => {
    const fields = [sealed('name', '王某'), sealed('phone', '13800005678')]
    const seen = await w.run(w.cast.li, lookAtSealed, { subject: 'request:1', reason: '制作答复书', fields })
    expect(Object.fromEntries(seen)).toEqual({ name: '王某', phone: '13800005678' })
    const detail = { field: 'name phone', reason: '制作答复书' }
    expect(await looks()).toEqual([{ subject: 'request:1', person_id: w.cast.li.person_id, detail }])
    expect(JSON.stringify(await looks())).not.toMatch(/王某|1380000/)
  })

  it('without a reason opens nothing, and what was spoilt is no look', async () => {
    const before = await looks()
    const fields = [sealed('name', '王某')]
    await expect(w.run(w.cast.li, lookAtSealed, { subject: 'request:1', reason: ' ', fields })).rejects.toMatchObject({ kind: 'invalid' })
    const moved = [{ field: 'name', sealed: w.keys.seal('王某', 'test:2:name'), about: 'test:1:name' }]
    await expect(w.run(w.cast.li, lookAtSealed, { subject: 'request:1', reason: '核对', fields: moved })).rejects.toThrow()
    expect(await looks()).toEqual(before)
  })
})
