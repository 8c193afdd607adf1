import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { createApp } from '../src/app.ts'
import type { Database } from '../src/db/connect.ts'
import { jobQueue } from '../src/jobs.ts'
import { seedCalendar } from '../src/kernel/calendar/chinese-days.ts'
import type { FigureBook } from '../src/kernel/figures/book.ts'
import { type Actor, type Role, thePublic } from '../src/kernel/org/actor.ts'
import { tokenHash } from '../src/kernel/org/tokens.ts'
import type { NewPublication } from '../src/kernel/publications/publish.ts'
import type { Keyring } from '../src/kernel/sealed/keyring.ts'
import type { Read, Run } from '../src/kernel/work.ts'
import type { Env, House } from '../src/web/env.ts'
import { log } from '../src/web/log.ts'
import { cloneDatabase, type Template } from './database.ts'
import { type TestFiles, testFiles } from './files.ts'
import { testKeys } from './keys.ts'

/** The clock of a test: real time, moved by hand. The database's own clock stays real, as recorded instants must. */
export class TestClock {
  #offset = Temporal.Duration.from({ seconds: 0 })
  readonly now = (): Temporal.Instant => Temporal.Now.instant().add(this.#offset)
  readonly move = (by: Temporal.DurationLike): void => {
    this.#offset = this.#offset.add(Temporal.Duration.from(by))
  }
}

export type Sent = { readonly as?: Actor; readonly lang?: 'en' | 'zh-CN'; readonly headers?: Readonly<Record<string, string>> }

export type World = {
  readonly app: Hono<Env>
  readonly house: House
  readonly keys: Keyring
  readonly run: Run
  readonly read: Read
  readonly figures: FigureBook
  readonly db: Database['db']
  readonly database: Database
  readonly clock: TestClock
  readonly cast: Cast
  readonly files: TestFiles
  readonly get: (path: string, sent?: Sent) => Promise<Response>
  readonly post: (path: string, form: Readonly<Record<string, string>>, sent?: Sent) => Promise<Response>
  /** Sends a form with a file, in parts, as a browser does. */
  readonly upload: (path: string, form: Readonly<Record<string, string | File>>, sent?: Sent) => Promise<Response>
  /** A session cookie of somebody of the cast. */
  readonly cookie: (actor: Actor) => Promise<string>
  /** Does the queued jobs that wait; how many. */
  readonly drain: () => Promise<number>
  readonly drop: () => Promise<void>
}

/** A database of one's own, an app on it, and the cast. Call drop in afterAll. */
export async function world(template: Template = 'bare'): Promise<World> {
  log.level = 'silent' // tests that provoke faults look at the answers
  const database = await cloneDatabase(template)
  const files = await testFiles()
  const clock = new TestClock()
  const queue = jobQueue(database.db)
  const parts = {
    db: database.db,
    readonly: database.readonly,
    clock: clock.now,
    random: (bytes: number) => randomBytes(bytes),
    keys: testKeys,
  }
  const { app, services } = createApp({
    ...parts,
    enqueue: queue.enqueue,
    asset: name => `/assets/${name}`,
    siteCode: '6203000001',
    demo: true,
    publicOrigin: undefined,
    files,
    cachePages: true,
  })
  const cast = await castInto(database.db)
  const cookies = new Map<number, string>()
  const cookie = async (actor: Actor): Promise<string> => {
    const known = cookies.get(actor.person_id ?? 0)
    if (known) return known
    const token = await openSession(database.db, actor)
    const text = `mj_session=${token}`
    cookies.set(actor.person_id ?? 0, text)
    return text
  }
  const headersOf = async ({ as, lang, headers }: Sent): Promise<Record<string, string>> => {
    const cookieText = [as && (await cookie(as)), lang && `mj_lang=${lang}`].filter(part => part !== undefined && part !== '').join('; ')
    return { ...(cookieText && { cookie: cookieText }), ...headers }
  }
  return {
    app,
    house: services,
    keys: testKeys,
    run: services.run,
    read: services.read,
    figures: services.figures,
    db: database.db,
    database,
    clock,
    cast,
    files,
    cookie,
    get: async (path, sent = {}) => app.request(`${origin}${path}`, { headers: await headersOf(sent) }),
    post: async (path, form, sent = {}) =>
      app.request(`${origin}${path}`, {
        method: 'POST',
        body: new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...(await headersOf(sent)) },
      }),
    upload: async (path, form, sent = {}) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(form)) body.append(name, value)
      return app.request(`${origin}${path}`, { method: 'POST', body, headers: { origin, ...(await headersOf(sent)) } })
    },
    drain: () => queue.drain({ ...services, ...parts }),
    drop: async () => {
      await queue.stop()
      await database.drop()
      await files.drop()
    },
  }
}

/** Of a password that nobody knows: tests open sessions directly. */
const nobodysPassword = '$argon2id$v=19$m=19456,t=2,p=1$STIvA5DwyyiHSshiTEJm+w$femMuAplCSzcZtdDzxu9wmiv85lFyG0l22LFHb31Qd0'

const origin = 'http://mingjing.test'

export type Cast = {
  /** The city, the education bureau below it, the county beside the bureau. */
  readonly city: { id: number }
  readonly education: { id: number }
  readonly county: { id: number }
  readonly column: { id: number }
  readonly portal: { id: number }
  readonly wechat: { id: number }
  readonly newspaper: { id: number }
  /** 李 the clerk of the education bureau, 赵 its reviewer, 孙 its signing leader; 吴 the clerk of the county. */
  readonly li: Actor
  readonly zhao: Actor
  readonly sun: Actor
  readonly wu: Actor
  /** 周 of the openness office, 郑 who signs the report; the three administrators. */
  readonly zhou: Actor
  readonly zheng: Actor
  readonly system: Actor
  readonly security: Actor
  readonly audit: Actor
  readonly public: Actor
}

async function castInto(db: Database['db']): Promise<Cast> {
  const known = await db.selectFrom('kernel.calendar_notices').select('version').limit(1).executeTakeFirst()
  return await db.transaction().execute(async tx => {
    if (!known) await seedCalendar(tx)
    await tx.insertInto('kernel.log').values({ act: 'cast', subject: 'city:test' }).execute() // nothing is written past the log, here neither
    const unit = async (
      code: string,
      name: string,
      parent: { id: number; lineage: number[] } | null,
      level: 'city' | 'county',
      organisation_code: string,
    ) => {
      const { id } = await tx
        .selectNoFrom(eb => eb.fn<number>('nextval', [eb.val('kernel.units_id_seq')]).as('id'))
        .executeTakeFirstOrThrow()
      const lineage = [...(parent?.lineage ?? []), id]
      await tx
        .insertInto('kernel.units')
        .values({
          id,
          parent_id: parent?.id ?? null,
          lineage,
          code,
          name,
          short_name: name,
          level,
          kind: 'test',
          valid_from: '2000-01-01',
          organisation_code,
        })
        .execute()
      return { id, lineage }
    }
    const city = await unit('test-city', '测试市人民政府', null, 'city', 'TEST00001')
    const education = await unit('test-city.education', '测试市教育局', city, 'city', 'TEST00002')
    const county = await unit('test-county', '测试县人民政府', city, 'county', 'TEST00003')
    const column = await tx
      .insertInto('kernel.columns')
      .values({
        code: 'test-news',
        name_zh: '测试动态',
        name_en: 'Test news',
        column_type: '工作动态',
        category: 15,
        unit_id: city.id,
        position: 900,
        valid_from: '2000-01-01',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const outlet = (code: string, name: string, channel: string) =>
      tx
        .insertInto('kernel.outlets')
        .values({ code, name, channel, unit_id: city.id, valid_from: '2000-01-01' })
        .onConflict(conflict => conflict.column('code').doUpdateSet({ name }))
        .returning('id')
        .executeTakeFirstOrThrow()
    const person = async (name: string, unit_id: number, ...roles: Role[]): Promise<Actor> => {
      const { id } = await tx.insertInto('kernel.people').values({ name }).returning('id').executeTakeFirstOrThrow()
      if (roles.length > 0)
        await tx
          .insertInto('kernel.grants')
          .values(roles.map(role => ({ person_id: id, role, unit_id, valid_from: '2000-01-01' })))
          .execute()
      await tx
        .insertInto('kernel.accounts')
        .values({ person_id: id, sign_in_name: `test-${id}`, password_hash: nobodysPassword })
        .execute()
      return { person_id: id, name, grants: roles.map(role => ({ role, unit_id })) }
    }
    return {
      city,
      education,
      county,
      column,
      portal: await outlet('portal', '测试门户网站', 'website'),
      wechat: await outlet('test-wechat', '测试微信', 'wechat'),
      newspaper: await outlet('test-newspaper', '测试日报', 'newspaper'),
      li: await person('李某', education.id, 'author', 'recorder'),
      zhao: await person('赵某', education.id, 'reviewer'),
      sun: await person('孙某', education.id, 'leader'),
      wu: await person('吴某', county.id, 'author', 'recorder'),
      zhou: await person('周某', city.id, 'openness_office', 'recorder'),
      zheng: await person('郑某', city.id, 'report_signer'),
      system: await person('钱某', city.id, 'system_admin'),
      security: await person('冯某', city.id, 'security_admin'),
      audit: await person('陈某', city.id, 'audit_admin'),
      public: thePublic,
    }
  })
}

async function openSession(db: Database['db'], actor: Actor): Promise<string> {
  if (actor.person_id === null) throw new Error('the public has no session')
  const account = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', actor.person_id).executeTakeFirstOrThrow()
  const token = randomBytes(32).toString('base64url')
  await db
    .insertInto('kernel.sessions')
    .values({
      token_hash: tokenHash(token),
      account_id: account.id,
      expires_at: Temporal.Now.instant().add({ hours: 10 }).toString(),
      last_seen_at: Temporal.Now.instant().add({ hours: 10 }).toString(), // a test that moves its clock has not been idle
    })
    .execute()
  return token
}

/** A lawful item of the education bureau; a test changes what it is about. */
export const someItem = (cast: Cast, changes: Partial<NewPublication> = {}): NewPublication => ({
  unit_id: cast.education.id,
  column_id: cast.column.id,
  title: '关于开学准备工作的通知',
  body_html: '<p>各学校要做好开学准备。</p>',
  genre: '通知',
  theme: '11',
  category: 15,
  openness: 'management',
  formed_on: '2018-12-28',
  published_on: '2018-12-28',
  published_time: '09:30',
  source: '测试市教育局',
  ...changes,
})
