/** Figures for Prometheus, in a registry of our own. What they mean: docs/operations.md. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Bot } from '../bots/bot.ts'
import type { Clock } from '../core/clock.ts'
import type { Database } from '../core/database/client.ts'
import { type Queue, readQueue } from '../core/notices/queue.ts'
import { type Metrics, OUTCOMES } from '../metrics.ts'
import type { Route } from './route.ts'
import { shared, within } from './sharing.ts'

export interface Meter {
  metrics: Metrics
  /** The address at which Prometheus asks. The queue is read from the database each time. */
  route(subject: { db: Database; clock: Clock; bots: readonly Bot[] }): Route
}

/** Both platforms want an answer within three seconds. */
const ANSWER_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10]
const CYCLE_BUCKETS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300]
/** Prometheus itself waits ten seconds. */
const READ_MS = 5000

export function createMeter(): Meter {
  const registry = new Registry()
  const registers = [registry]
  // Ten times coarser than its default, whose timer is the busiest thing in a program at rest.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })

  const make = <Label extends string>(name: string, help: string, ...labelNames: Label[]) => ({
    name: `intersg_${name}`,
    help,
    labelNames,
    registers,
  })
  const cycles = new Histogram({
    ...make('cycle_seconds', 'How long a round of the scheduler took'),
    buckets: CYCLE_BUCKETS,
  })
  const taskFailures = new Counter(make('task_failures_total', 'Tasks of the scheduler that failed', 'task'))
  const attempts = new Counter(
    make('delivery_attempts_total', 'Tries to deliver, by how they ended', 'platform', 'outcome'),
  )
  const answers = new Histogram({
    ...make('answer_seconds', 'From a command to its answer', 'platform', 'command', 'outcome'),
    buckets: ANSWER_BUCKETS,
  })
  const databaseErrors = new Counter(make('database_errors_total', 'Connections to the database that failed'))
  const databaseUp = new Gauge(make('database_up', '1: the queue could be read at this scrape'))
  const connected = new Gauge(make('platform_connected', '1: commands can come from there', 'platform'))
  const notices = new Gauge(make('notices', 'Notices not addressed yet: planned in all, and due', 'state'))
  const deliveries = new Gauge(make('deliveries', 'Unfinished deliveries', 'platform', 'state'))
  const oldest = new Gauge(make('oldest_due_seconds', 'How long the longest due waits', 'of'))

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
    route({ db, clock, bots }) {
      // A series that begins with its first event has no increase at that event.
      for (const { platform } of bots) for (const outcome of OUTCOMES) attempts.inc({ platform, outcome }, 0)
      const scrape = shared(async () => {
        const now = clock.now()
        const queue = await within(READ_MS, readQueue(db, now)).catch(() => undefined)
        for (const gauge of [notices, deliveries, oldest]) gauge.reset()
        databaseUp.set(queue ? 1 : 0)
        if (queue) showQueue(queue, bots, now)
        for (const bot of bots)
          connected.set({ platform: bot.platform }, !bot.connected || bot.connected() ? 1 : 0)
        return registry.metrics()
      })
      return {
        path: '/metrics',
        answer: async () => ({
          status: 200,
          headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
          body: await scrape(),
        }),
      }
    },
  }
}
