import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const setupFiles = ['test/support/fail-on-noise.ts']
/** Builds the app once, before the first test that needs it. */
const globalSetup = ['test/support/drop-databases.ts', 'test/support/build-once.ts']

export default defineConfig({
  root,
  test: {
    pool: 'forks',
    maxWorkers: 3, // most of the time a test waits for another process
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/channels/**/*.test.ts'],
          setupFiles,
          globalSetup: ['test/support/drop-databases.ts', 'test/support/mongo-for-stores.ts'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/api/**/*.test.ts'],
          setupFiles,
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles,
          globalSetup,
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
      {
        // Some of the files of api and e2e once more, on MongoDB. All of them: `MONGODB_URI=… npm test -- api e2e`.
        test: {
          name: 'mongo',
          include: ['ops', 'photos', 'two-processes']
            .map(name => `test/api/${name}.test.ts`)
            .concat('test/e2e/offline.test.ts'),
          setupFiles,
          globalSetup: ['test/support/mongo-for-apps.ts', ...globalSetup],
          testTimeout: 90_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
