import { createTransport } from 'nodemailer'
import { NeverTaken, type Post } from './post.ts'

const timeout_ms = 15_000

/** Letters by SMTP: `url` as in smtp://user:password@host:587, or smtps:// for TLS from the start. Plain text, one at a time. */
export function mailPost({ url, from }: { readonly url: string; readonly from: string }): Post {
  const transport = createTransport({ url, connectionTimeout: timeout_ms, greetingTimeout: timeout_ms, socketTimeout: timeout_ms })
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'mingjing'
  return async ({ id, to, subject, text }) => {
    try {
      await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId: `<${id}@${domain}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    } catch (error) {
      // 5yz is the other side's last word (RFC 5321 4.2.1), save for 530 to 538, which are about our own sign-in.
      const code = typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0
      if (code >= 540 || (code >= 500 && code < 530)) throw new NeverTaken(`the mail server answered ${code}`)
      throw new Error(`the mail server could not be reached or refused for now (${code || 'no answer'})`)
    }
  }
}
