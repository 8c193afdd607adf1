// A box in the head of a list that ticks all boxes of the page, and says how many are ticked. Without it each box is ticked by itself.

export function tickAll(): void {
  for (const head of document.querySelectorAll<HTMLElement>('[data-tick-all]')) {
    const table = head.closest('table')
    if (!table) continue
    const boxes = [...table.querySelectorAll<HTMLInputElement>('tbody .mj-tick input[type=checkbox]')]
    if (boxes.length < 2) continue
    const all = document.createElement('input')
    all.type = 'checkbox'
    all.className = 'govuk-checkboxes__input'
    all.id = 'tick-all'
    const label = document.createElement('label')
    label.className = 'govuk-label govuk-checkboxes__label'
    label.htmlFor = all.id
    const words = document.createElement('span')
    words.className = 'govuk-visually-hidden'
    words.textContent = head.dataset.tickAll ?? ''
    label.append(words)
    const item = document.createElement('div')
    item.className = 'govuk-checkboxes__item'
    item.append(all, label)
    const group = document.createElement('div')
    group.className = 'govuk-checkboxes govuk-checkboxes--small'
    group.append(item)
    head.replaceChildren(group)
    const settle = () => {
      const ticked = boxes.filter(box => box.checked).length
      all.checked = ticked === boxes.length
      all.indeterminate = ticked > 0 && ticked < boxes.length
    }
    all.addEventListener('change', () => {
      for (const box of boxes) box.checked = all.checked
    })
    for (const box of boxes) box.addEventListener('change', settle)
    settle() // the browser may have kept ticks from before
  }
}
