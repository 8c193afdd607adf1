/**
 * Settings of the embedded PostgreSQL, for a machine of two cores that it shares with the app. They are given on the command line,
 * so that a new version of the app brings its own; who wants others runs a server and names it in DATABASE_URL.
 */
export function settings(socket: string, durable: boolean): Record<string, string> {
  return {
    listen_addresses: '', // the unix socket in a private folder is the only door
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: '120',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    jit: 'off', // compiling costs more than our statements take
    max_parallel_workers_per_gather: '0', // a second core is better used by a second person; and containers have little /dev/shm
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    track_io_timing: 'off',
    // The log must not collect what citizens typed: statements and their errors are the app's to report.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...(durable ? { synchronous_commit: 'on' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

/**
 * The locale decides whether Chinese search works: under ctype C trigrams of Chinese words are empty.
 * Order by code point is the default; order by pinyin is COLLATE "zh-x-icu".
 */
export const initdbFlags = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--lc-ctype=C.UTF-8',
  '--auth-local=trust', // whoever may enter the private folder of the socket is we
  '--auth-host=reject',
]
