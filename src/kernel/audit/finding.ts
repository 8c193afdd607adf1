/** What was done behind the app's back: to which row of which table. */
export type Bad = {
  readonly table: string
  readonly key: string
  readonly what:
    | 'changed'
    | 'deleted'
    | 'inserted'
    | 're-dated'
    /** Written through the triggers, but by no command: its transaction has no line of the log. */
    | 'without a command'
    | 'forged signature'
}

/** Named at most; the rest is only counted. */
export const bad_max = 1000

export type Found = (bad: Bad) => void

/** Each row once per kind, however many ways it was found. */
export function finder() {
  const bad = new Map<string, Bad>()
  let total = 0
  const add: Found = one => {
    const key = `${one.table} ${one.key}`
    if (bad.has(key)) return
    total += 1
    if (bad.size < bad_max) bad.set(key, one)
  }
  return { add, all: () => ({ bad: [...bad.values()], bad_total: total }) }
}
