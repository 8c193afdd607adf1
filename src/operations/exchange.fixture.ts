import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

export type Exchange = { readonly req: IncomingMessage; readonly res: ServerResponse }
type Asked = {
  readonly method?: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly status?: number
}

/**
 * A real request over a real connection from this address of the machine (127.x.y.z or ::1). `act` sees it as the program's server does, with the
 * status of the answer set; what it returns is given back when the connection is closed.
 */
export async function exchanged<T>(
  { method = 'GET', url = '/', headers = {}, status = 200 }: Asked,
  from: string,
  act: (seen: Exchange) => T,
): Promise<T> {
  const seen: T[] = []
  const server = createServer((req, res) => {
    res.statusCode = status
    seen.push(act({ req, res }))
    res.end()
  })
  await new Promise<void>(resolve => server.listen(0, '::', resolve)) // IPv4 comes as ::ffff:127.0.0.1, as it does to the program
  const { port } = server.address() as AddressInfo
  const socket = connect({ port, host: from.includes(':') ? '::1' : '127.0.0.1', localAddress: from })
  const lines = Object.entries({ host: 'mingjing.test', connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n`)
  await new Promise<void>(resolve => socket.resume().once('close', () => resolve()))
  await new Promise<void>(resolve => server.close(() => resolve()))
  const [result] = seen
  if (seen.length !== 1 || result === undefined) throw new Error('the request did not come')
  return result
}
