import { afterAll, beforeAll, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { contactsOf, lookAtContact, maskedContact, normalContact, openContact, resealContacts, setContact } from './contacts.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

it.each([
  ['phone', '138 0000 5678', '13800005678'],
  ['phone', '+86 13800005678', '13800005678'],
  ['phone', '１３８００００５６７８', '13800005678'],
  ['phone', '0935-8212345', '09358212345'],
  ['phone', '8212345', '8212345'],
  ['phone', '12345', null],
  ['phone', '23800005678', null],
  ['email', 'Li@Example.gov.cn', 'li@example.gov.cn'],
  ['email', 'li@example', null],
  ['email', 'li <li@example.cn>', null],
] as const)('%s %s is %s', (kind, typed, normal) => {
  expect(normalContact(kind, typed)).toBe(normal)
})

it('is masked so that its owner knows it and nobody else', () => {
  expect(maskedContact('phone', '13800005678')).toBe('138****5678')
  expect(maskedContact('phone', '8212345')).toBe('82****')
  expect(maskedContact('email', 'li@example.gov.cn')).toBe('l***@example.gov.cn')
})

it('is kept sealed, shown masked, and each look at it is in the log with its reason', async () => {
  const person_id = w.cast.li.person_id ?? 0
  await w.run(w.cast.system, setContact, { person_id, kind: 'phone', value: '13800005678' })
  const row = await w.db.selectFrom('kernel.contacts').selectAll().where('person_id', '=', person_id).executeTakeFirstOrThrow()
  expect(JSON.stringify({ ...row, sealed: row.sealed.toString('utf8') })).not.toContain('13800005678')
  expect(await w.read(w.cast.system, contactsOf, person_id)).toEqual([{ kind: 'phone', masked: '138****5678' }])
  const looks = () => w.db.selectFrom('kernel.log').selectAll().where('act', '=', 'look_at_personal_data').execute()
  expect(await looks()).toHaveLength(0)
  expect(await w.run(w.cast.security, lookAtContact, { person_id, kind: 'phone', reason: '核对' })).toBe('13800005678')
  expect(await looks()).toMatchObject([
    { subject: `person:${person_id}`, person_id: w.cast.security.person_id, detail: { field: 'phone', reason: '核对' } },
  ])
  await expect(w.run(w.cast.security, lookAtContact, { person_id, kind: 'phone', reason: ' ' })).rejects.toMatchObject({ kind: 'invalid' })
  expect(JSON.stringify(await looks())).not.toContain('13800005678')
})

it('that is none is refused beside its field; an empty one is taken away', async () => {
  const person_id = w.cast.zhao.person_id ?? 0
  await expect(w.run(w.cast.system, setContact, { person_id, kind: 'email', value: 'nobody' })).rejects.toMatchObject({
    kind: 'invalid',
    fields: { email: expect.anything() },
  })
  await w.run(w.cast.system, setContact, { person_id, kind: 'email', value: 'zhao@example.gov.cn' })
  await w.run(w.cast.system, setContact, { person_id, kind: 'email', value: '' })
  expect(await openContact(w.db, w.keys, person_id, 'email')).toBeUndefined()
  await expect(w.run(w.cast.system, lookAtContact, { person_id, kind: 'email', reason: '核对' })).rejects.toMatchObject({
    kind: 'not_found',
  })
})

it('sealed with the newest key needs no sealing anew', async () => {
  expect(await w.run(w.cast.system, resealContacts, 100)).toBe(0)
})
