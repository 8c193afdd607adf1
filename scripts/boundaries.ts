// Holds the touch table with dependency-cruiser, and asserts that it really looked at every module of src/.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { cruise, format, type ICruiseResult } from 'dependency-cruiser'
import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

const home = join(import.meta.dirname, '..')
process.chdir(home)
createRequire(import.meta.url)

const onDisk = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(entry => relative(home, join(entry.parentPath, entry.name)))

const options = await extractDepcruiseConfig(join(home, '.dependency-cruiser.cjs'))
const { output } = await cruise(
  ['src', 'demo'],
  { ...options.options, ruleSet: { forbidden: options.forbidden ?? [] }, validate: true },
  undefined,
  {
    tsConfig: extractTSConfig('tsconfig.json'),
  },
)
if (typeof output === 'string') throw new Error('dependency-cruiser gave text where its result was asked for')
const result: ICruiseResult = output
const seen = new Set(result.modules.map(module => module.source).filter(source => source.startsWith('src/')))
const missed = onDisk.filter(file => !seen.has(file))
if (missed.length > 0) {
  console.error(`dependency-cruiser did not look at ${missed.length} of ${onDisk.length} modules: ${missed.slice(0, 5).join(', ')}`)
  process.exit(1)
}
if (result.summary.error > 0) {
  const text = await format(result, { outputType: 'err-long' })
  console.error(text.output)
  process.exit(1)
}
console.log(`Boundaries hold: ${onDisk.length} modules of src/ looked at, ${result.summary.totalDependenciesCruised ?? 0} dependencies.`)
