/** The job queues that are compared with, each with the settings that a row wants. */
import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import pg from 'pg'
import { PgBoss } from 'pg-boss'

export interface Job {
  number: number
  /** Undefined: at once. */
  due?: Temporal.Instant | undefined
}

export interface Queue {
  add(jobs: readonly Job[]): Promise<void>
  /** Starts to run the jobs that are due. */
  work(task: (job: number) => Promise<void>): Promise<void>
  /** Hands the jobs of instances that are gone to those that are left. Absent where the queue does this unasked. */
  takeFromDead?(): Promise<void>
  /** The number of jobs that are not completed yet. */
  unfinished(): Promise<number>
  close(): Promise<void>
}

export interface QueueKind {
  name: string
  /** Left out: PostgreSQL. */
  on?: 'redis'
  open(url: string): Promise<Queue>
}

const NAME = 'notice'
const CHUNK = 2_000
/** As many connections as the program has. */
const POOL = 10

export interface GraphileSettings {
  /** How often it looks, in ms. */
  poll?: number
  /** Fetches many at once and completes them together, as its documentation advises for speed. */
  batch?: boolean
  /** Somebody names the workers that are gone. */
  unlock?: boolean
}

export const graphile = (mode: string, { poll, batch, unlock }: GraphileSettings = {}): QueueKind => ({
  name: `graphile-worker${mode === '' ? '' : `, ${mode}`}`,
  async open(url) {
    const logger = new Logger(() => () => {})
    const pgPool = new pg.Pool({ connectionString: url, max: POOL + 2 })
    pgPool.on('error', () => {})
    pgPool.on('connect', client => client.on('error', () => {}))
    const utils = await makeWorkerUtils({ pgPool, logger })
    await utils.migrate()
    let runner: Awaited<ReturnType<typeof run>> | undefined
    return {
      async add(jobs) {
        for (let i = 0; i < jobs.length; i += CHUNK)
          await utils.addJobs(
            jobs.slice(i, i + CHUNK).map(({ number, due }) => ({
              identifier: NAME,
              payload: { number },
              ...(due && { runAt: new Date(due.epochMilliseconds) }),
            })),
          )
      },
      async work(task) {
        runner = await run({
          pgPool,
          logger,
          noHandleSignals: true,
          concurrency: POOL,
          ...(poll !== undefined && { pollInterval: poll }),
          ...(batch && {
            preset: { worker: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
          }),
          taskList: { [NAME]: payload => task((payload as { number: number }).number) },
        })
        runner.promise.catch(() => {})
      },
      ...(unlock && { takeFromDead: async () => utils.forceUnlockWorkers(await silentWorkers(utils)) }),
      unfinished: () =>
        utils.withPgClient(async client => {
          const { rows } = await client.query<{ n: number }>(
            'SELECT count(*)::int AS n FROM graphile_worker.jobs',
          )
          return rows[0]!.n
        }),
      async close() {
        await runner?.stop()
        await utils.release()
        await pgPool.end()
      },
    }
  },
})

/** Workers that have been at one job for a second. No job here takes that long, so they are gone. */
const silentWorkers = (utils: Awaited<ReturnType<typeof makeWorkerUtils>>): Promise<string[]> =>
  utils.withPgClient(async client => {
    const { rows } = await client.query<{ locked_by: string }>(
      "SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_at < now() - interval '1 s'",
    )
    return rows.map(r => r.locked_by)
  })

export interface BossSettings {
  /** How often it looks, in seconds; 0.5 at least. */
  poll?: number
  /** Fetches so many at once and completes them together, or one by one with `completeEach`. */
  batch?: number
  completeEach?: boolean
  /** A job that is not completed by then is given to another, in seconds. */
  expire?: number
  /** How often it looks for such jobs. */
  supervise?: number
}

export const boss = (
  mode: string,
  { poll, batch = POOL, completeEach = false, expire, supervise }: BossSettings = {},
): QueueKind => ({
  name: `pg-boss${mode === '' ? '' : `, ${mode}`}`,
  async open(url) {
    const queue = new PgBoss({
      connectionString: url,
      max: POOL,
      schedule: false,
      ...(supervise && { superviseIntervalSeconds: supervise, monitorIntervalSeconds: supervise }),
    })
    let closed = false
    let loops: Promise<void>[] = []
    queue.on('error', () => {})
    await queue.start()
    if (!(await queue.getQueue(NAME)))
      await queue.createQueue(NAME, {
        retryLimit: 5,
        ...(expire && { expireInSeconds: expire }),
      })
    return {
      async add(jobs) {
        for (let i = 0; i < jobs.length; i += CHUNK)
          await queue.insert(
            NAME,
            jobs.slice(i, i + CHUNK).map(({ number, due }) => ({
              data: { number },
              ...(due && { startAfter: new Date(due.epochMilliseconds) }),
            })),
          )
      },
      async work(task) {
        // Its own workers complete what they fetched together; one at a time they wait their interval after each.
        if (completeEach) {
          loops = Array.from({ length: POOL / 2 }, () => fetchAndComplete(task))
          return
        }
        const options = {
          batchSize: batch,
          localConcurrency: 1,
          pollingIntervalSeconds: poll ?? 2,
          burstWhenBatchFull: true,
        }
        await queue.work<{ number: number }>(NAME, options, async jobs => {
          await Promise.all(jobs.map(({ data }) => task(data.number)))
        })
      },
      async unfinished() {
        const { rows } = await queue
          .getDb()
          .executeSql("SELECT count(*)::int AS n FROM pgboss.job WHERE state <> 'completed'")
        return rows[0].n
      },
      async close() {
        closed = true
        await Promise.all(loops)
        await queue.stop({ graceful: false })
      },
    }

    async function fetchAndComplete(task: (job: number) => Promise<void>): Promise<void> {
      while (!closed) {
        const jobs = await queue.fetch<{ number: number }>(NAME, { batchSize: batch })
        for (const { id, data } of jobs) {
          await task(data.number)
          await queue.complete(NAME, id)
        }
        if (jobs.length === 0) return
      }
    }
  },
})
