#!/usr/bin/env node
// Checks a proof file of Mingjing with Node.js 20 or later and nothing else: none of the system's own code is used.
//
//   node check-proof.mjs proof.json [later.json] [--key FINGERPRINT-OR-PEM-FILE]
//
// later.json: a later checkpoint's consistency file (/proofs/checkpoints/3-7.json), which must begin with the proof's checkpoint, or a
// checkpoint file kept from elsewhere, which must be the same one. Ends with 0 when all is right, with 1 when anything is wrong.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const faults = []
const fault = words => faults.push(words)
const sha256 = (...parts) => {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part)
  return sum.digest()
}
const bytes = text => {
  if (typeof text !== 'string' || !/^(?:[0-9a-f]{2})*$/.test(text)) throw new Error('a hash or signature is not hexadecimal')
  return Buffer.from(text, 'hex')
}
const node = (left, right) => sha256(Buffer.from([1]), left, right)
const half = n => Math.floor(n / 2)

/** RFC 9162, 2.1.3.2. */
function rootFrom(leaf, seq, path, size) {
  let [index, last, hash] = [seq - 1, size - 1, leaf]
  if (!(Number.isSafeInteger(seq) && seq >= 1 && seq <= size)) return ''
  for (const sibling of path.map(bytes)) {
    if (last === 0) return ''
    if (index % 2 === 1 || index === last) {
      hash = node(sibling, hash)
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)]
    } else hash = node(hash, sibling)
    ;[index, last] = [half(index), half(last)]
  }
  return last === 0 ? hash.toString('hex') : ''
}

/** RFC 9162, 2.1.4.2. */
function continues(first, second, path) {
  if (first.size === second.size) return path.length === 0 && first.root === second.root
  if (first.size > second.size) return false
  const nodes = (Number.isInteger(Math.log2(first.size)) ? [first.root, ...path] : path).map(bytes)
  if (nodes.length === 0) return false
  let [index, last, older, newer] = [first.size - 1, second.size - 1, nodes[0], nodes[0]]
  while (index % 2 === 1) [index, last] = [half(index), half(last)]
  for (const one of nodes.slice(1)) {
    if (last === 0) return false
    if (index % 2 === 1 || index === last) {
      ;[older, newer] = [node(one, older), node(one, newer)]
      while (index % 2 === 0 && index !== 0) [index, last] = [half(index), half(last)]
    } else newer = node(newer, one)
    ;[index, last] = [half(index), half(last)]
  }
  return last === 0 && older.toString('hex') === first.root && newer.toString('hex') === second.root
}

const fingerprintOf = pem => sha256(createPublicKey(pem).export({ type: 'spki', format: 'der' })).toString('hex')

function checkSigned(what, { note, signature, key, fingerprint }, pinned) {
  if (createPublicKey(key).asymmetricKeyType !== 'ed25519') fault(`${what}: the key is no Ed25519 key`)
  else if (!verify(null, Buffer.from(note), key, bytes(signature))) fault(`${what}: the signature is not valid`)
  if (fingerprintOf(key) !== fingerprint) fault(`${what}: the key does not have the fingerprint that is given`)
  if (pinned !== undefined && fingerprintOf(key) !== pinned) fault(`${what}: signed with another key than yours`)
}

function checkCheckpoint(what, checkpoint, pinned) {
  const { number, size, root, head, previous, closed_at, note } = checkpoint
  const lines = [`number ${number}`, `size ${size}`, `root ${root}`, `head ${head}`, `previous ${previous}`, `closed ${closed_at}`]
  if (note !== ['mingjing checkpoint 1', ...lines, ''].join('\n')) fault(`${what}: what was signed is not what the checkpoint says`)
  checkSigned(what, checkpoint, pinned)
}

function checkEntry({ seq, table, key, op, tx, recorded_at, row_hash, row, path }, checkpoint) {
  const what = `entry ${seq} (${table} ${key})`
  const before = faults.length
  if (row && sha256(bytes(row.salt), bytes(row.private_hash), row.text).toString('hex') !== row_hash)
    fault(`${what}: the row is not the one that was recorded`)
  const leaf = sha256(Buffer.from([0]), ['mingjing entry 1', table, key, op, String(tx), recorded_at, row_hash, ''].join('\n'))
  if (rootFrom(leaf, seq, path, checkpoint.size) !== checkpoint.root) fault(`${what}: it does not lead to the checkpoint`)
  if (faults.length > before) return
  const title = row ? JSON.parse(row.text).title : undefined
  console.log(
    `${what}, ${op} at ${recorded_at}: ${row ? `the content is what was recorded${title ? `: ${title}` : ''}` : 'recorded; its content is not in the file'}`,
  )
}

function checkLater(later, checkpoint, pinned) {
  if (later.format === 'mingjing-consistency-1') {
    checkCheckpoint(`checkpoint ${later.first.number}`, later.first, pinned)
    checkCheckpoint(`checkpoint ${later.second.number}`, later.second, pinned)
    if (later.first.note !== checkpoint.note) fault('the second file does not begin with the checkpoint of the proof')
    if (!continues(later.first, later.second, later.path))
      fault(`checkpoint ${later.second.number} does not continue checkpoint ${later.first.number}`)
    else console.log(`Checkpoint ${later.second.number} (${later.second.closed_at}) continues checkpoint ${later.first.number}.`)
    return
  }
  checkCheckpoint('the checkpoint that you keep', later, pinned)
  if (later.number !== checkpoint.number || later.note !== checkpoint.note)
    fault('the checkpoint that you keep is not the one of the proof')
  else console.log('The checkpoint is the one that you keep.')
}

function main(args) {
  const at = args.indexOf('--key')
  const typed = at < 0 ? undefined : (args.splice(at, 2)[1] ?? '')
  const pinned =
    typed === undefined ? undefined : existsSync(typed) ? fingerprintOf(readFileSync(typed)) : typed.toLowerCase().replaceAll(/[\s:]/g, '')
  const [file, second] = args
  if (file === undefined) throw new Error('node check-proof.mjs proof.json [later.json] [--key FINGERPRINT-OR-PEM-FILE]')
  const proof = JSON.parse(readFileSync(file, 'utf8'))
  if (proof.format !== 'mingjing-proof-1' || !Array.isArray(proof.entries) || proof.entries.length === 0)
    throw new Error('this is not a proof file')
  console.log(`Proof of ${proof.subject}`)
  const id = proof.subject.slice(proof.subject.indexOf(':') + 1)
  for (const entry of proof.entries) {
    if (entry.key !== id && !entry.key.startsWith(`${id}|`)) fault(`entry ${entry.seq} is of something else`)
    checkEntry(entry, proof.checkpoint)
  }
  checkCheckpoint(`checkpoint ${proof.checkpoint.number}`, proof.checkpoint, pinned)
  for (const statement of proof.statements) {
    checkSigned('a statement', statement, pinned)
    if (!statement.note.startsWith(`mingjing statement 1\nsubject ${proof.subject}\n`)) fault('a statement is of something else')
    else console.log(`Signed by the city: ${statement.note.trim().split('\n').slice(1).join(', ')}`)
  }
  if (second !== undefined) checkLater(JSON.parse(readFileSync(second, 'utf8')), proof.checkpoint, pinned)
  console.log(
    `Checkpoint ${proof.checkpoint.number}, closed ${proof.checkpoint.closed_at}, over ${proof.checkpoint.size} entries, signed with ${proof.checkpoint.fingerprint}`,
  )
  if (pinned === undefined) console.log('No --key was given: compare the fingerprint with one that you have from elsewhere.')
}

try {
  main(process.argv.slice(2))
} catch (error) {
  fault(error instanceof Error ? error.message : String(error))
}
for (const words of faults) console.error(`WRONG: ${words}`)
if (faults.length === 0) console.log('All is right.')
process.exitCode = faults.length === 0 ? 0 : 1
