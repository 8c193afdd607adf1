import { checkProof } from '../../kernel/audit/proof-check.ts'
import { proofFormat } from '../../kernel/audit/proof-format.ts'
import { isProofLike, type ProofSaid, type ProofWords, sayProof } from '../proof-words.ts'

// Checks a proof in the reader's own browser: nothing of it leaves the computer. Without this the same form is checked by the server.

type Said = ProofWords & { readonly button: string; readonly notAProof: string; readonly noCrypto: string; readonly here: string }

for (const form of document.querySelectorAll<HTMLFormElement>('[data-module="mj-proof-check"]')) enhance(form)

function enhance(form: HTMLFormElement): void {
  const words: Said = JSON.parse(form.dataset.words ?? '{}')
  const proof = form.querySelector('textarea')
  const key = form.querySelector<HTMLInputElement>('input[name="key"]')
  const place = document.getElementById(form.dataset.place ?? '')
  const buttons = form.querySelector('.govuk-button-group')
  if (!proof || !place || !buttons) return
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button'
  button.textContent = words.button
  button.addEventListener('click', async () => {
    const said = await check(words, proof.value, key?.value ?? '')
    show(place, said)
  })
  buttons.prepend(button)
  buttons.querySelector('[type="submit"]')?.classList.add('govuk-button--secondary')
}

async function check(words: Said, text: string, key: string): Promise<ProofSaid> {
  if (!(await hasCrypto())) return { ok: false, title: words.noCrypto, lines: [] }
  const proof = parsed(text)
  if (!isProofLike(proof, proofFormat)) return { ok: false, title: words.notAProof, lines: [] }
  const said = sayProof(words, proof, { checked: await checkProof(proof, key), pinned: key.trim() !== '' })
  return { ...said, lines: [...said.lines, words.here] }
}

/** Browsers give it to pages that came by https or from this computer, and not all know Ed25519. */
async function hasCrypto(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
    return true
  } catch {
    return false
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function show(place: HTMLElement, { ok, title, lines }: ProofSaid): void {
  const heading = document.createElement('h2')
  heading.className = 'govuk-heading-m'
  heading.textContent = title
  const list = document.createElement('ul')
  list.className = 'govuk-list govuk-list--bullet mj-checksum'
  for (const line of lines) {
    const item = document.createElement('li')
    item.textContent = line
    list.append(item)
  }
  place.className = `govuk-inset-text mj-proof ${ok ? 'mj-proof--right' : 'mj-proof--wrong'}`
  place.replaceChildren(heading, ...(lines.length > 0 ? [list] : []))
}
