import { defineConfig } from 'vitest/config';

/**
 * Three projects: `unit` needs nothing but the code, `db` runs on a real Postgres that its set-up starts,
 * `browser` drives Chromium against the built app. Run one with `npx vitest run --project unit`.
 */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  ssr: { resolve: { conditions: ['react-server', 'node'] } },
  test: {
    // No test asks anybody outside; those of the refresh say what runs.
    env: { WATERLINE_REFRESH: 'off' },
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/{core,golden,charts,contracts,structure,platform,outbound,sources}/**/*.test.ts'],
          // A property that runs the whole chain takes a second, on a busy machine ten.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['tests/{db,services,jobs,start,api}/**/*.test.ts'],
          globalSetup: ['./tests/support/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['./tests/support/app-setup.ts'],
          // A page of the built app may take seconds on a busy machine; what never comes still fails.
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 60_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
