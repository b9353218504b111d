/** A year of coordination on a simulated clock, with real processes that are killed and disturbed; and what people saw of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { migrate } from '../src/core/database/migrations.ts'
import { createScratchDatabase } from '../src/core/database/scratch.ts'
import type { Act } from './act.ts'
import { flowingClock } from './clock.ts'
import { compare, type Verdicts } from './compare.ts'
import { dayOf, type Facts, geneva, liveOn, plannedMeetings, stageOf, startOf } from './facts.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { expectedOf, instantsAhead, whatOf } from './oracle.ts'
import {
  createPeople,
  EVERYBODY,
  FOLLOWER,
  GROUPS,
  type People,
  type Person,
  PLATFORMS,
  roomsOf,
  TSB,
} from './people.ts'
import { chanceOf } from './random.ts'
import { type Card, type Read, readAll, saidOfIssue } from './reading.ts'
import { storyOf } from './story.ts'
import { createTrouble } from './trouble.ts'

export interface Options {
  /** A PostgreSQL server on which a database can be made for the while. */
  server: string
  kills: number
  seed: number
  instances: number
  /** The last day on the calendar. */
  until: Temporal.PlainDate
  progress(words: string): void
}

export interface Outcome extends Verdicts {
  /** Cards that don't show how their issue stands at the end, or stand twice or nowhere; the same of Discord's events. */
  cards: string[]
  /** Commands that acted twice, and commands that were acknowledged and did not act. */
  actedTwice: string[]
  forgotten: string[]
  /** Refused though nothing spoke against it. */
  refused: string[]
  /** What the program itself says it gave up. */
  givenUp: string[]
  fallen: string[]
  messages: number
  commands: number
  /** Commands to which no answer came. */
  unanswered: number
  kills: number
  starts: number
  stops: number
  outages: number
  troubles: [string, number][]
  seconds: number
}

const BEGIN = '2026-02-02'
const LATE_AFTER = 60
/** The pace of Slack for one channel. */
const SKIP_MS = 1_100
const LOOK_MS = 25
const STUCK_MS = 90_000
/** After a kill another instance may be about to take over: the clock is not moved on meanwhile. */
const TAKE_OVER_MS = 2_500
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export async function runChaos(options: Options): Promise<Outcome> {
  const started = Date.now()
  const scratch = await createScratchDatabase(options.server)
  const db = new pg.Client(scratch.url)
  db.on('error', () => {})
  const clock = flowingClock({
    shown: geneva(Temporal.PlainDate.from(BEGIN), '08:00'),
    real: Date.now(),
  })
  const people = createPeople(clock)
  let fleet: Fleet | undefined
  try {
    await migrate(scratch.url)
    await db.connect()
    await people.start()
    fleet = createFleet(clock, () => ({
      databaseUrl: scratch.url,
      admins: PLATFORMS.map(p => `${p}:${people.accountOf(TSB, p)}`),
      slack: {
        botToken: people.slack.botToken,
        appToken: people.slack.appToken,
        apiUrl: people.slack.apiUrl,
      },
      discord: {
        token: people.discord.token,
        apiUrl: people.discord.url,
        guildId: people.discord.world.guildId,
      },
    }))
    return await new Run(options, { clock, people, fleet, db }, started).all()
  } finally {
    await fleet?.close()
    await people.stop()
    await db.end()
    await scratch.drop()
  }
}

interface Parts {
  clock: ReturnType<typeof flowingClock>
  people: People
  fleet: Fleet
  db: pg.Client
}

class Run {
  readonly options: Options
  readonly parts: Parts
  readonly started: number
  readonly facts: Facts
  readonly forgotten: string[] = []
  readonly actedTwice: string[] = []
  readonly refused: string[] = []
  readonly acknowledged: string[] = []
  readonly trouble: ReturnType<typeof createTrouble>
  readonly chance
  commands = 0
  unanswered = 0
  outages = 0
  awakeSince = 0
  lastProgress = Date.now()
  stuck: string | undefined

  constructor(options: Options, parts: Parts, started: number) {
    this.options = options
    this.parts = parts
    this.started = started
    this.facts = { issues: [], meetings: plannedMeetings(parts.clock.ms()) }
    this.chance = chanceOf(options.seed)
    const { fleet, people, db } = parts
    this.trouble = createTrouble({ chance: this.chance.branch('trouble'), fleet, people, db })
    this.trouble.over = true
  }

  get now(): number {
    return this.parts.clock.ms()
  }

  async all(): Promise<Outcome> {
    const { clock, fleet } = this.parts
    for (let i = 0; i < this.options.instances; i++) fleet.start()
    await this.awake()
    await this.setUp()
    await this.settle(Infinity)
    this.jump(this.now + 60 * MINUTE)
    const from = clock.ms()
    const until = geneva(this.options.until, '18:00')
    this.trouble.over = false
    await this.live(from, until)
    this.trouble.over = true
    await this.settle(Infinity)
    const end = this.now
    for (let round = 0; round < 3; round++) {
      this.jump(this.now + MINUTE)
      await this.settle(Infinity)
    }
    await this.lookBack()
    return this.judge(from, end)
  }

  // Time

  jump(to: number): void {
    const { clock, fleet } = this.parts
    if (to <= clock.ms()) return
    clock.jump({ shown: Math.ceil(to), real: Date.now() })
    fleet.jump()
  }

  async awake(): Promise<void> {
    const { fleet } = this.parts
    while (fleet.up().length === 0) await Promise.race([fleet.changed(), sleep(1_000)])
  }

  /** Waits until everything that is due is done; what is tried again later is gone to, up to `until`. */
  async settle(until: number): Promise<void> {
    const { fleet } = this.parts
    const since = Date.now()
    let quiet = 0
    let lastKill = 0
    let kills = fleet.counts.killed
    while (quiet < 2) {
      if (Date.now() - since > STUCK_MS) {
        this.stuck = `at ${new Date(this.now).toISOString()} something was still to be sent`
        return
      }
      if (kills !== fleet.counts.killed) {
        kills = fleet.counts.killed
        lastKill = Date.now()
      }
      await this.awake()
      await sleep(LOOK_MS)
      const { due, next } = await this.pending()
      if (due > 0) {
        quiet = 0
        const steady = Date.now() - lastKill > TAKE_OVER_MS || fleet.up().length === this.options.instances
        if (steady && fleet.up().length > 0 && Date.now() - since > 150) this.jump(this.now + SKIP_MS)
      } else if (next !== undefined && next < until) {
        quiet = 0
        this.jump(next)
      } else quiet += 1
    }
  }

  /** How much is due and not done, and when the next try is. Only for the pace: what people should see is not asked here. */
  async pending(): Promise<{ due: number; next: number | undefined }> {
    const at = new Date(this.now).toISOString()
    const { rows } = await this.parts.db.query<{ due: string; next: Date | null }>(
      `SELECT (SELECT count(*) FROM "Notice" WHERE state = 'PLANNED' AND "dueAt" <= $1)
        + (SELECT count(*) FROM "Delivery" WHERE state = 'SENDING' OR (state = 'WAITING' AND "nextAt" <= $1))
        + (SELECT count(*) FROM "Meeting" WHERE "cancelsAt" <= $1)
        + (SELECT count(*) FROM "Issue" WHERE "lapsesAt" <= $1) AS due,
        (SELECT min("nextAt") FROM "Delivery" WHERE state = 'WAITING' AND "nextAt" > $1) AS next`,
      [at],
    )
    return { due: Number(rows[0]!.due), next: rows[0]!.next?.getTime() }
  }

  // People

  async setUp(): Promise<void> {
    const { people } = this.parts
    for (const person of EVERYBODY) {
      const accounts = person.on.map(p => `${p}:${people.accountOf(person, p)}`).join(', ')
      await this.must(TSB, `person add name:"${person.name}" role:"${person.role}" account:"${accounts}"`)
    }
    for (const platform of PLATFORMS)
      for (const group of GROUPS) await this.must(TSB, `here ${group}`, platform, group)
    await this.must(FOLLOWER, 'follow RG-DT')
  }

  async must(person: Person, line: string, on = person.on[0]!, room?: string): Promise<string> {
    for (let tries = 0; tries < 10; tries++) {
      const answer = await this.ask(person, line, on, room)
      if (answer) return answer
      await sleep(300)
    }
    throw new Error(`${person.name} got no answer to: ${line}`)
  }

  ask(
    person: Person,
    line: string,
    platform = this.chance.pick(person.on),
    room?: string,
  ): Promise<string | undefined> {
    const { people, fleet } = this.parts
    const account = `${platform}:${people.accountOf(person, platform)}`
    fleet.desks.delete(account)
    let hopelessSince = 0
    return people.ask(person, platform, {
      line,
      room,
      twice: !this.trouble.over && this.chance.once(10),
      hopeless() {
        const gone = fleet.desks.get(account)?.state === 'gone'
        if (!gone) hopelessSince = 0
        else hopelessSince ||= Date.now()
        return gone && Date.now() - hopelessSince > 200
      },
    })
  }

  /** Does what somebody wants; without an answer they look whether it happened, and do it again if it didn't. */
  async perform(act: Act): Promise<void> {
    const asked = this.now
    let answer: string | undefined
    for (let tries = 0; tries < 12; tries++) {
      const line = act.line(this.facts)
      if (line === undefined) return
      await this.awake()
      answer = await this.ask(act.by, line)
      this.commands += 1
      if (answer !== undefined && act.done.test(answer)) return act.record(this.facts, asked, answer)
      if (answer === undefined) this.unanswered += 1
      await sleep(100)
      const found = await this.lookUp(act.by, act.look(this.facts))
      if (act.sign.test(found)) return act.record(this.facts, asked, found)
    }
    this.refused.push(`${act.by.name}: ${act.line(this.facts)}: ${answer ?? 'no answer'}`)
  }

  /** All pages of what a reading command shows. */
  async lookUp(person: Person, line: string): Promise<string> {
    const pages: string[] = []
    for (let tries = 0; tries < 30; ) {
      await this.awake()
      const text = await this.ask(person, pages.length === 0 ? line : `${line} page:${pages.length + 1}`)
      if (text === undefined || /^(Something went wrong|.*on our side)/.test(text)) {
        tries += 1
        await sleep(100)
        continue
      }
      pages.push(text)
      const most = Number(/, page \d+ of (\d+)/.exec(text)?.[1] ?? 1)
      if (pages.length >= most) return pages.join('\n')
    }
    throw new Error(`${person.name} could not look up: ${line}`)
  }

  // The year

  async live(from: number, until: number): Promise<void> {
    const { fleet } = this.parts
    const { kills, seed } = this.options
    const length = (until - from) / DAY
    const issues = Math.max(1, Math.round(Math.min(kills / 9, length / 10)))
    const story = storyOf(chanceOf(seed).branch('story'), from, until, issues)
    const acts = [...story.acts]
    const due = (at: number) => Math.ceil((kills * (at - from)) / (until - from))
    while (this.now < until && this.stuck === undefined) {
      const nextAct = acts[0]?.at ?? until
      const [instant = until] = instantsAhead(this.facts, this.now, until)
      const next = Math.max(this.now, Math.min(nextAct, instant, until))
      this.trouble.wanted = due(next)
      if (nextAct > this.now + DAY && this.chance.once(20) && fleet.counts.killed < kills) {
        await this.outage(Math.min(nextAct - MINUTE, until, this.now + DAY * (0.2 + 3 * this.chance.next())))
        continue
      }
      this.jump(next)
      this.bringUpToDate()
      const now: Act[] = []
      while (acts[0] && acts[0].at <= next) now.push(acts.shift()!)
      if (this.chance.once(6)) await this.trouble.stir()
      await this.performAll(now)
      await this.settle(
        Math.min(acts[0]?.at ?? until, instantsAhead(this.facts, this.now, until)[0] ?? until),
      )
      this.tell(`${dayOf(this.now)}, ${fleet.counts.killed} of ${kills} kills, ${this.commands} commands`)
    }
    this.trouble.wanted = kills
    while (fleet.counts.killed < kills && this.stuck === undefined) {
      await this.performAll([story.more(this.facts, this.now)])
      await this.settle(Infinity)
      this.tell(`after the end, ${fleet.counts.killed} of ${kills} kills`)
    }
  }

  bringUpToDate(): void {
    liveOn(this.facts, this.now, this.awakeSince)
  }

  /** Nobody is up for a while. */
  async outage(until: number): Promise<void> {
    const { fleet } = this.parts
    for (const instance of fleet.running()) fleet.kill(instance)
    this.outages += 1
    await sleep(50)
    this.jump(until)
    for (let i = 0; i < this.options.instances; i++) fleet.start()
    await this.awake()
    this.awakeSince = this.now
    this.bringUpToDate()
    await this.settle(this.now + MINUTE)
  }

  /** What several do at the same time comes into the timeline one after the other; which order it was is looked up. */
  async performAll(acts: Act[]): Promise<void> {
    if (acts.length === 0) return
    const before = new Map(this.facts.issues.map(i => [i.ref, i.happened.length]))
    await Promise.all(acts.map(act => this.perform(act)))
    if (acts.length === 1) return
    for (const issue of this.facts.issues) {
      const from = before.get(issue.ref) ?? issue.happened.length
      const added = issue.happened.slice(from)
      if (added.length < 2) continue
      const said = saidOfIssue(await this.lookUp(acts[0]!.by, `issue history issue:${issue.ref}`), issue.ref)
      const place = (what: string) => said.findIndex(s => s.what === what)
      added.sort((a, b) => place(whatOf(a)) - place(whatOf(b)))
      const first = Math.min(...added.map(a => a.at))
      issue.happened.splice(from, added.length, ...added.map((a, i) => ({ ...a, at: first + i })))
    }
  }

  tell(words: string): void {
    if (Date.now() - this.lastProgress < 2_000) return
    this.lastProgress = Date.now()
    this.options.progress(words)
  }

  // The end

  /** Whether what was acknowledged is there, and once. */
  async lookBack(): Promise<void> {
    for (const issue of this.facts.issues) {
      const listed = await this.lookUp(TSB, `issue list text:"${issue.topic}" state:all`)
      const refs = new Set([...listed.matchAll(/ISG-\d+/g)].map(m => m[0]))
      if (refs.size > 1) this.actedTwice.push(`${issue.topic} was raised as ${[...refs].join(' and ')}`)
      const said = saidOfIssue(await this.lookUp(TSB, `issue history issue:${issue.ref}`), issue.ref)
      for (const fact of issue.happened) {
        const times = said.filter(s => s.what === whatOf(fact)).length
        if (times === 0)
          this.forgotten.push(`${issue.ref}: ${whatOf(fact)}, acknowledged to ${fact.by?.name}`)
        if (times > 1) this.actedTwice.push(`${issue.ref}: ${whatOf(fact)}, ${times} times`)
      }
    }
    for (const meeting of this.facts.meetings) {
      const text = await this.lookUp(TSB, `meeting show ${meeting.ref}`)
      for (const { mark, how } of meeting.versions) {
        if (mark === undefined) continue
        const times = text.split(mark).length - 1
        if (times === 0) this.forgotten.push(`${meeting.ref}: ${how} ${mark}`)
        if (times > 1) this.actedTwice.push(`${meeting.ref}: ${how} ${mark}, ${times} times`)
      }
    }
  }

  async judge(from: number, end: number): Promise<Outcome> {
    const { people, fleet } = this.parts
    const standing = people.look()
    const read: Read = readAll(standing, from)
    const expected = expectedOf(
      this.facts,
      end,
      fleet.outages.filter(o => o.to > from),
    )
    const verdicts = compare({
      expected,
      seen: read.seen,
      marked: read.marked,
      outages: fleet.outages,
      lateAfter: LATE_AFTER,
    })
    const { rows } = await this.parts.db.query<{
      platform: string
      address: string
      kind: string
      fault: string
    }>(
      `SELECT d.platform, d.address, n.kind, d.fault FROM "Delivery" d JOIN "Notice" n ON n.id = d."noticeId" WHERE d.state = 'FAILED'`,
    )
    if (this.stuck) this.refused.push(this.stuck)
    return {
      ...verdicts,
      cards: [...this.judgeCards(read.cards), ...this.judgeEvents()],
      actedTwice: this.actedTwice,
      forgotten: this.forgotten,
      refused: this.refused,
      givenUp: rows.map(r => `${r.platform} ${r.address}: ${r.kind}: ${r.fault}`),
      fallen: fleet.fallen,
      messages: read.marked.length,
      commands: this.commands,
      unanswered: this.unanswered,
      kills: fleet.counts.killed,
      starts: fleet.counts.started,
      stops: fleet.counts.stopped,
      outages: this.outages,
      troubles: [...this.trouble.counts].toSorted((a, b) => b[1] - a[1]),
      seconds: Math.round((Date.now() - this.started) / 1000),
    }
  }

  /** Each issue has one card in each channel concerned, and it shows how the issue stands. */
  judgeCards(cards: readonly Card[]): string[] {
    const words = {
      chairs: 'between the chairs concerned',
      escalated: 'escalated, waiting for WP2',
      wp2: 'with WP2',
      solved: 'solved between the chairs',
      concluded: 'concluded by WP2',
      withdrawn: 'withdrawn',
    }
    return this.facts.issues.flatMap(issue => {
      const stage = stageOf(issue)
      const last = issue.happened.findLast(h => h.kind === 'concluded' || h.kind === 'proposed')
      return [...issue.concerned, 'WP2'].flatMap(roomsOf).flatMap(place => {
        const here = cards.filter(c => c.place === place && c.ref === issue.ref)
        if (here.length !== 1) return [`${place}: ${here.length} cards of ${issue.ref}`]
        const wanted = [words[stage], ...(last && 'mark' in last ? [last.mark] : [])]
        return wanted.every(w => here[0]!.text.includes(w))
          ? []
          : [`${place}: the card of ${issue.ref} does not show ${wanted.join(' and ')}: ${here[0]!.text}`]
      })
    })
  }

  /** Each meeting stands once in Discord's list of events, at its time; not when it is cancelled. */
  judgeEvents(): string[] {
    const { events } = this.parts.people.discord
    return this.facts.meetings.flatMap(meeting => {
      const last = meeting.versions.at(-1)!
      const isIts = new RegExp(`\\b${meeting.ref}\\b`)
      const its = events.all.filter(e => e.status !== 4 && isIts.test(`${e.name} ${e.description}`))
      const starts = its.map(e => Date.parse(e.scheduled_start_time))
      const wanted = last.status === 'cancelled' ? [] : [startOf(meeting, last)]
      return String(starts) === String(wanted)
        ? []
        : [`Discord's list has ${meeting.ref} at ${starts.map(at => new Date(at).toISOString())}`]
    })
  }
}
