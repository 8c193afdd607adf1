import type { Child, FC } from 'hono/jsx'
import { type Attributes, type Common, type Content, cx, present, type Sparse, show } from './content.ts'

export type TableCell = Content & {
  format?: 'numeric'
  classes?: string
  colspan?: number
  rowspan?: number
  attributes?: Attributes
}
export type TableProps = Common & {
  rows: Sparse<readonly TableCell[]>
  head?: readonly TableCell[]
  caption?: Child
  captionClasses?: string
  firstCellIsHeader?: boolean
}

const spans = (cell: TableCell) => ({ ...cell.attributes, colspan: cell.colspan || undefined, rowspan: cell.rowspan || undefined })

const Cell: FC<{ cell: TableCell; isRowHeader: boolean }> = ({ cell, isRowHeader }) =>
  isRowHeader ? (
    <th {...spans(cell)} scope="row" class={cx('govuk-table__header', cell.classes)}>
      {show(cell)}
    </th>
  ) : (
    <td {...spans(cell)} class={cx('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes)}>
      {show(cell)}
    </td>
  )

export const Table: FC<TableProps> = ({ rows, head, caption, captionClasses, firstCellIsHeader, classes, attributes }) => (
  <table {...attributes} class={cx('govuk-table', classes)}>
    {caption && <caption class={cx('govuk-table__caption', captionClasses)}>{caption}</caption>}
    {head && (
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {head.map(cell => (
            <th
              {...spans(cell)}
              scope="col"
              class={cx('govuk-table__header', cell.format && `govuk-table__header--${cell.format}`, cell.classes)}
            >
              {show(cell)}
            </th>
          ))}
        </tr>
      </thead>
    )}
    <tbody class="govuk-table__body">
      {present(rows).map(row => (
        <tr class="govuk-table__row">
          {row.map((cell, index) => (
            <Cell cell={cell} isRowHeader={index === 0 && Boolean(firstCellIsHeader)} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
