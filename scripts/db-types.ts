// Writes src/db/tables.ts from the migrations: a PostgreSQL of its own, migrated, read by kysely-codegen.
// With --verify it only compares, and fails when the file is not what the migrations give.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ColumnTypeNode, generate, IdentifierNode, PostgresDialect, UnionExpressionNode } from 'kysely-codegen'
import { findHome } from '../src/config.ts'
import { connect } from '../src/db/connect.ts'
import { startTemporary } from '../src/db/embedded/temporary.ts'
import { migrate, migrationsFolder } from '../src/db/migrate.ts'

const home = findHome(import.meta.dirname)
const file = join(home, 'src', 'db', 'tables.ts')

const types = await generateTypes()
const verify = process.argv.includes('--verify')
const current = readText(file)
if (current === types) {
  console.log('src/db/tables.ts is what the migrations give.')
} else if (verify) {
  console.error(
    `src/db/tables.ts is not what the migrations give (first difference in line ${firstDifference(current, types)}). Run: npx tsx scripts/db-types.ts`,
  )
  process.exitCode = 1
} else {
  writeFileSync(file, types)
  console.log('src/db/tables.ts is written.')
}

async function generateTypes(): Promise<string> {
  const embedded = await startTemporary()
  try {
    await migrate(embedded.where, migrationsFolder(home))
    const database = connect(embedded.where)
    const text = await generate({
      db: database.db,
      dialect: dialect(),
      // One schema per room and one for the kernel; public holds the list of migrations, which is nobody's to query.
      excludePattern: '(public|pg_*|information_schema).*',
      defaultSchemas: ['public'],
      typeMapping: { int8: 'number' },
      outFile: null,
    })
    await database.close()
    return text
  } finally {
    await embedded.stop()
  }
}

/** Types as our parsers give them (src/db/connect.ts): days and instants come out as text; an instant may go in as a Date too. */
function dialect(): PostgresDialect {
  const made = new PostgresDialect({ dateParser: 'string' })
  const text = new IdentifierNode('string')
  const input = new UnionExpressionNode([new IdentifierNode('Date'), text])
  made.adapter.definitions.Timestamp = new ColumnTypeNode(text, input, input)
  return made
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function firstDifference(before: string, after: string): number {
  const lines = after.split('\n')
  const index = before.split('\n').findIndex((line, number) => line !== lines[number])
  return index === -1 ? lines.length : index + 1
}
