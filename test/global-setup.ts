import type { TestProject } from 'vitest/node'
import { startTemporary } from '../src/db/embedded/temporary.ts'
import { makeTemplate } from './database.ts'

/** One PostgreSQL for the whole run, gone with it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const embedded = await startTemporary()
  try {
    await makeTemplate(embedded.where, 'bare')
  } catch (error) {
    await embedded.stop()
    throw error
  }
  project.provide('database', embedded.where)
  return () => embedded.stop()
}
