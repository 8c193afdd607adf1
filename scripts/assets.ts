import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compileAsync } from 'sass'

/** Plain name → name with the hash of its content: `{ "portal.css": "portal-1a2b3c4d.css" }`. */
export type Manifest = Readonly<Record<string, string>>
type Content = string | Buffer

const root = fileURLToPath(new URL('..', import.meta.url))
const images = join(root, 'node_modules/@ministryofjustice/frontend/moj/assets/images')
const styles = ['portal', 'desk'] as const
/** `main.js` is a module; `js-enabled.js` is classic and stands first in <body>; the others are for a few pages alone. */
const scripts = { main: 'esm', 'js-enabled': 'iife', passkeys: 'esm', 'proof-check': 'esm' } as const
/** MoJ Frontend's own use of a mixin that GOV.UK Frontend is leaving behind. */
const known = ['The `govuk-text-colour` mixin is deprecated']

const hashed = (name: string, content: Content): string => {
  const dot = name.lastIndexOf('.')
  return `${name.slice(0, dot)}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}${name.slice(dot)}`
}

const css = async (name: string): Promise<string> => {
  const compiled = await compileAsync(join(root, `src/web/styles/${name}.scss`), {
    // MoJ Frontend asks for `node_modules/govuk-frontend/…`, hence both.
    loadPaths: [root, join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    logger: {
      warn: message => {
        if (!known.some(start => message.startsWith(start))) console.warn(`${name}.scss: ${message}`)
      },
    },
  })
  return compiled.css
}

const js = async (name: string, format: 'esm' | 'iife'): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [join(root, `src/web/islands/${name}.ts`)],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: 'es2020',
    legalComments: 'none',
    logLevel: 'warning',
  })
  return outputFiles[0]?.text ?? ''
}

/**
 * Compiles the styles and the browser code into `outDir`, with content-hashed names, copies the few images that the styles name,
 * and writes `manifest.json` beside them. Addresses in the styles are relative: the folder may be served anywhere.
 */
export async function buildAssets(outDir: string): Promise<Manifest> {
  await mkdir(outDir, { recursive: true })
  const manifest: Record<string, string> = {}
  const write = async (name: string, content: Content): Promise<string> => {
    const target = hashed(name, content)
    manifest[name] = target
    await writeFile(join(outDir, target), content)
    return target
  }
  for (const name of styles) {
    let text = await css(name)
    const named = new Set([...text.matchAll(/url\(["']?(\/assets\/images\/([\w.-]+))["']?\)/g)].map(([, path, file]) => `${path} ${file}`))
    for (const [path, file] of [...named].map(pair => pair.split(' '))) {
      if (path && file) text = text.replaceAll(path, await write(file, await readFile(join(images, file))))
    }
    await write(`${name}.css`, text)
  }
  for (const [name, format] of Object.entries(scripts)) await write(`${name}.js`, await js(name, format))
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

if (import.meta.main) console.log(await buildAssets(process.argv[2] ?? join(root, 'dist/assets')))
