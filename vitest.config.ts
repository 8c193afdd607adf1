import { defineConfig } from 'vitest/config'

const json = process.env.VITEST_JSON // a file for machines to read, beside what people see

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.{test,spec}.{ts,tsx}', 'demo/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    maxWorkers: 2,
    // Files share the modules of their worker: we mock nothing of ours, and every file has a database of its own.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 180_000, // the first test that asks for a template waits until it is made
    reporters: json === undefined ? ['default'] : ['default', ['json', { outputFile: json }]],
  },
})
