import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/server.ts'],
    // One more than the two cores we count on: the tests wait on the database, sockets and processes as much as they compute.
    maxWorkers: 3,
    // The program is loaded once a worker, not once a file: half a minute less. Its modules keep no state that tests share.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
})
