/** A year of coordination on a simulated clock, with real processes that are killed and disturbed; and what people saw of it. */
import pg from 'pg'
import { createScratchDatabase } from '../src/postgres/scratch-database.ts'
import { flowingClock } from './clock.ts'
import { createDoings } from './driver.ts'
import { createTrouble } from './fault-injection.ts'
import { createFleet } from './fleet.ts'
import { type Judgement, judge } from './judge.ts'
import { type Facts, geneva, plannedMeetings } from './model.ts'
import { createPace } from './pace.ts'
import { createPeople, EVERYBODY, FOLLOWER, GROUPS, type People, PLATFORMS, TSB } from './people.ts'
import { chanceOf } from './random.ts'
import { storyOf } from './story.ts'
import { liveThrough } from './year.ts'

export interface Options {
  /** A PostgreSQL server on which a database can be made for the while. */
  server: string
  kills: number
  seed: number
  /** How many processes at once. */
  instances: number
  /** The last day on the calendar. */
  until: Temporal.PlainDate
  progress(words: string): void
}

export interface Outcome extends Judgement {
  refused: string[]
  /** Processes that ended though nobody killed them, with their last words. */
  fallen: string[]
  commands: number
  /** Commands to which no answer came. */
  unanswered: number
  kills: number
  starts: number
  stops: number
  /** Starts that were given up, and made again. */
  unstarted: number
  /** How often nobody was up for hours or days. */
  outages: number
  /** What went wrong, and how often. */
  troubles: [string, number][]
  seconds: number
}

const BEGIN = geneva(Temporal.PlainDate.from('2026-02-02'), '08:00')
const HOUR = 3_600_000
const MINUTE = 60_000
const KILLS_AN_ISSUE = 9
const DAYS_AN_ISSUE = 10

export async function runChaos(options: Options): Promise<Outcome> {
  const closes: (() => Promise<void>)[] = []
  try {
    const scratch = await createScratchDatabase(options.server)
    closes.push(scratch.drop)
    const clock = flowingClock({ shown: BEGIN, real: Date.now() })
    const people = createPeople(clock)
    await people.start()
    closes.push(() => people.stop())
    const fleet = createFleet(clock, () => settingFor(people, scratch.url))
    closes.push(() => fleet.close())
    const db = new pg.Client(scratch.url)
    await db.connect()
    closes.push(() => db.end())
    return await live(options, { clock, people, fleet, db })
  } finally {
    for (const close of closes.reverse()) await close()
  }
}

const settingFor = ({ accountOf, slack, discord }: People, databaseUrl: string) => ({
  databaseUrl,
  admins: PLATFORMS.map(p => `${p}:${accountOf(TSB, p)}`),
  slack: { botToken: slack.botToken, appToken: slack.appToken, apiUrl: slack.apiUrl },
  discord: { token: discord.token, apiUrl: discord.url, guildId: discord.world.guildId },
})

interface Parts {
  clock: ReturnType<typeof flowingClock>
  people: People
  fleet: ReturnType<typeof createFleet>
  db: pg.Client
}

async function live(options: Options, { clock, people, fleet, db }: Parts): Promise<Outcome> {
  const started = Date.now()
  const { kills, seed, instances } = options
  const chance = chanceOf(seed)
  const facts: Facts = { issues: [], meetings: plannedMeetings(BEGIN) }
  const pace = createPace(clock, fleet, db)
  const doings = createDoings({ facts, fleet, people, pace, chance: chance.branch('doings') })
  const trouble = createTrouble({ chance: chance.branch('trouble'), fleet, people, db })

  for (let i = 0; i < instances; i++) fleet.start()
  await pace.awake()
  for (const person of EVERYBODY) {
    const accounts = person.on.map(p => `${p}:${people.accountOf(person, p)}`).join(', ')
    await doings.must(TSB, `person add name:"${person.name}" role:"${person.role}" account:"${accounts}"`)
  }
  for (const platform of PLATFORMS)
    for (const group of GROUPS) await doings.must(TSB, `here ${group}`, platform, group)
  await doings.must(FOLLOWER, 'follow RG-DT')
  await pace.settle()
  pace.jump(pace.now() + HOUR)

  const from = pace.now()
  const until = geneva(options.until, '18:00')
  const issues = Math.ceil(Math.min(kills / KILLS_AN_ISSUE, (until - from) / (24 * HOUR) / DAYS_AN_ISSUE))
  const story = storyOf(chance.branch('story'), from, until, Math.max(1, issues))
  const year = { ...options, facts, fleet, pace, doings, trouble, story, chance: chance.branch('year') }
  trouble.over = false
  const outages = await liveThrough(year, from, until)
  trouble.over = true
  await pace.settle()
  const end = pace.now()
  // Nothing more comes.
  for (let round = 0; round < 3; round++) {
    pace.jump(pace.now() + MINUTE)
    await pace.settle()
  }
  const judged = await judge({ facts, people, doings, db, outages: fleet.outages, from, until: end })
  return {
    ...judged,
    ...doings.counts,
    refused: [...doings.refused, ...(pace.stuck ? [pace.stuck] : [])],
    fallen: fleet.fallen,
    kills: fleet.counts.killed,
    starts: fleet.counts.started,
    stops: fleet.counts.stopped,
    unstarted: fleet.counts.unstarted,
    outages,
    troubles: [...trouble.counts].toSorted((a, b) => b[1] - a[1]),
    seconds: Math.round((Date.now() - started) / 1000),
  }
}
