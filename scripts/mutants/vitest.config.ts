import { defineConfig } from 'vitest/config'

/** The tests nearest to the pure rules: they need no database, so each mutant takes a second. */
export default defineConfig({
  test: {
    include: [
      'test/core/notices/*.test.ts',
      'test/core/{coalesce,quiet-hours,reminders,zone-rules}.test.ts',
      'test/scheduler/{circuit-breaker,cooldowns,rate-limiter,retrying}.test.ts',
    ],
    setupFiles: ['scripts/mutants/fixed-seed.ts'],
  },
})
