import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { headingIn } from '../rules/compose.ts'
import { type DocumentItem, type DocumentParagraph, isFigureRun, type ReportDocument } from '../rules/document.ts'

export type StandaloneProps = {
  document: ReportDocument
  /** Whether this is the released report or a count of today. */
  note: string
  /** Scheme and host before each link; null: numbers are not linked, since the file has no site behind it. */
  origin: string | null
}

// The only page with a style of its own: a file that opens by itself, never served.
const style = `body{max-width:46em;margin:2em auto;padding:0 1em;font:18px/1.9 "Source Han Serif SC","Noto Serif CJK SC",SimSun,serif;color:#221d1a}
h1{text-align:center}.note{text-align:center;color:#5a5049}section>p{text-indent:2em}p.missing{color:#5a5049;font-size:.9em}
table{border-collapse:collapse;width:100%;margin:1em 0 2em;font-size:.85em}th,td{border:1px solid #d9d0c5;padding:.3em .6em;text-align:left}
td.n{text-align:right;font-variant-numeric:tabular-nums}a{color:#1a4f8b}`

/** The report as one HTML file without anything beside it. */
export const StandaloneReport: FC<StandaloneProps> = ({ document, note, origin }) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{document.title}</title>
      <style>{raw(style)}</style>
    </head>
    <body>
      <h1>{document.title}</h1>
      <p class="note">
        {document.issuer}
        <br />
        {note}
      </p>
      <section>{document.introduction.map(paragraph => text(paragraph, origin))}</section>
      {document.parts.map(part => (
        <>
          <Headed of={part} level={2} origin={origin} />
          {part.sections.map(section => (
            <>
              <Headed of={section} level={3} origin={origin} />
              {section.items.map(item => (
                <Headed of={item} level={4} origin={origin} />
              ))}
            </>
          ))}
        </>
      ))}
      <h2>报告所列数字</h2>
      <Rows
        head={['指标', '数值', '记录数']}
        rows={document.figures.map(figure => ({
          name: figure.name['zh-CN'],
          value: figure.printed['zh-CN'] + (figure.value === null ? '' : figure.unit['zh-CN']),
          href: figure.href,
          more: [String(figure.records)],
        }))}
        origin={origin}
      />
      {document.charts.map(chart => (
        <>
          <h2>{chart.title['zh-CN']}</h2>
          <Rows
            head={[chart.head['zh-CN'], `数量 ${chart.unit['zh-CN']}`]}
            rows={chart.rows.map(row => ({ name: row.label['zh-CN'], value: String(row.value), href: row.href, more: [] }))}
            origin={origin}
          />
        </>
      ))}
    </body>
  </html>
)

const Headed: FC<{ of: DocumentItem; level: 2 | 3 | 4; origin: string | null }> = ({ of, level, origin }) => {
  const Heading = `h${level}` as const
  return (
    <section>
      <Heading>
        {of.number}
        {headingIn(of, 'zh-CN')}
      </Heading>
      {of.paragraphs.map(paragraph => text(paragraph, origin))}
    </section>
  )
}

const text = (of: DocumentParagraph, origin: string | null) => (
  <p class={of.missing ? 'missing' : undefined}>
    {of.runs.map(run => (isFigureRun(run) ? <Linked text={run.printed + run.unit} href={run.href} origin={origin} /> : run.text))}
  </p>
)

const Linked: FC<{ text: string; href: string; origin: string | null }> = ({ text: shown, href, origin }) =>
  origin === null ? <span data-href={href}>{shown}</span> : <a href={`${origin}${href}`}>{shown}</a>

type Row = { name: string; value: string; href: string; more: readonly string[] }
const Rows: FC<{ head: readonly string[]; rows: readonly Row[]; origin: string | null }> = ({ head, rows, origin }) => (
  <table>
    <thead>
      <tr>
        {head.map(title => (
          <th scope="col">{title}</th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <tr>
          <th scope="row">{row.name}</th>
          <td class="n">
            <Linked text={row.value} href={row.href} origin={origin} />
          </td>
          {row.more.map(more => (
            <td class="n">{more}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
