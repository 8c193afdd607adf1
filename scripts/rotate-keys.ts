import { randomBytes } from 'node:crypto'
import { readConfig } from '../src/config.ts'
import { withDatabase } from '../src/db/instance.ts'
import { theHouse } from '../src/kernel/org/actor.ts'
import { resealers } from '../src/kernel/sealed/resealers.ts'
import { runner } from '../src/kernel/work.ts'
import { openKeyring, rotateKeys } from '../src/key-file.ts'

// npm run keys:rotate              a new key in front; then restart every process, which knows only the old ones
// npm run keys:rotate -- --reseal  everything sealed with older keys is sealed anew, a batch at a time, while the city works

const batch = 500
const random = (bytes: number) => randomBytes(bytes)
const config = readConfig(process.env)

if (!process.argv.includes('--reseal')) {
  rotateKeys(config.keyFile, random)
  console.log(`A new key stands first in ${config.keyFile}. Restart every process, then: npm run keys:rotate -- --reseal`)
} else {
  await withDatabase(config, async database => {
    const keys = openKeyring(config.keyFile, random)
    const run = runner({ ...database, clock: () => Temporal.Now.instant(), random, keys, onPublicChange: () => {} })
    let total = 0
    for (const reseal of resealers) {
      for (let done = -1; done !== 0; total += done) done = await run(theHouse, reseal, batch)
    }
    console.log(`${total} values sealed anew. The older keys in ${config.keyFile} are needed only for backups made before now.`)
  })
}
