import { Alert } from '@ministryofjustice/frontend/moj/components/alert/alert.mjs'
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from 'govuk-frontend'
import { fileDrops } from './file-drop.ts'
import { live } from './live.ts'
import { progress } from './progress.ts'
import { offerSuggestions } from './search-suggestions.ts'
import { shortcuts } from './shortcuts.ts'
import { tickAll } from './ticks.ts'

// The browser code of the components that src/web/ui writes, and of no others. Every page works without it.
createAll(Button, { preventDoubleClick: true })
for (const component of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(component)
}

// The alert's script would write 'Dismiss' over the word that the page gave its button.
for (const alert of document.querySelectorAll<HTMLElement>('[data-module="moj-alert"]')) {
  alert.dataset.dismissText ??= alert.querySelector('.moj-alert__dismiss')?.textContent?.trim() ?? ''
}
createAll(Alert)

fileDrops()
// Ours.
tickAll()
live()
progress()
shortcuts()
for (const input of document.querySelectorAll<HTMLInputElement>('[data-module="mj-search-suggestions"]')) offerSuggestions(input)
