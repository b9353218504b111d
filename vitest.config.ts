import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/server.ts'],
    // As many as cores: the tests wait on the database and on sockets as much as they compute.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
})
