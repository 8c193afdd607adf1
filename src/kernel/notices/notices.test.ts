import { createServer } from 'node:http'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { pageSlice } from '../lists/list.ts'
import type { Actor } from '../org/actor.ts'
import { mailPost } from './mail.ts'
import { markRead, noticePreferences, noticesOf, openNotice, preferNotices, unreadNotices } from './notices.ts'
import { type NewNotice, notify } from './notify.ts'
import { type Letter, NeverTaken, type Post } from './post.ts'
import { attempts_max, leftOver, type Sending, sendNotices } from './send.ts'
import { smsPost } from './sms.ts'

let w: World
beforeAll(async () => {
  w = await world()
})
afterAll(async () => await w.drop())
afterEach(async () => {
  for (const table of ['kernel.notice_deliveries', 'kernel.notices', 'kernel.notice_preferences', 'kernel.notice_readers'] as const)
    await w.db.deleteFrom(table).execute()
})

const words = { 'zh-CN': '“开学通知”等您审核。', en: '‘Opening of term’ waits for your review.' }
const tell = (actor: Actor, notice: Partial<NewNotice> & Pick<NewNotice, 'to'>) =>
  w.run(actor, notify, { kind: 'waiting', words, href: '/desk/cases/1', ...notice })
const of = (actor: Actor) => w.read(actor, noticesOf, { slice: pageSlice(1) })
const deliveries = () => w.db.selectFrom('kernel.notice_deliveries').select(['channel', 'state', 'attempts']).orderBy('channel').execute()

describe('who is told', () => {
  test('all who hold the right in the unit or above it; nobody elsewhere, not who acts, not who is left out', async () => {
    const { li, zhao, sun, wu, education } = w.cast
    await tell(li, { to: { rights: ['publication.review'], unit_id: education.id } })
    expect((await of(zhao)).rows.map(({ words_zh, href }) => [words_zh, href])).toEqual([[words['zh-CN'], '/desk/cases/1']])
    for (const other of [li, sun, wu]) expect((await of(other)).total).toBe(0)
    await tell(zhao, { to: { rights: ['publication.review'], unit_id: education.id } })
    expect((await of(zhao)).total).toBe(1)
    await tell(li, { to: { rights: ['publication.sign'], unit_id: education.id }, except: [sun.person_id] })
    expect((await of(sun)).total).toBe(0)
  })

  test('nobody whose role or account has ended', async () => {
    const { li, zhao, education } = w.cast
    const grants = w.db.updateTable('kernel.grants').where('person_id', '=', zhao.person_id ?? 0)
    await grants.set({ valid_to: '2018-01-01' }).execute()
    await tell(li, { to: { rights: ['publication.review'], unit_id: education.id } })
    await grants.set({ valid_to: null }).execute()
    const accounts = w.db.updateTable('kernel.accounts').where('person_id', '=', zhao.person_id ?? 0)
    await accounts.set({ disabled_on: '2018-01-01' }).execute()
    await tell(li, { to: { rights: ['publication.review'], unit_id: education.id } })
    await tell(li, { to: { people: [zhao.person_id, null] } })
    await accounts.set({ disabled_on: null }).execute()
    expect((await of(zhao)).total).toBe(0)
  })

  test('a command that fails tells nobody', async () => {
    const { li, zhao } = w.cast
    const failing = w.run(
      li,
      async work => {
        await notify(work, { to: { people: [zhao.person_id] }, kind: 'urged', words, href: '/desk' })
        throw new Error('no')
      },
      null,
    )
    await expect(failing).rejects.toThrow('no')
    expect((await of(zhao)).total).toBe(0)
  })

  test('words longer than the table holds are cut', async () => {
    const { li, zhao } = w.cast
    await tell(li, { to: { people: [zhao.person_id] }, words: { 'zh-CN': '长'.repeat(600), en: 'x' } })
    expect(Array.from((await of(zhao)).rows[0]?.words_zh ?? '')).toHaveLength(500)
  })
})

describe('reading', () => {
  test('opening one marks it; all at once leaves what came since; nobody marks another’s', async () => {
    const { li, zhao, sun } = w.cast
    for (let n = 0; n < 3; n += 1) await tell(li, { to: { people: [zhao.person_id, sun.person_id] } })
    expect(await w.read(zhao, unreadNotices, null)).toBe(3)
    const [newest, , oldest] = (await of(zhao)).rows
    expect(await w.run(zhao, openNotice, oldest?.id ?? 0)).toBe('/desk/cases/1')
    expect(await w.run(sun, openNotice, oldest?.id ?? 0)).toBeUndefined()
    expect(await w.read(zhao, unreadNotices, null)).toBe(2)
    expect(await w.run(sun, markRead, { ids: [newest?.id ?? 0] })).toBe(0)
    await tell(li, { to: { people: [zhao.person_id] } })
    await w.run(zhao, markRead, { up_to: newest?.id ?? 0 })
    expect(await w.read(zhao, unreadNotices, null)).toBe(1)
    expect(await w.read(sun, unreadNotices, null)).toBe(3)
    expect(await w.read(w.cast.public, unreadNotices, null)).toBe(0)
  })
})

describe('letters', () => {
  const sent: Letter[] = []
  const taking: Post = async letter => void sent.push(letter)
  const sending = (posts: Partial<Sending['posts']>, address: string | null = 'someone@example.gov.cn'): Sending => ({
    posts: { mail: undefined, sms: undefined, ...posts },
    addressOf: async () => address,
    origin: 'https://desk.example.gov.cn',
  })
  afterEach(() => void sent.splice(0))
  const urge = () =>
    tell(w.cast.li, { to: { people: [w.cast.zhao.person_id] }, kind: 'urged', words: { 'zh-CN': '请办理王某的申请', en: 'x' } })

  test('go by what the person chose, and say neither title nor name', async () => {
    const { li, zhao } = w.cast
    expect(await tell(li, { to: { people: [zhao.person_id] } })).toEqual([]) // 'waiting' is for the page alone unless chosen
    const before = await w.read(zhao, noticePreferences, null)
    expect([before.locale, before.wanted.urged, before.wanted.waiting]).toEqual([
      'zh-CN',
      { mail: true, sms: false },
      { mail: false, sms: false },
    ])
    await w.run(zhao, preferNotices, { locale: 'en', wanted: { ...before.wanted, urged: { mail: true, sms: true } } })
    const ids = await urge()
    await sendNotices(w.house, sending({ mail: taking, sms: taking }), ids)
    expect(sent.map(({ id }) => id).sort()).toEqual([`notice-${ids[0]}-mail`, `notice-${ids[0]}-sms`])
    const mail = sent.find(({ id }) => id.endsWith('mail'))
    expect(mail?.text).toContain('You are urged to deal with a case.')
    expect(mail?.text).toContain('https://desk.example.gov.cn/desk/cases/1')
    expect(JSON.stringify(sent)).not.toContain('王某')
  })

  test('are sent once, however often the job comes, also when two come at once', async () => {
    const ids = await urge()
    const jobs = [1, 2, 3].map(() => sendNotices(w.house, sending({ mail: taking }), ids))
    await Promise.allSettled(jobs)
    await sendNotices(w.house, sending({ mail: taking }), ids)
    expect(sent).toHaveLength(1)
    expect(await deliveries()).toEqual([{ channel: 'mail', state: 'sent', attempts: 1 }])
  })

  test('that could not go are tried again with the same id, and given up in the end', async () => {
    const ids = await urge()
    const failing: Post = async letter => {
      sent.push(letter)
      throw new Error('away')
    }
    for (let n = 1; n < attempts_max; n += 1) await expect(sendNotices(w.house, sending({ mail: failing }), ids)).rejects.toThrow('away')
    await sendNotices(w.house, sending({ mail: failing }), ids)
    expect(await deliveries()).toEqual([{ channel: 'mail', state: 'given_up', attempts: attempts_max }])
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
  })

  test('whose sender died are sent after a while by whoever comes next', async () => {
    const ids = await urge()
    await w.db
      .updateTable('kernel.notice_deliveries')
      .set({ attempts: 1, claimed_until: w.clock.now().add({ minutes: 1 }).toString() })
      .execute()
    await expect(sendNotices(w.house, sending({ mail: taking }), ids)).rejects.toThrow('in hand elsewhere')
    expect(sent).toEqual([])
    w.clock.move({ minutes: 31 })
    expect(await w.run(w.cast.public, leftOver, null)).toEqual(ids)
    await sendNotices(w.house, sending({ mail: taking }), ids)
    expect(sent).toHaveLength(1)
    w.clock.move({ minutes: -31 })
  })

  test('without an address, without a channel, or never taken are over at once', async () => {
    await sendNotices(w.house, sending({ mail: taking }, null), await urge())
    await sendNotices(w.house, sending({}), await urge())
    await sendNotices(
      w.house,
      sending({
        mail: async () => {
          throw new NeverTaken('no such box')
        },
      }),
      await urge(),
    )
    expect((await deliveries()).map(({ state }) => state).sort()).toEqual(['given_up', 'no_address', 'off'])
    expect(sent).toEqual([])
  })
})

describe('the mail server', () => {
  const got: string[] = []
  let refuse = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuse === 0 ? null : Object.assign(new Error('no'), { responseCode: refuse })),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        got.push(Buffer.concat(chunks).toString())
        done()
      })
    },
  })
  let url = ''
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.server.address()
    url = `smtp://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  })
  afterAll(async () => await new Promise<void>(resolve => server.close(resolve)))
  const letter: Letter = { id: 'notice-7-mail', to: 'zhao@example.gov.cn', subject: '明镜工作台', text: '有一件事项等您办理。' }

  test('gets plain text with a message id that stays, and is told apart from one that is away', async () => {
    const post = mailPost({ url, from: '明镜 <desk@example.gov.cn>' })
    await post(letter)
    expect(got[0]).toContain('Message-ID: <notice-7-mail@example.gov.cn>')
    expect(got[0]).toContain('Content-Type: text/plain; charset=utf-8')
    expect(got[0]).toContain('Auto-Submitted: auto-generated')
    refuse = 550
    await expect(post(letter)).rejects.toThrow(NeverTaken)
    refuse = 451
    await expect(post(letter)).rejects.not.toThrow(NeverTaken)
    refuse = 0
    await expect(mailPost({ url: 'smtp://127.0.0.1:1', from: 'desk@example.gov.cn' })(letter)).rejects.toThrow('could not be reached')
  })
})

describe('the SMS gateway', () => {
  test('gets JSON with its token; 409 is taken for sent, 400 for never, 503 for later', async () => {
    const asked: { authorization: string | undefined; body: unknown }[] = []
    let status = 202
    const server = createServer((req, res) => {
      let text = ''
      req.on('data', chunk => {
        text += chunk
      })
      req.on('end', () => {
        asked.push({ authorization: req.headers.authorization, body: JSON.parse(text) })
        res.writeHead(status).end()
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const post = smsPost({ url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/sms`, token: 'secret' })
    const letter: Letter = { id: 'notice-7-sms', to: '13800000000', subject: '', text: '【明镜工作台】有一件事项等您办理。' }
    await post(letter)
    expect(asked[0]).toEqual({
      authorization: 'Bearer secret',
      body: { to: '13800000000', text: '【明镜工作台】有一件事项等您办理。', id: 'notice-7-sms' },
    })
    status = 409
    await post(letter)
    status = 400
    await expect(post(letter)).rejects.toThrow(NeverTaken)
    status = 503
    await expect(post(letter)).rejects.not.toThrow(NeverTaken)
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
})
