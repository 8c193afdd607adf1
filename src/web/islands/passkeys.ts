import { startAuthentication, startRegistration } from '@simplewebauthn/browser'

// Passkeys live in the browser, which gives them to scripts only. The form is shown here; its button asks the server for a challenge, the
// browser for an answer to it, and sends the form with that answer.

async function answerTo(form: HTMLFormElement): Promise<string> {
  const response = await fetch(`${form.getAttribute('action')}/challenges`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: '',
  })
  if (!response.ok) throw new Error(`no challenge: ${response.status}`)
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
        form.submit()
      })
      .catch(() => {
        if (told) told.textContent = form.dataset.failed ?? ''
      })
  })
}
