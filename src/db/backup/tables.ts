import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import type pg from 'pg'

/** Sessions and one-time links are not carried over: a restored city is signed in to anew. */
const left_out = ['kernel.sessions', 'kernel.setup_links', 'kernel.rate_counts', 'kernel.daily_salts']
/** The index of the search is made of the rest: it fills itself again behind the open portal. */
const made_of_others = /^kernel\.search_(?!attachment_texts$)/

export type Table = { readonly name: string; readonly columns: readonly string[]; readonly key: readonly string[] }

/** Every table of the house's own schemas, with its stored columns and its primary key. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end order by array_position(i.indkey::int[], a.attnum::int))
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', 'pgboss')
    order by name`)
  return rows.filter(({ name }) => !left_out.includes(name) && !made_of_others.test(name))
}

/** The rows in the order of the key: the same rows give the same text, wherever they are. */
export const copyOut = ({ name, columns, key }: Table): string =>
  `copy (select ${columns.join(', ')} from ${name} order by ${key.length > 0 ? key.join(', ') : columns.map((_, at) => at + 1).join(', ')}) to stdout`

/** Sessions that copy write values alike, whatever the server's settings. */
export const sessionSettings = `set local statement_timeout = 0; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1`

/** Passes bytes on, counts lines and hashes: COPY's text has one line a row. */
export function counted(): { readonly through: Transform; readonly result: () => { rows: number; sha256: string } } {
  const hash = createHash('sha256')
  let rows = 0
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1
      done(null, chunk)
    },
  })
  return { through, result: () => ({ rows, sha256: hash.digest('hex') }) }
}
