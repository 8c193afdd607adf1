import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type FakeS3 = {
  readonly endpoint: string
  readonly bucket: string
  readonly objects: Map<string, { readonly bytes: Buffer; readonly at: Date }>
  /** Uploads in parts that were begun and neither completed nor given up. */
  readonly unfinished: () => number
  /** What was wrong with requests: no signature, an unknown call. */
  readonly faults: string[]
  /** How often a part came: proof that an upload was really sent in parts. */
  readonly parts: () => number
  readonly close: () => Promise<void>
}

const list_max = 2 // so small that every listing has pages

/** The little of S3 that the store uses, in memory: objects, ranges, uploads in parts, listings with pages. */
export async function fakeS3(): Promise<FakeS3> {
  const bucket = 'city'
  const objects: FakeS3['objects'] = new Map()
  const uploads = new Map<string, Map<number, Buffer>>()
  const faults: string[] = []
  let parts = 0
  const server = createServer(async (req, res) => {
    const body = await bytesOf(req)
    const url = new URL(req.url ?? '/', 'http://s3')
    if (
      !/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/test-1\/s3\/aws4_request, .*Signature=[0-9a-f]{64}$/.test(req.headers.authorization ?? '')
    )
      faults.push(`${req.method} ${req.url} is not signed`)
    const [, first, ...rest] = decodeURIComponent(url.pathname).split('/')
    if (first !== bucket) return send(res, 404, '<Error><Code>NoSuchBucket</Code></Error>')
    const key = rest.join('/')
    const uploadId = url.searchParams.get('uploadId')
    if (req.method === 'GET' && key === '') return send(res, 200, listing(objects, url.searchParams))
    if (req.method === 'POST' && url.searchParams.has('uploads')) {
      const id = randomUUID()
      uploads.set(id, new Map())
      return send(res, 200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`)
    }
    if (uploadId !== null) {
      const upload = uploads.get(uploadId)
      if (!upload) return send(res, 404, '<Error><Code>NoSuchUpload</Code></Error>')
      if (req.method === 'PUT') {
        parts += 1
        upload.set(Number(url.searchParams.get('partNumber')), body)
        res.setHeader('etag', `"${randomUUID()}"`)
        return send(res, 200)
      }
      uploads.delete(uploadId)
      if (req.method === 'DELETE') return send(res, 204)
      const whole = Buffer.concat([...upload].sort(([a], [b]) => a - b).map(([, bytes]) => bytes))
      objects.set(key, { bytes: whole, at: new Date() })
      return send(res, 200, '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
    }
    if (req.method === 'PUT') {
      objects.set(key, { bytes: body, at: new Date() })
      return send(res, 200)
    }
    if (req.method === 'DELETE') {
      objects.delete(key)
      return send(res, 204)
    }
    const object = objects.get(key)
    if (!object) return send(res, 404, req.method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code></Error>')
    if (req.method !== 'GET' && req.method !== 'HEAD') faults.push(`${req.method} ${req.url} is unknown`)
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? []
    const bytes = from === undefined ? object.bytes : object.bytes.subarray(Number(from), Number(to) + 1)
    res.writeHead(from === undefined ? 200 : 206, { 'content-length': bytes.length, 'last-modified': object.at.toUTCString() })
    res.end(req.method === 'HEAD' ? undefined : bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    objects,
    unfinished: () => uploads.size,
    faults,
    parts: () => parts,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function bytesOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function send(res: ServerResponse, status: number, xml?: string): void {
  res.writeHead(status, xml === undefined ? {} : { 'content-type': 'application/xml' })
  res.end(xml)
}

function listing(objects: FakeS3['objects'], query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? ''
  const keys = [...objects.keys()].filter(key => key.startsWith(query.get('prefix') ?? '') && key > after).sort()
  const page = keys.slice(0, list_max)
  const more = keys.length > page.length
  const entries = page.map(key => {
    const object = objects.get(key)
    return `<Contents><Key>${key}</Key><Size>${object?.bytes.length}</Size><LastModified>${object?.at.toISOString()}</LastModified></Contents>`
  })
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`
}
