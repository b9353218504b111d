import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take longest: at the end one of them would be left alone, with a processor idle beside it. */
const LONG = [
  'three-years',
  'stopping',
  'killed',
  'answers',
  'chaos',
  'burst',
  'iot-security',
  'calendar-2026',
  'embedded',
]

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
    globalSetup: ['test/support/server.ts'],
    sequence: { sequencer: LongestFirst },
    // One more than the two cores we count on: the tests wait on the database, sockets and processes as much as they compute.
    maxWorkers: 3,
    // The program is loaded once a worker, not once a file: half a minute less. Its modules keep no state that tests share.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 20_000,
  },
})
