import type { CheckpointRow } from '../../kernel/audit/checkpoint.ts'
import { checkpointHref, feedHref, proofsHref } from './links.ts'

/** The newest checkpoints as an Atom feed (RFC 4287), for whoever keeps them. */
export function checkpointFeed(rows: readonly CheckpointRow[], of: { readonly title: string; readonly origin: string }): string {
  const url = (href: string) => escaped(of.origin + href)
  const entries = rows.map(
    row => `  <entry>
    <id>${url(checkpointHref(row.number))}</id>
    <title>${row.number}</title>
    <updated>${escaped(row.closed_at)}</updated>
    <link href="${url(checkpointHref(row.number))}" type="application/json"/>
    <content type="text">${row.size} ${escaped(row.fingerprint)}</content>
  </entry>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${url(proofsHref)}</id>
  <title>${escaped(of.title)}</title>
  <updated>${escaped(rows[0]?.closed_at ?? '1970-01-01T00:00:00Z')}</updated>
  <author><name>${escaped(new URL(of.origin).host)}</name></author>
  <link rel="self" href="${url(feedHref)}"/>
${entries.join('\n')}
</feed>
`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
