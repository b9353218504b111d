/**
 * Costs in processor time. Only a comparison within one run says anything: machines differ, and others use them, too.
 */

/** Milliseconds of processor time of this process, the best of so many. A refusal is an answer, too. */
export function cost(
  run: () => unknown,
  { times, floorMs = 0 }: { times: number; floorMs?: number },
): number {
  let best = Infinity
  for (let i = 0; i < times && best >= floorMs; i++) {
    const before = process.cpuUsage()
    try {
      run()
    } catch (error) {
      if (!(error instanceof Error)) throw error
    }
    best = Math.min(best, since(before))
  }
  return best
}

/** The same for work that waits, such as a request and its answer; its errors are thrown. */
export async function costOf(run: () => Promise<unknown>, times: number): Promise<number> {
  let best = Infinity
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage()
    await run()
    best = Math.min(best, since(before))
  }
  return best
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
