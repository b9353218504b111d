/** Simulates a year: the calendar passes, people do what their story says, and faults are injected. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from './act.ts'
import type { Driver } from './driver.ts'
import type { FaultInjection } from './fault-injection.ts'
import type { Fleet } from './fleet.ts'
import { applyTime, dayOf, type Model } from './model.ts'
import { instantsAhead } from './oracle.ts'
import type { Pace } from './pace.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'

export interface Year {
  facts: Model
  fleet: Fleet
  pace: Pace
  doings: Driver
  faultInjection: FaultInjection
  story: Story
  random: Random
  kills: number
  instances: number
  progress(words: string): void
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** One step in so many has a disturbance; or all processes are killed and none is started for some days. */
const STIRRED = 6
const OUTAGE = { once: 20, least: 0.2 * DAY, most: 3 * DAY }
const PROGRESS_MS = 2_000
/** The time in which every process has heard of a jump. */
const HEARD_MS = 30

/** Returns how many outages there were. */
export async function simulateYear(year: Year, from: number, until: number): Promise<number> {
  const { facts, fleet, pace, doings, faultInjection, story, random, kills, instances } = year
  const acts = [...story.acts]
  let outages = 0
  let upSince = from
  let told = Date.now()

  const instant = () => instantsAhead(facts, pace.now(), until)[0] ?? until
  const nextAct = () => acts[0]?.at ?? until
  const tell = () => {
    if (Date.now() - told < PROGRESS_MS) return
    told = Date.now()
    year.progress(
      `${dayOf(pace.now())}: ${fleet.counts.killed} of ${kills} kills, ${doings.counts.commands} commands`,
    )
  }

  async function outage(end: number): Promise<void> {
    for (const instance of fleet.running()) fleet.kill(instance)
    outages += 1
    await sleep(50)
    pace.jump(end)
    for (let i = 0; i < instances; i++) fleet.start()
    await pace.untilUp()
    upSince = pace.now()
    applyTime(facts, pace.now(), upSince)
    await pace.settle(pace.now() + MINUTE)
  }

  async function step(): Promise<void> {
    const next = Math.max(pace.now(), Math.min(nextAct(), instant()))
    faultInjection.wanted = Math.ceil((kills * (next - from)) / (until - from))
    const isQuiet = nextAct() > pace.now() + DAY && fleet.counts.killed < kills
    if (isQuiet && random.once(OUTAGE.once)) {
      const end = pace.now() + OUTAGE.least + random.next() * OUTAGE.most
      return outage(Math.min(nextAct() - MINUTE, until, end))
    }
    pace.jump(next)
    applyTime(facts, pace.now(), upSince)
    // All processes must have heard of the jump before somebody acts.
    await sleep(HEARD_MS)
    const now: Act[] = []
    while (nextAct() <= next && acts.length > 0) now.push(acts.shift()!)
    if (random.once(STIRRED)) await faultInjection.disturb()
    await doings.perform(now)
    await pace.settle(Math.min(nextAct(), instant()))
  }

  while (pace.now() < until && !pace.stuck) {
    await step()
    tell()
  }
  faultInjection.wanted = kills
  while (fleet.counts.killed < kills && !pace.stuck) {
    await doings.perform([story.more(facts, pace.now())])
    await pace.settle()
    tell()
  }
  return outages
}
