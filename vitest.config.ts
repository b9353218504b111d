import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The longest files: one that begins last would run alone, with a processor idle beside it. */
const LONG = ['calendar-2026', 'iot-security', 'answers', 'downtime', 'embedded', 'trust', 'pooler', 'burst']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex(name => moduleId.endsWith(`/${name}.test.ts`))
      return place < 0 ? LONG.length : place
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/long/**', 'test/browser/**'],
    globalSetup: ['test/support/server.ts', 'test/support/without-browser.ts'],
    sequence: { sequencer: LongestFirst },
    // One more than the two cores we count on: the tests wait for the database, sockets and processes as much as they
    // compute.
    maxWorkers: 3,
    // The program is loaded once a worker, not once a file: half a minute less. Its modules keep no state that tests share.
    isolate: false,
    // Generous: a machine may be busy with something else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
