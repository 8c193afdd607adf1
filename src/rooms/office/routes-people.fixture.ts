import { randomBytes } from 'node:crypto'
import type { RouteExamples } from '../../../test/routes.ts'
import type { World } from '../../../test/world.ts'
import type { Actor } from '../../kernel/org/actor.ts'
import { propose } from '../../kernel/org/agreements.ts'
import { setContact } from '../../kernel/org/contacts.ts'
import { enterPerson } from '../../kernel/org/people-change.ts'
import { beginFactor } from '../../kernel/org/second-factor.ts'
import { establishPost, establishUnit } from '../../kernel/org/units-change.ts'

/** One request for each route of the administration of people and of one's own account. */
export const peopleExamples: RouteExamples = async w => {
  const { system } = w.cast
  const unit = await w.run(system, establishUnit, {
    parent_id: w.cast.city.id,
    code: 'routes-unit',
    name: '路线局',
    short_name: '路线局',
    level: 'city',
    kind: 'test',
  })
  const empty = await w.run(system, establishPost, { unit_id: unit.id, name: '空岗' })
  const post = await w.run(system, establishPost, { unit_id: unit.id, name: '科员' })
  const day = w.clock.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString()
  const enter = (name: string, sign_in_name: string) =>
    w.run(system, enterPerson, { name, post_id: post, valid_from: day, sign_in_name, one_time_password: 'some words in a row' })
  const colleague = await enter('许某', 'routes-xu')
  const disabled = await enter('何某', 'routes-he')
  await w.db.updateTable('kernel.accounts').set({ disabled_on: '2020-01-01' }).where('person_id', '=', disabled).execute()
  await w.run(system, setContact, { person_id: colleague, kind: 'phone', value: '13800005678' })
  const grant = await w.db
    .insertInto('kernel.grants')
    .values({ person_id: colleague, role: 'author', unit_id: unit.id, valid_from: '2020-01-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const zheng = await accountOf(w, w.cast.zheng)
  const li = `test-${w.cast.li.person_id}`
  await w.run(w.cast.zheng, beginFactor, zheng)
  const passkey = await w.db
    .insertInto('kernel.passkeys')
    .values({ account_id: zheng, credential_id: 'routes', public_key: randomBytes(10), counter: 0, name: '钥匙' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const [own, others] = [await sessionFor(w, await accountOf(w, w.cast.zhou)), await sessionFor(w, await accountOf(w, w.cast.zhao))]
  const proposals: number[] = []
  for (const [act, person_id] of [
    ['relax_second_factor', null],
    ['remove_factors', w.cast.security.person_id],
  ] as const) {
    const { id } = await w.run(w.cast.audit, propose, { act, person_id, reason: '试验' })
    proposals.push(id)
  }
  const at = {
    unit: `/desk/units/${unit.id}`,
    person: `/desk/people/${colleague}`,
    gone: `/desk/people/${disabled}`,
    post: `/desk/posts/${post}`,
  }
  const holding = `${at.post}/holdings/${colleague}/${day}/endings`
  const by = (as: 'system' | 'security' | 'zheng', where?: string) => (where === undefined ? { as } : { as, at: where })
  return {
    'GET /desk/units': by('system'),
    'GET /desk/units.csv': by('system'),
    'GET /desk/units.xlsx': by('system'),
    'GET /desk/units/new': by('system'),
    'POST /desk/units': { as: 'system', form: { ...unitFacts, parent: 'test-city', code: 'routes-new', name: '新局', short_name: '新局' } },
    'GET /desk/units/:id': by('system', at.unit),
    'GET /desk/units/:id/edit': by('system', `${at.unit}/edit`),
    'POST /desk/units/:id/amendments': { as: 'system', at: `${at.unit}/amendments`, form: { ...unitFacts, phone: '0000-1234567' } },
    'GET /desk/units/:id/names/new': by('system', `${at.unit}/names/new`),
    'POST /desk/units/:id/names': { as: 'system', at: `${at.unit}/names`, form: { name: '改名局', short_name: '改名局' } },
    'GET /desk/units/:id/moves/new': by('system', `${at.unit}/moves/new`),
    'POST /desk/units/:id/moves': { as: 'system', at: `${at.unit}/moves`, form: { parent: 'test-county' } },
    'GET /desk/units/:id/closures/new': by('system', `${at.unit}/closures/new`),
    'POST /desk/units/:id/closures': { as: 'system', at: `${at.unit}/closures`, answers: [409] }, // people are still in it
    'GET /desk/units/:id/posts/new': by('system', `${at.unit}/posts/new`),
    'POST /desk/units/:id/posts': { as: 'system', at: `${at.unit}/posts`, form: { name: '新岗' } },
    'GET /desk/posts/:id/names/new': by('system', `${at.post}/names/new`),
    'POST /desk/posts/:id/names': { as: 'system', at: `${at.post}/names`, form: { name: '一级科员' } },
    'GET /desk/posts/:id/closures/new': by('system', `${at.post}/closures/new`),
    'POST /desk/posts/:id/closures': by('system', `/desk/posts/${empty}/closures`),
    'GET /desk/people': by('system'),
    'GET /desk/people.csv': by('system'),
    'GET /desk/people.xlsx': by('system'),
    'GET /desk/people/new': by('system'),
    'POST /desk/people': {
      as: 'system',
      form: { post_id: String(post), name: '新某', valid_from: day, sign_in_name: 'routes-new', one_time_password: 'some words in a row' },
    },
    'GET /desk/people/:id': by('system', at.person),
    'GET /desk/people/:id/names/new': by('system', `${at.person}/names/new`),
    'POST /desk/people/:id/names': { as: 'system', at: `${at.person}/names`, form: { name: '许又某' } },
    'GET /desk/people/:id/passwords/new': by('system', `${at.person}/passwords/new`),
    'POST /desk/people/:id/passwords': { as: 'system', at: `${at.person}/passwords`, form: { one_time_password: 'other words in a row' } },
    'GET /desk/people/:id/enablings/new': by('system', `${at.gone}/enablings/new`),
    'POST /desk/people/:id/enablings': { as: 'system', at: `${at.gone}/enablings`, form: { one_time_password: 'some words in a row' } },
    'GET /desk/people/:id/disablings/new': by('system', `${at.gone}/disablings/new`),
    'POST /desk/people/:id/disablings': { as: 'system', at: `${at.gone}/disablings`, form: { reason: '调离' } },
    'GET /desk/people/:id/looks/new': by('system', `${at.person}/looks/new`),
    'POST /desk/people/:id/looks': { as: 'system', at: `${at.person}/looks`, form: { kind: 'phone', reason: '核对' }, answers: [200] },
    'GET /desk/posts/:id/holdings/new': by('system', `${at.post}/holdings/new`),
    'POST /desk/posts/:id/holdings': { as: 'system', at: `${at.post}/holdings`, form: { sign_in_name: li, valid_from: day } },
    'GET /desk/posts/:id/holdings/:person/:from/endings/new': by('system', `${holding}/new`),
    'POST /desk/posts/:id/holdings/:person/:from/endings': { as: 'system', at: holding, form: { on: day } },
    'GET /desk/roles': by('zheng'),
    'GET /desk/roles.csv': by('zheng'),
    'GET /desk/grants': by('security'),
    'GET /desk/grants.csv': by('security'),
    'GET /desk/grants.xlsx': by('security'),
    'GET /desk/grants/new': by('security'),
    'POST /desk/grants': { as: 'security', form: { sign_in_name: li, role: 'reviewer', unit: 'test-county', valid_from: day } },
    'GET /desk/grants/:id/endings/new': by('security', `/desk/grants/${grant.id}/endings/new`),
    'POST /desk/grants/:id/endings': { as: 'security', at: `/desk/grants/${grant.id}/endings`, form: { reason: '调离' } },
    'GET /desk/policies': by('security'),
    'POST /desk/policies': by('security'),
    'GET /desk/administrators': by('security'),
    'GET /desk/administrators/:id/proposals/new': by('security', `/desk/administrators/${w.cast.audit.person_id}/proposals/new`),
    'POST /desk/administrators/:id/proposals': {
      as: 'security',
      at: `/desk/administrators/${w.cast.audit.person_id}/proposals`,
      form: { act: 'remove_factors', reason: '遗失' },
    },
    'POST /desk/proposals/:id/consents': by('security', `/desk/proposals/${proposals[0]}/consents`),
    'POST /desk/proposals/:id/closures': by('security', `/desk/proposals/${proposals[1]}/closures`),
    'GET /desk/sessions': by('security'),
    'POST /desk/sessions/:id/endings': by('security', `/desk/sessions/${others}/endings`),
    'POST /desk/locks/:id/endings': by('security', `/desk/locks/${await accountById(w, colleague)}/endings`),
    'GET /desk/sessions/people/:id/losses/new': by('security', `/desk/sessions/people/${colleague}/losses/new`),
    'POST /desk/sessions/people/:id/losses': { as: 'security', at: `/desk/sessions/people/${colleague}/losses`, form: { reason: '遗失' } },
    ...ownAccount({ session: own, passkey: passkey.id }),
    ...stages,
  }
}

const unitFacts = { level: 'city', kind: 'test' } as const

const ownAccount = ({ session, passkey }: { session: number; passkey: number }) =>
  ({
    'GET /desk/account': { as: 'zheng' },
    'GET /desk/account/passwords/new': { as: 'zheng' },
    'POST /desk/account/passwords': { as: 'zheng' },
    'GET /desk/account/factors/new': { as: 'zheng' },
    'POST /desk/account/factors': { as: 'zheng' },
    'GET /desk/account/factors/codes/new': { as: 'zheng' },
    'GET /desk/account/factors/picture.svg': { as: 'zheng' },
    'POST /desk/account/factors/codes': { as: 'zheng' },
    'GET /desk/account/factors/removals/new': { as: 'zheng' },
    'POST /desk/account/factors/removals': { as: 'zheng' },
    'GET /desk/account/factors/recovery-codes/new': { as: 'zheng' },
    'POST /desk/account/factors/recovery-codes': { as: 'zheng' },
    'POST /desk/account/passkeys/challenges': { as: 'zheng', answers: [422] }, // the password is asked first
    'POST /desk/account/passkeys': { as: 'zheng' },
    'GET /desk/account/passkeys/:id/names/new': { as: 'zheng', at: `/desk/account/passkeys/${passkey}/names/new` },
    'POST /desk/account/passkeys/:id/names': { as: 'zheng', at: `/desk/account/passkeys/${passkey}/names`, form: { name: '手机' } },
    'POST /desk/account/passkeys/:id/removals': { as: 'zheng', at: `/desk/account/passkeys/${passkey}/removals` },
    'POST /desk/account/sessions/:id/endings': { as: 'zhou', at: `/desk/account/sessions/${session}/endings` },
    'POST /desk/account/sessions/endings': { as: 'zheng' },
    'GET /desk/account/contacts/new': { as: 'zheng' },
    'POST /desk/account/contacts': { as: 'zheng', form: { phone: '13800001234' } },
  }) as const

/** Nobody waits in these: they lead to the beginning. */
const stages = {
  'GET /desk/sign-in/codes': { as: 'public', answers: [303] },
  'POST /desk/sign-in/codes': { as: 'public' },
  'GET /desk/sign-in/passwords': { as: 'public', answers: [303] },
  'POST /desk/sign-in/passwords': { as: 'public' },
  'GET /desk/sign-in/factors': { as: 'public', answers: [303] },
  'POST /desk/sign-in/factors': { as: 'public' },
  'POST /desk/sign-in/factors/passkeys/challenges': { as: 'public', answers: [404] },
  'POST /desk/sign-in/factors/passkeys': { as: 'public' },
  'GET /desk/sign-in/factors/picture.svg': { as: 'public', answers: [404] },
  'POST /desk/sign-in/passkeys/challenges': { as: 'public', answers: [200] },
  'POST /desk/sign-in/passkeys': { as: 'public' },
} as const

const accountOf = (w: World, actor: Actor): Promise<number> => accountById(w, actor.person_id ?? 0)

async function accountById(w: World, person_id: number): Promise<number> {
  const { id } = await w.db.selectFrom('kernel.accounts').select('id').where('person_id', '=', person_id).executeTakeFirstOrThrow()
  return id
}

async function sessionFor(w: World, account_id: number): Promise<number> {
  const expires_at = w.clock.now().add({ hours: 1 }).toString()
  const { id } = await w.db
    .insertInto('kernel.sessions')
    .values({ token_hash: randomBytes(32), account_id, expires_at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
