/** BullMQ, a job queue on Redis. */
import { Queue as BullQueue, Worker } from 'bullmq'
import type { QueueKind } from './queues.ts'

const NAME = 'notice'
/** As many jobs at once as the program has connections. */
const AT_ONCE = 10

export interface BullSettings {
  /** For how long a job is its worker's without a sign of life, in ms. */
  lock?: number
  /** How often it looks for jobs whose worker is gone, in ms. */
  look?: number
}

export const bull = (mode: string, { lock, look }: BullSettings = {}): QueueKind => ({
  name: `BullMQ, ${mode}`,
  on: 'redis',
  async open(url) {
    const { hostname: host, port } = new URL(url)
    const connection = { host, port: Number(port), maxRetriesPerRequest: null }
    const queue = new BullQueue<{ number: number }>(NAME, { connection })
    let worker: Worker<{ number: number }> | undefined
    queue.on('error', () => {})
    return {
      async add(jobs) {
        await queue.addBulk(
          jobs.map(({ number, due }) => ({
            name: NAME,
            data: { number },
            opts: {
              removeOnComplete: true,
              ...(due && {
                delay: Math.max(0, due.epochMilliseconds - Temporal.Now.instant().epochMilliseconds),
              }),
            },
          })),
        )
      },
      async work(task) {
        worker = new Worker(NAME, job => task(job.data.number), {
          connection,
          concurrency: AT_ONCE,
          ...(lock !== undefined && { lockDuration: lock }),
          ...(look !== undefined && { stalledInterval: look }),
        })
        worker.on('error', () => {})
        await worker.waitUntilReady()
      },
      async unfinished() {
        const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'prioritized')
        return Object.values(counts).reduce((sum, n) => sum + n, 0)
      },
      async close() {
        await worker?.close(true)
        await queue.close()
      },
    }
  },
})
