/** How the calendar passes: at the pace of real time, in jumps from one instant at which something falls due to the next. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { FlowingClock } from './clock.ts'
import type { Fleet } from './fleet.ts'

export interface Pace {
  now(): number
  jump(to: number): void
  /** Until somebody is up. */
  awake(): Promise<void>
  /** Until everything that is due is done; what is tried again later is gone to, up to `until`. */
  settle(until?: number): Promise<void>
  /** It did not come to rest any more: when. */
  readonly stuck: string | undefined
}

/** Slack lets in one message a second to a channel: while messages wait for that, the clock is moved on by it. */
const SKIP_MS = 1_100
const LOOK_MS = 25
const FIRST_MS = 150
const STUCK_MS = 90_000
/** After a kill another instance may be about to take over: the clock is not moved on meanwhile. */
const TAKE_OVER_MS = 2_500

export function createPace(clock: FlowingClock, fleet: Fleet, db: pg.Client, instances: number): Pace {
  let stuck: string | undefined
  let lastKill = 0
  let kills = 0

  function jump(to: number): void {
    if (to <= clock.ms()) return
    clock.jump({ shown: Math.ceil(to), real: Date.now() })
    fleet.jump()
  }

  async function awake(): Promise<void> {
    while (fleet.up().length === 0) await Promise.race([fleet.changed(), sleep(1_000)])
  }

  /** Whether somebody speaks, or nobody has just been killed who may have. */
  function isSteady(): boolean {
    if (kills !== fleet.counts.killed) {
      kills = fleet.counts.killed
      lastKill = Date.now()
    }
    const { length } = fleet.up()
    return length > 0 && (length === instances || Date.now() - lastKill > TAKE_OVER_MS)
  }

  async function settle(until = Infinity): Promise<void> {
    const since = Date.now()
    for (let quiet = 0; quiet < 2 && !stuck; ) {
      if (Date.now() - since > STUCK_MS) {
        stuck = `at ${clock.now()} something was still to be sent`
        return
      }
      await awake()
      await sleep(LOOK_MS)
      const { due, next } = await pending()
      quiet = due > 0 || (next !== undefined && next < until) ? 0 : quiet + 1
      if (due === 0 && quiet === 0) jump(next!)
      else if (due > 0 && isSteady() && Date.now() - since > FIRST_MS) jump(clock.ms() + SKIP_MS)
    }
  }

  /** How much is due and not done, and when the next try is. What people should see is not asked here. */
  async function pending(): Promise<{ due: number; next: number | undefined }> {
    const { rows } = await db.query<{ due: string; next: Date | null }>(
      `SELECT (SELECT count(*) FROM "Notice" WHERE state = 'PLANNED' AND "dueAt" <= $1)
        + (SELECT count(*) FROM "Delivery" WHERE state = 'SENDING' OR (state = 'WAITING' AND "nextAt" <= $1))
        + (SELECT count(*) FROM "Meeting" WHERE "cancelsAt" <= $1)
        + (SELECT count(*) FROM "Issue" WHERE "lapsesAt" <= $1) AS due,
        (SELECT min("nextAt") FROM "Delivery" WHERE state = 'WAITING' AND "nextAt" > $1) AS next`,
      [clock.now().toString()],
    )
    return { due: Number(rows[0]!.due), next: rows[0]!.next?.getTime() }
  }

  return {
    now: () => clock.ms(),
    jump,
    awake,
    settle,
    get stuck() {
      return stuck
    },
  }
}
