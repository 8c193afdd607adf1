import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { someItem, type World, world } from '../../../test/world.ts'
import { closeCheckpoint } from '../../kernel/audit/checkpoint.ts'
import { checkProof, continues } from '../../kernel/audit/proof-check.ts'
import { consistencyShape, type ProofFile, proofShape } from '../../kernel/audit/proof-shape.ts'
import { keyInMemory } from '../../kernel/audit/signer.ts'
import { publish } from '../../kernel/publications/publish.ts'
import { amend, withdraw } from '../../kernel/publications/withdraw.ts'
import { proofMessages } from '../../web/proof-messages.ts'

const m = proofMessages['zh-CN']
let w: World
const key = keyInMemory()
const close = () => closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked' })
const item = async (title = '关于开学准备工作的通知') => (await w.run(w.cast.zhou, publish, someItem(w.cast, { title }))).id
const page = async (path: string, lang?: 'en') => {
  const answer = await w.get(path, { lang })
  return { status: answer.status, text: await answer.text() }
}
const fileOf = async (id: number): Promise<ProofFile> => proofShape.parse(await (await w.get(`/articles/${id}/proof.json`)).json())
beforeAll(async () => {
  w = await world()
})
afterAll(() => w.drop())

describe('before there is any checkpoint', () => {
  it('the page says so, the feed is empty, the key is not there', async () => {
    expect((await page('/proofs')).text).toContain(m.noCheckpoints)
    expect((await page('/proofs')).text).toContain(m.noKey)
    expect((await page('/proofs/checkpoints.atom')).text).not.toContain('<entry>')
    expect((await page('/proofs/key.pem')).status).toBe(404)
    expect((await page('/proofs/checkpoints/1.json')).status).toBe(404)
  })
})

describe('the proof of an item', () => {
  it('waits for the checkpoint, is proved by it, and waits again after an amendment', async () => {
    const id = await item()
    expect((await page(`/proofs/of?subject=publication:${id}`)).text).toContain(m.waiting)
    expect((await page(`/articles/${id}/proof.json`)).status).toBe(409)
    await close()
    expect((await page(`/proofs/of?subject=publication:${id}`)).text).toContain(m.check.right)
    expect((await page(`/proofs/of?subject=publication:${id}`, 'en')).text).toContain(proofMessages.en.proved)
    expect(await checkProof(await fileOf(id))).toEqual({ ok: true, faults: [] })
    await w.run(w.cast.zhou, amend, { publication_id: id, title: '更正', body_html: '<p>更正</p>', reason: '错字' })
    expect((await page(`/proofs/of?subject=publication:${id}`)).text).toContain(m.waiting)
  })

  it('shows the version of the page, and of earlier ones and the withdrawn nothing but hashes', async () => {
    const id = await item('从前的题目')
    await w.run(w.cast.zhou, amend, { publication_id: id, title: '现在的题目', body_html: '<p>更正</p>', reason: '内部理由' })
    await close()
    const amended = await fileOf(id)
    expect(JSON.stringify(amended)).toContain('现在的题目')
    expect(JSON.stringify(amended)).not.toContain('从前的题目')
    expect(JSON.stringify(amended)).not.toContain('内部理由')
    expect(amended.entries.length).toBe(3)
    await w.run(w.cast.zhou, withdraw, { publication_id: id, kind: 'privacy', reason: '涉及隐私' })
    await close()
    const withdrawn = await fileOf(id)
    expect(JSON.stringify(withdrawn)).not.toMatch(/题目|涉及隐私/)
    expect(withdrawn.entries.filter(entry => entry.row !== null).map(entry => entry.table)).toEqual(['kernel.withdrawals'])
    expect((await checkProof(withdrawn)).ok).toBe(true)
  })

  it('warns when the row is no longer what was recorded', async () => {
    const id = await item()
    await close()
    await w.db.transaction().execute(async tx => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`update kernel.publications set title = '别的' where id = ${id}`.execute(tx)
    })
    const { text } = await page(`/proofs/of?subject=publication:${id}`)
    expect(text).toContain(m.tampered)
    expect(text).toContain(m.check.faults.row)
  })

  it.each(['publication:999999999', 'report:1'])('%s that nobody has published has none', async subject => {
    expect((await page(`/proofs/of?subject=${subject}`)).status).toBe(404)
    expect((await page(`/proofs/of?subject=${subject}`)).text).toContain(m.unknown)
    expect((await page(`/proofs/of.json?subject=${subject}`)).status).toBe(404)
  })

  it.each(['account:1', 'statement:1', 'publication:', 'publication:1|1', 'publication:99999999999999999999', "publication:1'", ''])(
    'nobody may ask for %s',
    async subject => {
      expect((await page(`/proofs/of?subject=${encodeURIComponent(subject)}`)).status).toBe(404)
      expect((await page(`/proofs/of.json?subject=${encodeURIComponent(subject)}`)).status).toBe(404)
    },
  )

  it('of an item that is not for everybody there is none', async () => {
    const id = await item()
    await w.db.updateTable('kernel.publications').set({ audience: 'group' }).where('id', '=', id).execute()
    await close()
    expect((await page(`/articles/${id}/proof.json`)).status).toBe(404)
  })

  it('is linked from the item’s page', async () => {
    const id = await item()
    expect((await page(`/articles/${id}`)).text).toContain(`href="/proofs/of?subject=publication%3A${id}"`)
  })
})

describe('a pasted proof', () => {
  const send = async (proof: string, typedKey = '') => {
    const answer = await w.post('/proofs/checks', { proof, key: typedKey })
    return { status: answer.status, text: await answer.text() }
  }
  let proof: ProofFile
  beforeAll(async () => {
    const id = await item('粘贴的通知')
    await close()
    proof = await fileOf(id)
  })

  it('is found right, and with the key that one keeps, too', async () => {
    const { status, text } = await send(JSON.stringify(proof))
    expect(status).toBe(200)
    expect(text).toContain(m.check.right)
    expect(text).toContain('粘贴的通知')
    expect(text).toContain(m.check.notPinned)
    const colons = proof.checkpoint.fingerprint.toUpperCase().match(/../g)?.join(':') ?? ''
    expect((await send(JSON.stringify(proof), colons)).text).toContain(m.check.pinned)
    expect((await send(JSON.stringify(proof), proof.checkpoint.key)).text).toContain(m.check.pinned)
  })

  it('with another key than the one that one keeps is found wrong', async () => {
    expect((await send(JSON.stringify(proof), 'a'.repeat(64))).text).toContain(m.check.faults.key)
  })

  it('with a changed title is found wrong, and says which part', async () => {
    const { text } = await send(JSON.stringify(proof).replaceAll('粘贴', '改过'))
    expect(text).toContain(m.check.wrong)
    expect(text).toContain(m.check.faults.row)
  })

  it.each([
    ['', m.errors.proof_missing],
    ['{', m.errors.proof_wrong],
    ['{"format":"mingjing-proof-1"}', m.errors.proof_wrong],
  ])('that is none (%s) is told beside the field, and stays typed', async (text, words) => {
    const answer = await send(text)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(words)
  })

  it('with a key that is none is told beside the field', async () => {
    const answer = await send(JSON.stringify(proof), '<b>abc')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(m.errors.key_wrong)
    expect(answer.text).toContain('&lt;b&gt;abc')
  })
})

describe('checkpoints', () => {
  it('are files that never change, listed newest first, in a feed, each continuing the one before', async () => {
    await item()
    const number = await close()
    const answer = await w.get(`/proofs/checkpoints/${number}.json`)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const { text } = await page('/proofs')
    expect(text).toContain(`/proofs/checkpoints/${number}.json`)
    expect((await page('/proofs/checkpoints.atom')).text).toContain(`/proofs/checkpoints/${number}.json`)
    const between = await w.get(`/proofs/checkpoints/1-${number}.json`)
    expect(between.headers.get('cache-control')).toContain('immutable')
    const consistency = consistencyShape.parse(await between.json())
    expect(await continues(consistency)).toBe(true)
    expect(await continues({ ...consistency, path: consistency.path.slice(1) })).toBe(false)
    expect((await page(`/proofs/checkpoints/${number}-1.json`)).status).toBe(404)
    const pem = await w.get('/proofs/key.pem')
    expect(await pem.text()).toBe(consistency.second.key)
    expect(text).toContain(consistency.second.fingerprint)
  })

  it.each(['0.json', '99999.json', '1-99999.json', 'x.json', '1', '1.json.exe', '99999999999.json'])('%s is none', async file => {
    expect((await page(`/proofs/checkpoints/${file}`)).status).toBe(404)
  })

  it('a page of the list past the end is none', async () => {
    expect((await page('/proofs?page=2')).status).toBe(404)
  })
})
