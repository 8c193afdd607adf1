import { get } from 'node:http'

/** What a server answered, byte for byte: headers in their order and spelling, body as it came. */
export type Answer = { readonly status: number; readonly headers: readonly string[]; readonly body: Buffer }

/** Headers that node:http adds to every answer by itself. */
const nodes = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding'])

export function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const own: string[] = []
        for (let i = 0; i < response.rawHeaders.length; i += 2) {
          const [name = '', value = ''] = response.rawHeaders.slice(i, i + 2)
          if (!nodes.has(name.toLowerCase())) own.push(name, value)
        }
        resolve({ status: response.statusCode ?? 0, headers: own, body: Buffer.concat(chunks) })
      })
    })
    request.setTimeout(60_000, () => request.destroy(new Error(`${url} took longer than a minute`)))
    request.on('error', reject)
  })
}

/** A page and what to ask for it with. */
export type Wanted = { readonly path: string; readonly headers?: Readonly<Record<string, string>> }

/** A page that must be there; its text. */
export async function askPage(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, body } = await ask(url, headers)
  if (status !== 200) throw new Error(`${url} answered ${status}`)
  return body.toString('utf8')
}

export const headerOf = ({ headers }: Answer, name: string): string | undefined => {
  const at = headers.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === name)
  return at < 0 ? undefined : headers[at + 1]
}
