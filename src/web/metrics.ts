/** Metrics for Prometheus, in a registry of our own. docs/operations.md explains them. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Bot } from '../bots/bot.ts'
import type { Clock } from '../core/clock.ts'
import type { Database } from '../core/database/client.ts'
import { type Queue, readQueue } from '../core/notices/queue.ts'
import { type Metrics, OUTCOMES } from '../metrics.ts'
import { within } from '../timing.ts'
import { send } from './responses.ts'
import { createRoutes, type Routes } from './routes.ts'
import { shared } from './sharing.ts'

export interface Meter {
  metrics: Metrics
  /** The route that Prometheus scrapes. Each scrape reads the queue from the database. */
  routes(subject: { db: Database; clock: Clock; bots: readonly Bot[] }): Routes
}

/** Both platforms require an answer within three seconds. */
const ANSWER_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10]
const CYCLE_BUCKETS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300]
/** Prometheus itself gives up after ten seconds. */
const READ_MS = 5000

export function createMeter(): Meter {
  const registry = new Registry()
  const registers = [registry]
  // Ten times coarser than the default, whose timer is the busiest thing in an idle program.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })

  const make = <Label extends string>(name: string, help: string, ...labelNames: Label[]) => ({
    name: `intersg_${name}`,
    help,
    labelNames,
    registers,
  })
  const cycles = new Histogram({
    ...make('cycle_seconds', 'Duration of a run of all tasks of the scheduler'),
    buckets: CYCLE_BUCKETS,
  })
  const taskFailures = new Counter(make('task_failures_total', 'Tasks of the scheduler that failed', 'task'))
  const attempts = new Counter(
    make('delivery_attempts_total', 'Delivery attempts by outcome', 'platform', 'outcome'),
  )
  const answers = new Histogram({
    ...make('answer_seconds', 'Time from a command to its answer', 'platform', 'command', 'outcome'),
    buckets: ANSWER_BUCKETS,
  })
  const databaseErrors = new Counter(make('database_errors_total', 'Failed database connections'))
  const databaseUp = new Gauge(make('database_up', '1 when this scrape could read the queue'))
  const connected = new Gauge(make('platform_connected', '1 when the platform can send commands', 'platform'))
  const notices = new Gauge(
    make('notices', 'Notices without deliveries so far: all planned ones, and those due', 'state'),
  )
  const deliveries = new Gauge(make('deliveries', 'Unfinished deliveries', 'platform', 'state'))
  const oldest = new Gauge(make('oldest_due_seconds', 'Age of the oldest item that is due', 'of'))

  function showQueue(queue: Queue, bots: readonly Bot[], now: Temporal.Instant): void {
    notices.set({ state: 'planned' }, queue.planned)
    notices.set({ state: 'due' }, queue.due)
    for (const { platform } of bots)
      for (const state of ['waiting', 'sending']) deliveries.set({ platform, state }, 0)
    for (const { platform, state, count } of queue.deliveries)
      deliveries.set({ platform, state: state.toLowerCase() }, count)
    const age = (at: Temporal.Instant | undefined) =>
      at ? Math.max(0, (now.epochMilliseconds - at.epochMilliseconds) / 1000) : 0
    oldest.set({ of: 'notices' }, age(queue.oldest.notice))
    oldest.set({ of: 'deliveries' }, age(queue.oldest.delivery))
  }

  return {
    metrics: {
      cycle: seconds => cycles.observe(seconds),
      task: (task, failed) => taskFailures.inc({ task }, failed ? 1 : 0),
      delivery: (platform, outcome) => attempts.inc({ platform, outcome }),
      answered: (platform, command, outcome, seconds) =>
        answers.observe({ platform, command, outcome }, seconds),
      databaseError: () => databaseErrors.inc(),
    },
    routes({ db, clock, bots }) {
      // A series that starts with its first event shows no increase at that event.
      for (const { platform } of bots) for (const outcome of OUTCOMES) attempts.inc({ platform, outcome }, 0)
      const scrape = shared(async () => {
        const now = clock.now()
        const queue = await within(READ_MS, readQueue(db, now), undefined).catch(() => undefined)
        for (const gauge of [notices, deliveries, oldest]) gauge.reset()
        databaseUp.set(queue ? 1 : 0)
        if (queue) showQueue(queue, bots, now)
        for (const bot of bots)
          connected.set({ platform: bot.platform }, !bot.connected || bot.connected() ? 1 : 0)
        return registry.metrics()
      })
      return createRoutes().get('/metrics', async c =>
        send(c, 200, await scrape(), { 'content-type': registry.contentType, 'cache-control': 'no-store' }),
      )
    },
  }
}
