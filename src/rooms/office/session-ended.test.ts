import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type World, world } from '../../../test/world.ts'
import { thePublic } from '../../kernel/org/actor.ts'
import { createAccount, createPerson, grantRole } from '../../kernel/org/people.ts'

const [name, password] = ['clerk', 'a long password']
let w: World
beforeAll(async () => {
  w = await world()
  await w.run(
    thePublic,
    async work => {
      const person_id = await createPerson(work, { name: '何某' })
      await grantRole(work, { person_id, role: 'author', unit_id: w.cast.education.id })
      await createAccount(work, { person_id, sign_in_name: name, password })
    },
    null,
  )
})
afterAll(async () => await w.drop())

const signIn = (form: Readonly<Record<string, string>>) => w.post('/desk/sign-in', { sign_in_name: name, password, ...form })
const cookieOf = (answer: Response) => /mj_session=[\w-]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0]

describe('a session that ended while writing', () => {
  const draft = {
    form_id: '0190b5d4-0000-7000-8000-000000000000',
    title: '关于<script>alert(1)</script>的通知',
    body_text: '第一段\r\n第二段 & "引号" \'撇号\' + % 号',
    password: 'never carried',
    unit_id: '12',
  }
  const hidden = (html: string) =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"\/>/g)].map(([, field = '', value = '']) => [
        field,
        decoded(value),
      ]),
    )
  const decoded = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

  test('what was typed comes back after sign-in, and goes where it was going', async () => {
    const ended = await w.post('/desk/drafts?from=here', draft)
    expect([ended.status, ended.headers.get('cache-control')]).toEqual([401, 'no-store'])
    const html = await ended.text()
    expect(html).toContain('您填写的内容没有丢失')
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('never carried')

    const wrong = await w.post('/desk/sign-in', { ...hidden(html), sign_in_name: name, password: 'wrong password' })
    expect(wrong.status).toBe(422)
    const right = await w.post('/desk/sign-in', { ...hidden(await wrong.text()), sign_in_name: name, password })
    expect(right.status).toBe(200)
    expect(cookieOf(right)).toBeDefined()
    const page = await right.text()
    expect(page).toContain('action="/desk/drafts?from=here"')
    expect(page).toContain('关于&lt;script&gt;alert(1)&lt;/script&gt;的通知')
    expect(page).toContain('第一段<br/>第二段')
    expect(page).toContain('何某') // the frame knows who is signed in
    expect(page).not.toContain(password)
    const { password: _never, ...carried } = draft
    expect(hidden(page)).toEqual(carried)
  })

  test('the address to go on to is one of the desk, whatever was sent', async () => {
    const page = await (await signIn({ resend: 'yes', 'carried.title': '标题', to: 'https://evil.example/desk' })).text()
    expect(page).toContain('action="/desk"')
    expect(page).not.toContain('evil.example')
  })

  test('what is too long to be sent twice is shown, to be copied before signing in', async () => {
    const long = `${'政'.repeat(221_500)}完`
    const ended = await w.post('/desk/drafts', { body_text: long })
    expect(ended.status).toBe(401)
    const html = await ended.text()
    expect(html).toContain('请先复制')
    expect(html).toContain(`>${long}</textarea>`)
    expect(html).not.toContain('carried.body_text')
    expect(html).toContain('name="to" value="/desk"')
  })

  test('a step without any words can be taken up again as well', async () => {
    const html = await (await w.post('/desk/drafts/12/submissions', {})).text()
    const page = await (await w.post('/desk/sign-in', { ...hidden(html), sign_in_name: name, password })).text()
    expect(page).toContain('action="/desk/drafts/12/submissions"')
    expect(page).toContain('没有需要显示的文字')
  })
})
