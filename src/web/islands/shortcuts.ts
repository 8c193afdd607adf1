// Keys for those who want them: off until switched on at the help page, and always with Alt and Shift, so that no letter typed into a form
// and no key of a screen reader is taken.

const store = 'mj_shortcuts'

const isOn = (): boolean => {
  try {
    return localStorage.getItem(store) === 'on'
  } catch {
    return false // a browser that keeps nothing
  }
}

export function shortcuts(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-shortcuts]')
  if (button) {
    const show = () => {
      button.hidden = false
      button.setAttribute('aria-pressed', String(isOn()))
      button.textContent = (isOn() ? button.dataset.off : button.dataset.on) ?? ''
    }
    button.addEventListener('click', () => {
      localStorage.setItem(store, isOn() ? 'off' : 'on')
      show()
    })
    show()
  }
  if (!document.body.classList.contains('mj-desk')) return
  const places: Readonly<Record<string, string>> = {
    KeyM: '/desk',
    KeyU: '/desk/unit-work',
    KeyN: '/desk/notices',
    KeyV: '/desk/views',
    KeyH: '/desk/help',
  }
  document.addEventListener('keydown', event => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !isOn()) return
    if (event.code === 'KeyF') {
      const field = document.querySelector<HTMLElement>('.mj-filters input[type=search]')
      if (field) {
        event.preventDefault()
        field.focus()
      }
      return
    }
    const place = places[event.code]
    if (place === undefined) return
    event.preventDefault()
    location.assign(place)
  })
}
