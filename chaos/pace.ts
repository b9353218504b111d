/** How the calendar passes: at the pace of real time while somebody works, in jumps to the next instant at which somebody will. */
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

const LOOK_MS = 25
const STUCK_MS = 90_000

export function createPace(clock: FlowingClock, fleet: Fleet, db: pg.Client): Pace {
  let stuck: string | undefined

  function jump(to: number): void {
    if (to <= clock.ms()) return
    clock.jump({ shown: Math.ceil(to), real: Date.now() })
    fleet.jump()
  }

  async function awake(): Promise<void> {
    while (fleet.up().length === 0) await Promise.race([fleet.changed(), sleep(1_000)])
  }

  /**
   * When the program goes on with what is due, by its own account: a limit of the platform, a rest, another attempt.
   * Undefined: it can go on now, or no leader is known. Skipping a fixed step instead made messages late that waited
   * for nothing but real time: for a request that hung, or for the next leader.
   */
  async function nextStep(): Promise<number | undefined> {
    const all = await fleet.finish()
    const { platforms } = await pending()
    if (platforms.length === 0 || !platforms.every(p => all.some(f => f.leading.includes(p))))
      return undefined
    const next = Math.min(...all.map(f => f.next ?? Infinity))
    return Number.isFinite(next) && next > clock.ms() ? next : undefined
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
      if (due > 0) jump((await nextStep()) ?? 0)
      else if (quiet === 0) jump(next!)
    }
  }

  /** How much is due and not done, and when the next try is. What people should see is not asked here. */
  async function pending(): Promise<{ due: number; platforms: string[]; next: number | undefined }> {
    const { rows } = await db.query<{ due: string; platforms: string[]; next: Date | null }>(
      `SELECT (SELECT count(*) FROM "Notice" WHERE state = 'PLANNED' AND "dueAt" <= $1)
        + (SELECT count(*) FROM "Delivery" WHERE state = 'SENDING' OR (state = 'WAITING' AND "nextAt" <= $1))
        + (SELECT count(*) FROM "Meeting" WHERE "cancelsAt" <= $1)
        + (SELECT count(*) FROM "Issue" WHERE "lapsesAt" <= $1) AS due,
        ARRAY(SELECT DISTINCT platform FROM "Delivery" WHERE state = 'SENDING' OR (state = 'WAITING' AND "nextAt" <= $1)) AS platforms,
        (SELECT min("nextAt") FROM "Delivery" WHERE state = 'WAITING' AND "nextAt" > $1) AS next`,
      [clock.now().toString()],
    )
    const [row] = rows
    return { due: Number(row!.due), platforms: row!.platforms, next: row!.next?.getTime() }
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
