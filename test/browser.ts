import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium as launcher } from 'playwright-core'
import { z } from 'zod'
import { home, kept } from './kept.ts'

// The package's own arguments are wrong for tests: --single-process ends the browser with the first closed context, and
// --disable-web-security hides faults of the CSP.
const args = ['--no-sandbox', '--headless=shell', '--disable-gpu', '--font-render-hinting=none']

const packages = { chromium: '@sparticuz/chromium', font: '@fontsource/noto-sans-sc' } as const

/** The Chromium that npm brought, with libraries and fonts of its own, so that it runs on a bare machine; or the one that CHROMIUM_PATH names. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && named !== '') return await launcher.launch({ executablePath: named, args })
  const folder = await kept(`chromium-${versionOf(packages.chromium)}-${versionOf(packages.font)}`, unpack)
  return await launcher.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...definedOf(process.env),
      // Only the browser gets our libraries: other programs that tests start must find their own.
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH ?? ''].filter(path => path !== '').join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      FONTCONFIG_PATH: folder,
    },
  })
}

const versionOf = (name: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(home, 'node_modules', name, 'package.json'), 'utf8'))).version

const definedOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

/**
 * The package unpacks into os.tmpdir() and takes what lies there for its own: hence a folder that nobody else uses, named before the
 * package is loaded. libnss3 and libnspr4 are missing on a bare Debian and unpacked only on AWS: we do it ourselves.
 */
async function unpack(folder: string, later: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium')
    await chromium.executablePath()
    const bin = join(dirname(fileURLToPath(import.meta.resolve(packages.chromium))), '../bin')
    await inflate(join(bin, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  await makeFonts(folder, later)
}

/** Without a system font Chromium draws nothing, and fontconfig takes no woff2: a TTF is made of it. */
async function makeFonts(folder: string, later: string): Promise<void> {
  const require = createRequire(import.meta.url)
  const { decompress } = require('wawoff2') as { decompress: (woff2: Uint8Array) => Promise<Uint8Array> }
  const font = join(home, 'node_modules', packages.font, 'files/noto-sans-sc-chinese-simplified-400-normal.woff2')
  mkdirSync(join(folder, 'fonts'), { recursive: true }) // Open Sans of the package lies there
  writeFileSync(join(folder, 'fonts/NotoSansSC.ttf'), await decompress(readFileSync(font)))
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(later, 'fonts')}</dir>
  <cachedir>${join(later, 'fonts-cache')}</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`,
  )
}
