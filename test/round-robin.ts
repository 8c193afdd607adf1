import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'

export type RoundRobin = { readonly address: string; readonly close: () => Promise<void> }

/**
 * A proxy before several processes, as a city runs one: each request goes to the next. When that one is gone, a request that changes nothing
 * goes to another; one that may have changed something is answered 502, since only its sender knows whether it may be sent again.
 */
export async function roundRobin(targets: readonly string[]): Promise<RoundRobin> {
  let next = 0
  const server: Server = createServer((req, res) => {
    const parts: Buffer[] = []
    req.on('data', part => parts.push(part)).on('end', () => pass(req, res, Buffer.concat(parts), next++, targets.length))
  })
  function pass(req: IncomingMessage, res: ServerResponse, body: Buffer, which: number, left: number): void {
    const target = targets[which % targets.length] ?? ''
    const headers = { ...req.headers, connection: 'close', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' }
    const sent = request(new URL(req.url ?? '/', target), { method: req.method, headers }, answer => {
      const back: Buffer[] = []
      answer
        .on('data', part => back.push(part))
        .on('end', () => res.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'x-answered-by': target }).end(Buffer.concat(back)))
        .on('error', again)
    })
    let over = false
    function again(): void {
      if (over) return
      over = true
      const safe = req.method === 'GET' || req.method === 'HEAD'
      if (safe && left > 1 && !res.headersSent) pass(req, res, body, which + 1, left - 1)
      else if (!res.headersSent) res.writeHead(502).end()
    }
    sent.on('error', again)
    sent.end(body)
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  return {
    address: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
