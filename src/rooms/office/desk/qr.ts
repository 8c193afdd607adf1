import type { Context } from 'hono'
import QRCode from 'qrcode'
import type { Env } from '../../../web/env.ts'

/** The text as a picture of squares. It holds a secret: nobody keeps it. */
export async function qrPicture(c: Context<Env>, text: string): Promise<Response> {
  const picture = await QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
  return c.body(picture, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' })
}
