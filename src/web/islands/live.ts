// Says on an open list that it has changed. Nothing that one reads moves: a line appears, and the reader reloads when they like.

type Change = { readonly cases: number; readonly notices: boolean }

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && 'cases' in value && typeof value.cases === 'number' && 'notices' in value

/** Listens while the page is looked at: a hidden tab would hold one of the few connections that a browser opens to one site. */
export function live(): void {
  const note = document.querySelector<HTMLElement>('[data-live]')
  const address = note?.dataset.live
  if (!note || address === undefined || typeof EventSource === 'undefined') return
  const link = note.querySelector('a')
  const bell = document.querySelector<HTMLElement>('[data-bell]')
  const words = document.createElement('span')
  note.prepend(words)
  let source: EventSource | undefined
  let changes = 0

  const hear = (event: MessageEvent<string>): void => {
    const change: unknown = JSON.parse(event.data)
    if (!isChange(change)) return
    if (change.notices) bell?.classList.add('mj-bell--unread')
    const fresh = note.dataset.liveWhat === 'notices' ? Number(change.notices) : change.cases
    if (fresh === 0) return
    changes += fresh
    words.textContent = `${changes === 1 ? note.dataset.liveOne : note.dataset.liveMany?.replace('%', String(changes))} `
    note.classList.add('mj-live--changed')
    if (link) link.hidden = false
  }
  const open = (): void => {
    source ??= new EventSource(address)
    source.addEventListener('change', hear)
  }
  const close = (): void => {
    source?.close()
    source = undefined
  }
  const look = (): void => (document.visibilityState === 'visible' ? open() : close())
  document.addEventListener('visibilitychange', look)
  window.addEventListener('pagehide', close)
  look()
}
