import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { FormId, Problems, TextField } from '../../../web/fields.tsx'
import type { SentForm } from '../../../web/form-state.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { InsetText } from '../../../web/ui/inset-text.tsx'
import { siteHref } from '../links.ts'
import { siteMessages } from '../messages/site.ts'
import { Done } from './admin-parts.tsx'

type Props = { view: View; state: SentForm; said: boolean; done: boolean }

export const SitePage: FC<Props> = ({ view, state, said, done }) => {
  const m = siteMessages[view.locale]
  const field = { view, state }
  return (
    <DeskLayout view={view} title={m.title}>
      <Problems view={view} state={state} />
      <Done view={view} text={done ? m.done : undefined} />
      <h1 class="govuk-heading-l">{m.title}</h1>
      <p class="govuk-body">{m.lead}</p>
      {!said && <InsetText text={m.defaults} />}
      <form method="post" action={siteHref} novalidate class="mj-surface">
        <FormId state={state} />
        <TextField {...field} name="name_zh" label={m.nameZh} hint={m.nameZhHint} />
        <TextField {...field} name="name_en" label={m.nameEn} />
        <TextField {...field} name="sponsor_zh" label={m.sponsorZh} />
        <TextField {...field} name="sponsor_en" label={m.sponsorEn} />
        <TextField {...field} name="contact_zh" label={m.contactZh} />
        <TextField {...field} name="contact_en" label={m.contactEn} />
        <TextField {...field} name="icp" label={m.icp} hint={m.icpHint} width={20} />
        <TextField {...field} name="police" label={m.police} hint={m.policeHint} width={20} />
        <TextField {...field} name="site_code" label={m.siteCode} hint={m.siteCodeHint} width={20} />
        <TextField {...field} name="domain" label={m.domain} hint={m.domainHint} width={20} />
        <Button text={m.save} preventDoubleClick />
      </form>
    </DeskLayout>
  )
}
