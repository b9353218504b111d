/** When the scheduler wakes: at what is due, soon after a failure, and never later than half a minute. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Clock } from '../../src/core/clock.ts'
import { createScheduler, type Scheduler } from '../../src/scheduler/scheduler.ts'
import type { Task } from '../../src/scheduler/task.ts'

const START = Temporal.Instant.from('2026-02-02T08:00:10Z')
const LOG = { debug() {}, info() {}, warn() {}, error() {} }

let scheduler: Scheduler
/** Seconds after the start at which the task ran. */
let runs: number[]
/** How far the clock is ahead of the timers, as after it was set. */
let clockAhead: number

beforeEach(() => {
  vi.useFakeTimers({ now: START.epochMilliseconds })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  runs = []
  clockAhead = 0
})
afterEach(async () => {
  await scheduler.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const elapsed = () => (Date.now() - START.epochMilliseconds) / 1000

/** A task that is due at some seconds after the start; `fails`: which of its runs fail. */
function start(dueAt: number | undefined, fails: (run: number) => boolean = () => false): void {
  const clock: Clock = {
    now: () => Temporal.Instant.fromEpochMilliseconds(Date.now() + clockAhead * 1000),
  }
  const due = dueAt === undefined ? undefined : START.add({ seconds: dueAt })
  const task: Task = {
    name: 'task',
    async run() {
      runs.push(elapsed())
      if (fails(runs.length)) throw new Error('the database is away')
      return 0
    },
    next: async () => (due && Temporal.Instant.compare(due, clock.now()) > 0 ? due : undefined),
  }
  scheduler = createScheduler({ tasks: [task], clock, log: LOG })
  scheduler.start()
}

test('wakes at the instant at which something is due', async () => {
  start(12)
  await vi.advanceTimersByTimeAsync(11_999)
  expect(runs).toEqual([0])
  await vi.advanceTimersByTimeAsync(1)
  expect(runs).toEqual([0, 12])
})

test('wakes within half a minute when nothing is planned', async () => {
  start(undefined)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(runs).toEqual([0, 30])
})

test('a clock that is set forward by an hour makes nothing late by more than half a minute', async () => {
  start(3_600)
  await vi.advanceTimersByTimeAsync(1_000)
  clockAhead = 3_600
  await vi.advanceTimersByTimeAsync(29_000)
  expect(runs).toEqual([0, 30])
})

test('a task that failed is run again within seconds, and less often the longer it fails', async () => {
  start(undefined, run => run <= 4)
  await vi.advanceTimersByTimeAsync(16_000)
  expect(runs).toEqual([0, 1, 3, 7, 15])
})

test('when the next due instant can not be read, it wakes within seconds, too', async () => {
  start(undefined)
  await scheduler.stop()
  runs = []
  let reads = 0
  const task: Task = {
    name: 'task',
    run: async () => runs.push(elapsed()) * 0,
    async next() {
      reads += 1
      if (reads === 1) throw new Error('the database is away')
      return undefined
    },
  }
  scheduler = createScheduler({ tasks: [task], clock: { now: () => Temporal.Now.instant() }, log: LOG })
  scheduler.start()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(runs).toEqual([0, 1])
})

test('a task that stays overdue because it fails does not keep the scheduler busy', async () => {
  let count = 0
  const task: Task = {
    name: 'task',
    async run() {
      count += 1
      throw new Error('the database is away')
    },
    next: async () => START,
  }
  scheduler = createScheduler({ tasks: [task], clock: { now: () => Temporal.Now.instant() }, log: LOG })
  scheduler.start()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(count).toBeLessThan(6)
})

test('several triggers are one run, a moment later', async () => {
  start(undefined)
  await vi.advanceTimersByTimeAsync(1_000)
  for (let i = 0; i < 5; i++) scheduler.trigger()
  expect(runs).toEqual([0])
  await vi.advanceTimersByTimeAsync(5)
  expect(runs).toEqual([0, 1.005])
})

test('after a stop nothing wakes it', async () => {
  start(12)
  await vi.advanceTimersByTimeAsync(1_000)
  await scheduler.stop()
  scheduler.trigger()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(runs).toEqual([0])
})
