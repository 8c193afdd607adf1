import pg from 'pg'
import { connectionOf, type Where } from './connect.ts'

/** What one process may hold at once: two pools of ten, three for jobs, one for each loop, for listening and for health. */
export const connections_per_process = 30

/**
 * A sentence for the start when the server has no room for one more process; undefined when it has. It is no reason not to start: others may leave.
 * Counted are the connections of the whole server, and the limits of database and user where they are lower.
 */
export async function crowded(where: Where): Promise<string | undefined> {
  const client = new pg.Client(connectionOf(where))
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query<{ free: number; most: number }>(`
      select least(
          current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            - current_setting('reserved_connections')::int - (select count(*) from pg_stat_activity where backend_type = 'client backend'),
          case when d.datconnlimit >= 0 then d.datconnlimit - (select count(*) from pg_stat_activity where datname = d.datname) end,
          case when r.rolconnlimit >= 0 then r.rolconnlimit - (select count(*) from pg_stat_activity where usename = r.rolname) end
        )::int + 1 as free, -- this connection is given back
        current_setting('max_connections')::int as most
      from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`)
    const { free = 0, most = 0 } = rows[0] ?? {}
    return free >= connections_per_process
      ? undefined
      : `The database has room for ${Math.max(0, free)} more connections, and a process may hold ${connections_per_process}: under load requests would fail. Its max_connections is ${most}; give it ${connections_per_process} for each process, and some for yourself.`
  } finally {
    await client.end()
  }
}
