import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/*/src/**/*.test.{ts,tsx}',
      'packages/web/browser/**/*.test.ts',
      'scripts/**/*.test.ts',
      'acceptance/**/*.test.ts',
    ],
    pool: 'threads',
    isolate: false,
    // Tests in a browser mostly wait, so a machine of two cores takes two at a time.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong: what is waited for comes, and only what never comes costs this long.
    expect: { poll: { timeout: 20_000 } },
  },
})
