import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { NotificationBanner } from '../../../web/ui/notification-banner.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { articleHref, deskPublicationsHref, newAmendmentHref, newDeliveryHref, newWithdrawalHref } from '../links.ts'
import { messages } from '../messages.ts'
import type { ArticleData } from '../queries.ts'
import { DeliveriesTable } from './article.tsx'

type Props = {
  view: View
  item: ArticleData
  may: { readonly deliver: boolean; readonly withdraw: boolean }
  done?: 'delivered' | 'withdrawn' | 'amended'
}

export const PublicationPage: FC<Props> = ({ view, item, may, done }) => {
  const m = messages[view.locale]
  const said = { delivered: m.deliveryRecorded, withdrawn: m.withdrawn, amended: m.amended }
  return (
    <DeskLayout view={view} title={item.title}>
      {done && <NotificationBanner type="success" titleText={m.publications} text={said[done]} />}
      <p class="govuk-body">
        <a class="govuk-link" href={deskPublicationsHref}>
          {m.publications}
        </a>
      </p>
      <h1 class="govuk-heading-l" lang="zh-CN">
        {item.title}
      </h1>
      <div class="mj-surface">
        <dl class="mj-facts">
          {(
            [
              [m.indexNumber, item.index_number],
              [m.unit, item.unit_name],
              [m.formedOn, item.formed_on],
              [m.publishedOn, item.published_on],
              [m.documentNumber, item.document_number],
            ] as const
          ).map(
            ([name, value]) =>
              value !== null && (
                <div>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        {item.withdrawn_on !== null && <Tag classes="govuk-tag--red" text={`${m.withdrawn} ${item.withdrawn_on}`} />}
        <p class="govuk-body">
          <a class="govuk-link" href={articleHref(item.id)}>
            {m.seeArticle}
          </a>
        </p>
      </div>
      <section class="mj-surface" aria-labelledby="deliveries">
        <h2 class="govuk-heading-m" id="deliveries">
          {m.deliveries}
        </h2>
        <DeliveriesTable view={view} deliveries={item.deliveries} />
        <div class="govuk-button-group">
          {may.deliver && <Button text={m.recordDelivery} href={newDeliveryHref(item.id)} />}
          {may.withdraw && item.withdrawn_on === null && (
            <Button text={m.amend} classes="govuk-button--secondary" href={newAmendmentHref(item.id)} />
          )}
          {may.withdraw && item.withdrawn_on === null && (
            <Button text={m.withdraw} classes="govuk-button--warning" href={newWithdrawalHref(item.id)} />
          )}
        </div>
      </section>
    </DeskLayout>
  )
}
