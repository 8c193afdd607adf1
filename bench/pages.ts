import { type Answer, ask, askPage, headerOf, type Wanted } from './answer.ts'
import type { RunningApp } from './app.ts'
import type { Bare, Gun } from './children.ts'
import { type Compared, compare, type Measured, type Rounds } from './compare.ts'
import { type Row, ratioRow, whole } from './table.ts'

export type Range = { readonly bare: Bare; readonly gun: Gun; readonly rounds: Rounds }

const least_cached = 0.8
const least_uncached = 0.1
const least_beside = 0.55

const rate = (side: Measured | undefined): string => `${whole(side?.rate ?? Number.NaN)}/s`
/** How busy each process was: a server that idles was waiting for the load generator, and its ratio flatters it. */
const work = (side: Measured | undefined): string =>
  side && Number.isFinite(side.cpu_us) ? `${side.cpu_us.toFixed(0)} µs CPU, ${(side.busy * 100).toFixed(0)} % busy` : ''

/**
 * The ratio of the rates, or of the processor time that an answer takes if that is worse: where the load generator is the slower one, as
 * with small answers, the rates alone would make every server equal.
 */
const smaller = (rates = Number.NaN, cpu: number): number => (Number.isFinite(cpu) ? Math.min(rates, cpu) : rates)

/** The cached page against the bare server with the same bytes: plain, precompressed, and 304 for who has it. */
export async function cachedRows(range: Range, app: RunningApp, name: string, path: string): Promise<Row[]> {
  const plain = await cached(app, path, {})
  const ways: readonly [string, Readonly<Record<string, string>>][] = [
    ['', {}],
    [', br', { 'accept-encoding': 'br' }],
    [', 304', { 'if-none-match': headerOf(plain, 'etag') ?? '' }],
  ]
  const rows: Row[] = []
  for (const [way, headers] of ways) {
    const answer = await cached(app, path, headers)
    const { sides, ratios } = await against(range, app, { answer, paths: [path], headers })
    rows.push(
      ratioRow({
        what: `cached ${name}${way} (${whole(answer.body.length)} B)`,
        measured: rate(sides[1]),
        calibration: rate(sides[0]),
        ratio: smaller(ratios[1], (sides[0]?.cpu_us ?? Number.NaN) / (sides[1]?.cpu_us ?? Number.NaN)),
        least: least_cached,
        note: `app ${work(sides[1])}; bare ${work(sides[0])}`,
      }),
    )
  }
  return rows
}

/** Different articles, each read from the database and written anew. */
export async function uncachedRow(range: Range, app: RunningApp, paths: readonly string[]): Promise<Row> {
  const answer = await ask(`${app.origin}${paths[0]}`)
  const { sides, ratios } = await against(range, app, { answer, paths, headers: {} })
  return ratioRow({
    what: `uncached articles (${whole(paths.length)} of them)`,
    measured: rate(sides[1]),
    calibration: rate(sides[0]),
    ratio: ratios[1] ?? Number.NaN,
    least: least_uncached,
    note: `app ${work(sides[1])}`,
  })
}

/** Uncached articles while somebody has the whole report counted again and again, against the same without. */
export async function besideRow({ gun, rounds }: Range, app: RunningApp, paths: readonly string[], report: Wanted): Promise<Row> {
  const quiet = { origin: app.origin, pid: app.pid, paths, status: 200 }
  let counted = 0
  const during = () => {
    let over = false
    const counting = (async () => {
      while (!over) {
        await askPage(`${app.origin}${report.path}`, report.headers)
        counted += 1
      }
    })()
    return async () => {
      over = true
      await counting
    }
  }
  const { sides, ratios } = await compare(gun, [quiet, { ...quiet, during }], rounds)
  return ratioRow({
    what: `uncached articles while ${report.path} is counted`,
    measured: rate(sides[1]),
    calibration: `${rate(sides[0])} alone`,
    ratio: ratios[1] ?? Number.NaN,
    least: least_beside,
    note: `counted ${counted} times in ${rounds.rounds * rounds.seconds} s`,
  })
}

type Shot = { readonly answer: Answer; readonly paths: readonly string[]; readonly headers: Readonly<Record<string, string>> }

async function against({ bare, gun, rounds }: Range, app: RunningApp, { answer, paths, headers }: Shot): Promise<Compared> {
  await bare.say(answer)
  const target = { paths, headers, status: answer.status }
  return await compare(
    gun,
    [
      { ...target, origin: bare.origin, pid: bare.pid },
      { ...target, origin: app.origin, pid: app.pid },
    ],
    rounds,
  )
}

/** The answer once the page is kept and, a moment later, compressed. */
async function cached(app: RunningApp, path: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await ask(`${app.origin}${path}`, headers)
    const wanted = headers['accept-encoding']
    if (tries > 0 && (wanted === undefined || headerOf(answer, 'content-encoding') === wanted)) return answer
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`${path} is not answered in ${headers['accept-encoding']}`)
}
