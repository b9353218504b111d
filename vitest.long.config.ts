// npm run test:long    the tests that take minutes
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    globalSetup: ['test/support/server.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
