import type { Role } from '../../kernel/org/actor.ts'
import { roles } from '../../kernel/org/actor.ts'
import { isRight, type Right, rights } from '../../kernel/org/can.ts'

type Route = { readonly method: string; readonly path: string; readonly right: Right | 'open' }

export type RightLine = { readonly right: Right; readonly roles: readonly Role[]; readonly routes: readonly string[] }

/** Each right with the roles that carry it and the routes that ask for it: read from the table of rights and from the routes as they run. */
export function rightsTable(routes: readonly Route[]): RightLine[] {
  return Object.keys(rights)
    .filter(isRight)
    .map(right => {
      const carrying: readonly Role[] = rights[right]
      return {
        right,
        roles: roles.filter(role => carrying.includes(role)),
        routes: routes.filter(route => route.right === right).map(({ method, path }) => `${method} ${path}`),
      }
    })
}

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The table as CSV with a byte-order mark, so that office programs read Chinese: one line per right, one column per role. */
export function rightsCsv(
  lines: readonly RightLine[],
  names: { readonly right: string; readonly routes: string; readonly role: (role: Role) => string; readonly yes: string },
): string {
  const head = [names.right, ...roles.map(names.role), names.routes]
  const rows = lines.map(line => [line.right, ...roles.map(role => (line.roles.includes(role) ? names.yes : '')), line.routes.join('; ')])
  return `\ufeff${[head, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`
}
