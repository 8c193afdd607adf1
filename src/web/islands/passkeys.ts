import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

// Passkeys live in the browser, which gives them to scripts only. The form is shown here; its button asks the server for a challenge, the
// browser for an answer to it, and sends the form with that answer.

/** The server's words, for the person. */
class Refused extends Error {}

async function wordsOf(response: Response): Promise<string> {
  const told: unknown = await response.json().catch(() => undefined)
  const words: unknown = told instanceof Object && 'words' in told ? told.words : undefined
  return typeof words === 'string' ? words : ''
}

async function answerTo(form: HTMLFormElement): Promise<string> {
  const response = await fetch(`${form.getAttribute('action')}/challenges`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password: form.querySelector<HTMLInputElement>('input[name="password"]')?.value ?? '' }).toString(),
  })
  if (!response.ok) throw new Refused(await wordsOf(response))
  const optionsJSON = await response.json()
  const answer = form.dataset.passkey === 'create' ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON })
  return JSON.stringify(answer)
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!('PublicKeyCredential' in window)) continue
  form.hidden = false
  for (const word of document.querySelectorAll<HTMLElement>('[data-passkey-needs]')) word.hidden = true
  const field = form.querySelector<HTMLInputElement>('input[name="credential"]')
  const told = form.querySelector<HTMLElement>('[role="alert"]')
  form.addEventListener('submit', event => {
    if (field?.value !== '') return
    event.preventDefault()
    if (told) told.textContent = ''
    answerTo(form)
      .then(answer => {
        field.value = answer
        const password = form.querySelector<HTMLInputElement>('input[name="password"]')
        if (password) password.value = '' // it has done its work
        form.submit()
      })
      .catch((error: unknown) => {
        const words = error instanceof Refused ? error.message : ''
        if (told) told.textContent = words || (form.dataset.failed ?? '')
      })
  })
}
