// How far something is that goes on behind the page. Without this script the page comes anew every few seconds.

type Far = { readonly done: number; readonly of: number; readonly words: string }

const isFar = (value: unknown): value is Far =>
  value instanceof Object && 'done' in value && 'of' in value && 'words' in value && typeof value.words === 'string'

export function progress(): void {
  const place = document.querySelector<HTMLElement>('[data-progress]')
  const address = place?.dataset.progress
  if (!place || address === undefined || typeof EventSource === 'undefined') return
  const bar = place.querySelector('progress')
  const words = place.querySelector<HTMLElement>('[data-progress-words]')
  const source = new EventSource(address)
  source.addEventListener('progress', (event: MessageEvent<string>) => {
    const far: unknown = JSON.parse(event.data)
    if (!isFar(far)) return
    if (bar && far.of > 0) {
      bar.max = far.of
      bar.value = far.done
    }
    if (words) words.textContent = far.words
  })
  source.addEventListener('done', () => {
    source.close()
    window.location.reload()
  })
  window.addEventListener('pagehide', () => source.close())
}
