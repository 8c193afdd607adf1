import { createReadStream } from 'node:fs'
import { connect, type NetConnectOpts } from 'node:net'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What a scanner says of a file; 'unknown': it could not say, and nothing may be taken for clean. */
export type Verdict = 'clean' | 'infected' | 'unknown'
export type Scan = (path: string) => Promise<Verdict>

const answer_ms_max = 60_000
const answer_bytes_max = 4_096

/** Where a clamd listens: 'host:port', or the path of its socket. */
export function clamdAddress(text: string): NetConnectOpts | undefined {
  if (text.startsWith('/')) return { path: text }
  const [, host, port] = /^\[?([^\s\]]+?)\]?:(\d{1,5})$/.exec(text) ?? []
  return host === undefined || Number(port) > 65_535 || Number(port) === 0 ? undefined : { host, port: Number(port) }
}

/**
 * Asks ClamAV's daemon by its INSTREAM command: the file goes over the connection in pieces, each after its length, and an empty one ends it.
 * A daemon that is away, slow, or answers in other words gives 'unknown'.
 */
export const clamdScan =
  (address: NetConnectOpts): Scan =>
  async path => {
    const socket = connect(address)
    const deadline = setTimeout(() => socket.destroy(new Error('clamd did not answer in time')), answer_ms_max)
    try {
      const answer = collect(socket)
      socket.write('zINSTREAM\0')
      // Not ended by the pipeline: the answer comes over the same connection. clamd hangs up as soon as it has answered, which the sending may take for a
      // fault; only the answer counts, since none says OK before it has had the last piece.
      const file = createReadStream(path)
      file.once('error', error => socket.destroy(error)) // our own fault: there is no answer to wait for
      const sent = pipeline(file, inPieces(), socket, { end: false })
      const [end] = await Promise.allSettled([answer, sent])
      return end.status === 'fulfilled' ? verdictOf(end.value) : 'unknown'
    } catch {
      return 'unknown'
    } finally {
      clearTimeout(deadline)
      socket.destroy()
    }
  }

function inPieces(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      this.push(lengthOf(chunk.length))
      done(null, chunk)
    },
    flush(done) {
      done(null, lengthOf(0))
    },
  })
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes)
  return length
}

async function collect(socket: AsyncIterable<Buffer>): Promise<string> {
  let answer = ''
  for await (const chunk of socket) {
    answer += chunk.toString('utf8')
    if (answer.includes('\0') || answer.length > answer_bytes_max) break
  }
  return answer
}

function verdictOf(answer: string): Verdict {
  const line = answer.replaceAll('\0', '').trim()
  if (line === 'stream: OK') return 'clean'
  return /^stream: .+ FOUND$/.test(line) ? 'infected' : 'unknown'
}
