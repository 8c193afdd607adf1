// The yardstick: the least that node:http can do, in a process of its own. It answers every request with what it was last told.
// Run by node itself, so only erasable TypeScript here.
import { createServer } from 'node:http'
import { z } from 'zod'

const answer = z.object({ status: z.number(), headers: z.array(z.string()), body: z.string() })

let status = 200
let headers: string[] = []
let body: Buffer | undefined

const server = createServer((_req, res) => {
  res.writeHead(status, headers)
  res.end(body)
})

process.on('message', message => {
  const told = answer.parse(message)
  status = told.status
  headers = told.headers
  body = told.body === '' ? undefined : Buffer.from(told.body, 'base64')
  process.send?.({ ready: true })
})
process.on('disconnect', () => process.exit())

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port })
})
