/** Offers ways to go on under a search field, as the browser's own list of choices: keyboard and screen readers know it. */
const wait_ms = 200

export function offerSuggestions(input: HTMLInputElement): void {
  const list = document.createElement('datalist')
  list.id = `${input.id}-suggestions`
  input.after(list)
  input.setAttribute('list', list.id)
  let timer: number | undefined
  let asked: AbortController | undefined
  input.addEventListener('input', () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      asked?.abort()
      asked = new AbortController()
      void show(input.value, list, asked.signal).catch(() => {}) // nothing is offered, and the form works as before
    }, wait_ms)
  })
}

async function show(typed: string, list: HTMLDataListElement, signal: AbortSignal): Promise<void> {
  if (typed.trim() === '') return list.replaceChildren()
  const response = await fetch(`/search/suggestions?q=${encodeURIComponent(typed)}`, { signal })
  const body: unknown = await response.json()
  if (typeof body !== 'object' || body === null || !('suggestions' in body) || !Array.isArray(body.suggestions)) return
  list.replaceChildren(
    ...body.suggestions.map((text: unknown) => {
      const option = document.createElement('option')
      option.value = String(text)
      return option
    }),
  )
}
