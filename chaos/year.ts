/** The calendar passes: what falls due is lived through, people do what their story says, and things go wrong. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from './act.ts'
import type { Doings } from './driver.ts'
import type { Trouble } from './fault-injection.ts'
import type { Fleet } from './fleet.ts'
import { dayOf, type Facts, liveOn } from './model.ts'
import { instantsAhead } from './oracle.ts'
import type { Pace } from './pace.ts'
import type { Chance } from './random.ts'
import type { Story } from './story.ts'

export interface Year {
  facts: Facts
  fleet: Fleet
  pace: Pace
  doings: Doings
  trouble: Trouble
  story: Story
  chance: Chance
  kills: number
  instances: number
  progress(words: string): void
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Once in so many steps: a disturbance; all killed and nobody started for some days. */
const STIRRED = 6
const OUTAGE = { once: 20, least: 0.2 * DAY, most: 3 * DAY }
const PROGRESS_MS = 2_000
/** In which every process has heard of a jump. */
const HEARD_MS = 30

/** Gives how often nobody was up for a while. */
export async function liveThrough(year: Year, from: number, until: number): Promise<number> {
  const { facts, fleet, pace, doings, trouble, story, chance, kills, instances } = year
  const acts = [...story.acts]
  let outages = 0
  let awakeSince = from
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
    await pace.awake()
    awakeSince = pace.now()
    liveOn(facts, pace.now(), awakeSince)
    await pace.settle(pace.now() + MINUTE)
  }

  async function step(): Promise<void> {
    const next = Math.max(pace.now(), Math.min(nextAct(), instant()))
    trouble.wanted = Math.ceil((kills * (next - from)) / (until - from))
    const isQuiet = nextAct() > pace.now() + DAY && fleet.counts.killed < kills
    if (isQuiet && chance.once(OUTAGE.once)) {
      const end = pace.now() + OUTAGE.least + chance.next() * OUTAGE.most
      return outage(Math.min(nextAct() - MINUTE, until, end))
    }
    pace.jump(next)
    liveOn(facts, pace.now(), awakeSince)
    // No process's clock is days behind another's when somebody acts.
    await sleep(HEARD_MS)
    const now: Act[] = []
    while (nextAct() <= next && acts.length > 0) now.push(acts.shift()!)
    if (chance.once(STIRRED)) await trouble.stir()
    await doings.perform(now)
    await pace.settle(Math.min(nextAct(), instant()))
  }

  while (pace.now() < until && !pace.stuck) {
    await step()
    tell()
  }
  trouble.wanted = kills
  while (fleet.counts.killed < kills && !pace.stuck) {
    await doings.perform([story.more(facts, pace.now())])
    await pace.settle()
    tell()
  }
  return outages
}
