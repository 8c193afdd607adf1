import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { checkpointOf, closeCheckpoint, logKeys } from './checkpoint.ts'
import { chainRound } from './jobs.ts'
import { proofOf } from './proof.ts'
import { checkProof } from './proof-check.ts'
import { isSignedBy, KeyProblem, keyFile, signingKey } from './signer.ts'
import { signStatement, statementText } from './statement.ts'
import { verifyLog } from './verify.ts'

let w: World
let folder: string
beforeEach(async () => {
  w = await world()
  folder = mkdtempSync(join(tmpdir(), 'mingjing-keys-'))
})
afterEach(async () => {
  await w.drop()
  rmSync(folder, { recursive: true })
})

const file = (name: string) => keyFile(join(folder, name, 'log.pem'))
const say = (act: string) => w.run(w.cast.li, async work => work.log(act, 'test:1'), undefined)
const close = (key: ReturnType<typeof keyFile>, new_key = false) =>
  closeCheckpoint(w.db, key, { now: w.clock.now(), reason: 'asked', new_key })
const keys = () => w.read(w.cast.public, logKeys, undefined)
const fingerprint = (key: ReturnType<typeof keyFile>): string => key.read()?.fingerprint ?? 'none'
const behindTheBack = (change: RawBuilder<unknown>) =>
  w.db.transaction().execute(async tx => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await change.execute(tx)
  })
const forged = (table: string, key: string) => ({ table, key, what: 'forged signature' })

describe('the key file', () => {
  it('is made once, for its owner alone, and read again', () => {
    const key = file('a')
    expect(key.read()).toBeUndefined()
    const made = key.make()
    expect(statSync(key.path).mode & 0o777).toBe(0o600)
    expect(key.read()?.fingerprint).toBe(made.fingerprint)
    expect(isSignedBy(made.public_key, 'text', made.sign('text'))).toBe(true)
    expect(isSignedBy(made.public_key, 'text!', made.sign('text'))).toBe(false)
    expect(() => key.make()).toThrow(/EEXIST/) // of two that start at once, one makes it
    expect(key.read()?.fingerprint).toBe(made.fingerprint)
  })

  it('must hold an Ed25519 key', () => {
    const path = join(folder, 'rsa.pem')
    writeFileSync(path, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }))
    expect(() => keyFile(path).read()).toThrow(KeyProblem)
  })
})

describe('the city’s key', () => {
  it('that is renewed: what the old one signed stays right, what comes is signed with the new one', async () => {
    const [old, fresh] = [file('old'), file('new')]
    await say('one')
    await close(old)
    await say('two')
    await close(fresh, true)
    expect((await keys()).map(key => key.fingerprint)).toEqual([fingerprint(fresh), fingerprint(old)])
    expect((await w.read(w.cast.public, checkpointOf, 1))?.fingerprint).toBe(fingerprint(old))
    expect((await w.read(w.cast.public, checkpointOf, 2))?.fingerprint).toBe(fingerprint(fresh))
    expect((await verifyLog(w.db)).bad).toEqual([])
    expect((await verifyLog(w.db, { trusted: [fingerprint(old), fingerprint(fresh)] })).bad).toEqual([])
    await say('three')
    await expect(close(old)).rejects.toThrow(/holds another/) // the old one is over
    expect(await close(fresh)).toBe(3)
  })

  it('that is renewed by nobody known is seen by who keeps the fingerprint of the old one', async () => {
    const [own, thief] = [file('own'), file('thief')]
    await say('one')
    await close(own)
    await say('two')
    await close(thief, true)
    expect((await verifyLog(w.db, { trusted: [fingerprint(own)] })).bad).toEqual([forged('kernel.checkpoints', '2')])
  })

  it('that is lost: nothing is signed, none is made in its place, and the message says what to do', async () => {
    const key = file('lost')
    await say('one')
    await close(key)
    rmSync(key.path)
    await say('two')
    await expect(close(key)).rejects.toThrow(KeyProblem)
    await expect(close(key)).rejects.toThrow(/LOG_KEY_FILE.*--new-key/s)
    expect(key.read()).toBeUndefined()
    expect(await keys()).toHaveLength(1)
    expect(await w.read(w.cast.public, checkpointOf, 2)).toBeUndefined()
    expect(await close(key, true)).toBe(2)
    expect((await verifyLog(w.db)).bad).toEqual([])
  })

  it('is one: a second process with a key of its own signs nothing', async () => {
    const [first, second] = [file('first'), file('second')]
    second.make()
    await say('one')
    await close(first)
    await say('two')
    const house = { db: w.db, clock: w.clock.now, logKey: second }
    await w.run(w.cast.zheng, work => signStatement(work, { subject: 'report:1', sha256: Buffer.alloc(32, 7) }), undefined)
    await expect(chainRound(house)).rejects.toThrow(/holds another/)
    expect(await w.db.selectFrom('kernel.statement_signatures').selectAll().execute()).toEqual([])
    await chainRound({ ...house, logKey: first })
    expect(await w.db.selectFrom('kernel.statement_signatures').selectAll().execute()).toHaveLength(1)
    expect(await keys()).toHaveLength(1)
    expect((await signingKey(w.db, first)).fingerprint).toBe(fingerprint(first))
  })
})

describe('a signature that is not valid is named', () => {
  it('of a checkpoint, signed anew with a later key of the same city', async () => {
    const [old, fresh] = [file('old'), file('new')]
    await say('one')
    await close(old)
    await say('two')
    await close(fresh, true)
    const { note } = await w.db.selectFrom('kernel.checkpoints').select('note').where('number', '=', 1).executeTakeFirstOrThrow()
    const other = fresh.read()?.sign(note) ?? Buffer.alloc(64)
    await behindTheBack(sql`update kernel.checkpoints set signature = ${other} where number = 1`)
    expect((await verifyLog(w.db)).bad).toEqual([forged('kernel.checkpoints', '1')])
    const found = await checkpointOf({ db: w.db }, 1)
    expect(found && isSignedBy(found.key, found.note, Buffer.from(found.signature, 'hex'))).toBe(false)
  })

  it('of a statement: changed by one bit, or made for another text', async () => {
    const key = file('own')
    await w.run(w.cast.zheng, work => signStatement(work, { subject: 'publication:1', sha256: Buffer.alloc(32, 7) }), undefined)
    await chainRound({ db: w.db, clock: w.clock.now, logKey: key })
    expect((await verifyLog(w.db)).bad).toEqual([])
    const row = await w.db.selectFrom('kernel.statements').selectAll().executeTakeFirstOrThrow()
    const name = forged('kernel.statement_signatures', String(row.id))
    await behindTheBack(sql`update kernel.statement_signatures set signature = set_bit(signature, 0, 1 - get_bit(signature, 0))`)
    expect((await verifyLog(w.db)).bad).toEqual([name])
    const other = key.read()?.sign(statementText({ ...row, subject: 'publication:2' })) ?? Buffer.alloc(64)
    await behindTheBack(sql`update kernel.statement_signatures set signature = ${other}`)
    expect((await verifyLog(w.db)).bad).toEqual([name])
  })

  it('of a proof, to whoever checks it', async () => {
    const key = file('own')
    await w.run(w.cast.zheng, work => signStatement(work, { subject: 'case:1', sha256: Buffer.alloc(32, 7) }), undefined)
    const id = (await w.db.selectFrom('kernel.statements').select('id').executeTakeFirstOrThrow()).id
    await chainRound({ db: w.db, clock: w.clock.now, logKey: key })
    const found = await w.read(w.cast.public, proofOf, { subject: `statement:${id}` })
    if (found.state !== 'proved') throw new Error(found.state)
    expect(await checkProof(found.proof, fingerprint(key))).toEqual({ ok: true, faults: [] })
    const { checkpoint } = found.proof
    const signature = checkpoint.signature.replace(/^../, byte => (byte === '00' ? '01' : '00'))
    expect(await checkProof({ ...found.proof, checkpoint: { ...checkpoint, signature } })).toEqual({ ok: false, faults: ['signature'] })
  })
})
