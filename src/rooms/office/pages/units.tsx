import type { FC } from 'hono/jsx'
import type { View } from '../../../web/env.ts'
import { DeskLayout } from '../../../web/layouts/desk.tsx'
import { Button } from '../../../web/ui/button.tsx'
import { Scroll } from '../../../web/ui/scroll.tsx'
import { SummaryList } from '../../../web/ui/summary-list.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { Tag } from '../../../web/ui/tag.tsx'
import { holdingEndHref, newPersonHref, newUnitHref, personHref, postHref, unitActHref, unitHref, unitsBelowHref } from '../links.ts'
import { type DoneKey, peopleMessages } from '../messages/people.ts'
import type { UnitData } from '../queries/units.ts'
import { Done } from './admin-parts.tsx'
import { levelName } from './unit-list.tsx'

type UnitProps = { view: View; unit: UnitData; done: DoneKey | undefined; mayStaff: boolean }

export const UnitPage: FC<UnitProps> = props => {
  const { view, unit, done } = props
  const m = peopleMessages[view.locale]
  const open = unit.valid_to === null
  return (
    <DeskLayout view={view} title={unit.name}>
      <Done view={view} text={done && m.dones[done]} />
      <div class="mj-case__head">
        <h1 class="govuk-heading-l" lang="zh-CN">
          {unit.name}
        </h1>
        {!open && <Tag classes="govuk-tag--grey" text={`${m.closed} ${unit.valid_to}`} />}
      </div>
      {open && <UnitActs {...props} />}
      <Facts view={view} unit={unit} />
      {unit.former.length > 0 && (
        <div class="mj-surface">
          <h2 class="govuk-heading-m">{m.formerNames}</h2>
          <Scroll label={m.formerNames}>
            <Table
              head={[{ text: m.name }, { text: m.since }, { text: m.until }]}
              rows={unit.former.map(row => [
                { text: <span lang="zh-CN">{row.name}</span> },
                { text: row.valid_from },
                { text: row.valid_to },
              ])}
            />
          </Scroll>
        </div>
      )}
      <Posts {...props} />
    </DeskLayout>
  )
}

const UnitActs: FC<UnitProps> = ({ view, unit }) => {
  const m = peopleMessages[view.locale]
  const acts: readonly (readonly [string, string])[] = [
    [`${unitHref(unit.id)}/edit`, m.amendUnit],
    [`${unitActHref(unit.id, 'names')}/new`, m.renameUnit],
    ...(unit.parent_id === null
      ? []
      : ([
          [`${unitActHref(unit.id, 'moves')}/new`, m.moveUnit],
          [`${unitActHref(unit.id, 'closures')}/new`, m.closeUnit],
        ] as const)),
    [newUnitHref(unit.id), m.newUnit],
    [`${unitActHref(unit.id, 'posts')}/new`, m.newPost],
  ]
  return (
    <ul class="mj-steps">
      {acts.map(([href, text]) => (
        <li>
          <Button href={href} text={text} classes="govuk-button--secondary" />
        </li>
      ))}
    </ul>
  )
}

const Facts: FC<{ view: View; unit: UnitData }> = ({ view, unit }) => {
  const m = peopleMessages[view.locale]
  const row = (key: string, text: string | null) => ({ key: { text: key }, value: { text: text ?? m.none } })
  return (
    <div class="mj-surface">
      <SummaryList
        rows={[
          row(m.shortName, unit.short_name),
          row(m.code, unit.code),
          row(m.level, levelName(view.locale, unit.level)),
          row(m.kind, unit.kind),
          {
            key: { text: m.above },
            value: {
              text: unit.above ? (
                <a class="govuk-link" href={unitHref(unit.above.id)} lang="zh-CN">
                  {unit.above.name}
                </a>
              ) : (
                m.none
              ),
            },
          },
          {
            key: { text: m.below },
            value: {
              text:
                (unit.below ?? 0) > 0 ? (
                  <a class="govuk-link" href={unitsBelowHref(unit.id)}>
                    {m.belowCount(unit.below ?? 0)}
                  </a>
                ) : (
                  m.none
                ),
            },
          },
          row(m.divisionCode, unit.division_code),
          row(m.documentPrefix, unit.document_prefix),
          row(m.uscc, unit.uscc),
          row(m.organisationCode, unit.organisation_code),
          row(m.phone, unit.phone),
          row(m.since, unit.valid_from),
        ]}
      />
    </div>
  )
}

const Posts: FC<UnitProps> = ({ view, unit, mayStaff }) => {
  const m = peopleMessages[view.locale]
  if (unit.posts.length === 0) return null
  const link = (href: string, text: string, about: string) => (
    <a class="govuk-link" href={href}>
      {text}
      <span class="govuk-visually-hidden"> {about}</span>
    </a>
  )
  return (
    <div class="mj-surface">
      <h2 class="govuk-heading-m">{m.posts}</h2>
      <Scroll label={m.posts}>
        <Table
          head={[{ text: m.post }, { text: m.holders }, { text: '' }]}
          rows={unit.posts.map(post => [
            { text: <span lang="zh-CN">{post.name}</span> },
            {
              text:
                post.holders.length === 0
                  ? m.vacant
                  : post.holders.map((holder, index) => (
                      <>
                        {index > 0 && <br />}
                        {mayStaff ? (
                          <a class="govuk-link" href={personHref(holder.person_id)} lang="zh-CN">
                            {holder.name}
                          </a>
                        ) : (
                          <span lang="zh-CN">{holder.name}</span>
                        )}{' '}
                        {mayStaff && link(`${holdingEndHref(holder)}/new`, m.endHolding, `${holder.name} ${post.name}`)}
                      </>
                    )),
            },
            {
              text: (
                <>
                  {mayStaff && link(newPersonHref(post.id), m.newPerson, post.name)}{' '}
                  {mayStaff && link(`${postHref(post.id, 'holdings')}/new`, m.appoint, post.name)}{' '}
                  {link(`${postHref(post.id, 'names')}/new`, m.renamePost, post.name)}{' '}
                  {link(`${postHref(post.id, 'closures')}/new`, m.closePost, post.name)}
                </>
              ),
            },
          ])}
        />
      </Scroll>
    </div>
  )
}
