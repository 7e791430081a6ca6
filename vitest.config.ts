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
    testTimeout: 30_000,
  },
})
