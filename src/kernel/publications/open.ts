import { sql } from 'kysely'

/**
 * Publications (as `p`) that anybody may find: not withdrawn, disclosed by the office's own act (主动公开), and to society rather
 * than to a group. The triggers that keep the search ask the same function.
 */
export const openToAll = sql<boolean>`kernel.is_open_to_all(p)`
