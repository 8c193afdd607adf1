import { createAll, FileUpload } from 'govuk-frontend'

// A form that sends a file, with a bar of progress. The page works without it: the same form is sent, the same answer comes. From that answer
// only the part with the files is taken, so that nothing typed elsewhere on the page is lost.

const moduleName = 'mj-file-drop'
const content = '.mj-upload__content'

export function fileDrops(): void {
  spaceWords(document)
  for (const section of document.querySelectorAll<HTMLElement>(`[data-module="${moduleName}"]`)) {
    section.addEventListener('submit', event => {
      const form = event.target
      if (!(form instanceof HTMLFormElement) || !form.classList.contains('mj-upload')) return
      const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0]
      if (!file) return // the server says what is missing
      event.preventDefault()
      if (section.dataset.sending) return
      if (file.size > Number(section.dataset.bytesMax)) say(section, section.dataset.tooLarge)
      else send(section, form)
    })
  }
}

function send(section: HTMLElement, form: HTMLFormElement): void {
  const bar = section.querySelector('progress')
  const request = new XMLHttpRequest()
  const end = (words: string | undefined): void => {
    delete section.dataset.sending
    if (bar) bar.hidden = true
    say(section, words)
  }
  section.dataset.sending = 'yes'
  if (bar) {
    bar.value = 0
    bar.hidden = false
  }
  say(section, section.dataset.uploading)
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    if (bar) bar.value = (100 * loaded) / total
    if (loaded === total) say(section, section.dataset.checking)
  })
  request.addEventListener('load', () => {
    const answer = request.responseXML?.querySelector(`[data-module="${moduleName}"] ${content}`)
    if (!answer) {
      // Signed out, or the draft is with somebody else by now: the page that says so is shown.
      if (request.status < 400) location.assign(request.responseURL)
      else end(request.responseXML?.querySelector('main p')?.textContent ?? section.dataset.failed)
      return
    }
    section.querySelector(content)?.replaceWith(document.adoptNode(answer))
    createAll(FileUpload, undefined, { scope: section })
    spaceWords(section)
    end(request.status === 422 ? '' : section.dataset.uploaded)
    section.querySelector<HTMLElement>('#file')?.focus() // which has the error as its description, if there is one
  })
  for (const fault of ['error', 'abort', 'timeout']) request.addEventListener(fault, () => end(section.dataset.failed))
  request.open('POST', form.action)
  request.responseType = 'document'
  request.send(new FormData(form))
}

/** The library writes a button's words without a space between, so that who speaks what they see ('No file chosen Choose file') is not understood. */
function spaceWords(scope: ParentNode): void {
  for (const status of scope.querySelectorAll('.govuk-file-upload-button__status')) status.after(' ')
}

/** Read out by screen readers: the place is there from the beginning. */
function say(section: HTMLElement, words: string | undefined): void {
  const place = section.querySelector('.mj-upload__said')
  if (place && place.textContent !== words) place.textContent = words ?? ''
}
