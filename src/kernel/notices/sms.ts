import { NeverTaken, type Post } from './post.ts'

const timeout_ms = 10_000
/** The gateway has this id already: it took the message at an earlier attempt whose answer was lost. */
const known = 409
const again = [408, 425, 429]

/** Text messages through an HTTP gateway (docs/sms-gateway.md): POST JSON { to, text, id }. Never follows a redirect with the token. */
export function smsPost({ url, token }: { readonly url: string; readonly token: string }): Post {
  return async ({ id, to, text }) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ to, text, id }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout_ms),
    })
    await answer.body?.cancel()
    if (answer.ok || answer.status === known) return
    const words = `the SMS gateway answered ${answer.status}`
    if (answer.status >= 400 && answer.status < 500 && !again.includes(answer.status)) throw new NeverTaken(words)
    throw new Error(words)
  }
}
