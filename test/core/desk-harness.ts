/** A desk on a database of its own, with the plan of January 2026, for people who are known by their role. */

import { PLATFORMS } from '../../src/bots/platforms.ts'
import { nameFiles } from '../../src/bots/terminal/files.ts'
import { type SimulatedClock, simulatedClock } from '../../src/clock.ts'
import { COMMANDS, HOME_PARTS } from '../../src/core/catalog.ts'
import type { AnyCommand } from '../../src/core/commands/command.ts'
import { Prisma } from '../../src/core/database/generated/client.ts'
import { createDesk } from '../../src/core/desk/desk.ts'
import type { Reply, WebDesk } from '../../src/core/desk/port.ts'
import type { Invocation } from '../../src/core/grammar/invocation.ts'
import { createHome } from '../../src/core/home/views.ts'
import { replay } from '../../src/core/issues/apply.ts'
import type { IssueState } from '../../src/core/issues/state.ts'
import { findIssue, findTimeline } from '../../src/core/issues/store.ts'
import type { Caller } from '../../src/core/platforms/platform.ts'
import { SUBSCRIPTIONS } from '../../src/core/subscriptions.ts'
import { createDocumentReader } from '../../src/workers/document-reader.ts'
import { createDocumentWriter } from '../../src/workers/document-writer.ts'
import { createFilledDatabase, createTestDatabase, type TestDatabase } from '../support/database.ts'
import { summaryOf } from '../support/summary.ts'

/** A line, or what has a text that is too long for one, as of a file. */
type Given = string | Invocation

const nameOf = (given: Given): string => (typeof given === 'string' ? given : given.path)

export interface DeskHarness extends TestDatabase {
  desk: WebDesk
  clock: SimulatedClock
  logged: { fields: object; message: string }[]
  /** Runs a command; `who` is a role at the terminal ("SG17 chair"), or "slack:U…". */
  say(who: string, line: Given, interaction?: string): Promise<Reply>
  /** The same, and it must not be refused. Returns the summary of the answer. */
  done(who: string, line: Given): Promise<string>
  /** The same, and it must be refused. Returns the sentence. */
  refused(who: string, line: Given): Promise<string>
  /** The issue; what replaying its timeline gives must be the same. */
  issue(id?: number): Promise<IssueState>
  /** How many rows each table has. */
  rows(): Promise<Record<string, number>>
}

export const callerOf = (who: string): Caller => {
  const [platform, account] = who.split(':')
  return account === undefined
    ? { platform: 'terminal', account: who }
    : { platform: platform as Caller['platform'], account, name: 'Somebody', channel: 'C024BE91L' }
}

export interface Opening {
  at?: string
  /** False: an empty calendar, without groups too. */
  plan?: boolean
}

export async function openDesk(
  more: readonly AnyCommand[] = [],
  { at = '2026-02-02T09:00:00Z', plan = true }: Opening = {},
): Promise<DeskHarness> {
  const clock = simulatedClock(Temporal.Instant.from(at))
  const test = plan ? await createFilledDatabase(clock.now()) : await createTestDatabase()
  const { db } = test
  const logged: DeskHarness['logged'] = []
  const keep = (fields: object, message: string) => void logged.push({ fields, message })
  const log = { debug: () => {}, info: keep, warn: keep, error: keep }
  const commands = [...COMMANDS, ...more]
  const admins = new Set(['slack:UADMIN'])
  const desk = createDesk({
    db,
    clock,
    commands,
    subscriptions: SUBSCRIPTIONS,
    platforms: PLATFORMS,
    home: createHome({ db, admins, parts: HOME_PARTS }),
    admins,
    log,
    reader: createDocumentReader(),
    writer: createDocumentWriter(),
    changed: () => {},
  })

  const say = async (who: string, line: Given, interaction: string = crypto.randomUUID()) => {
    const read = typeof line === 'string' ? desk.read(line) : { invocation: line }
    if ('refused' in read) return read.refused
    const caller = callerOf(who)
    const spec = desk.catalog.find(c => c.path === read.invocation.path)
    const given = caller.platform === 'terminal' ? nameFiles(read.invocation, spec) : read.invocation
    return desk.execute(given, caller, interaction)
  }
  return {
    ...test,
    desk,
    clock,
    logged,
    say,
    async done(who, line) {
      const { refused, message } = await say(who, line)
      if (refused) throw new Error(`${who}: ${nameOf(line)}: ${summaryOf(message)}`)
      return summaryOf(message)
    },
    async refused(who, line) {
      const { refused, message } = await say(who, line)
      if (!refused) throw new Error(`${who}: ${nameOf(line)} was accepted: ${summaryOf(message)}`)
      return summaryOf(message)
    },
    async issue(id = 1) {
      const [state, timeline] = [await findIssue(db, id), await findTimeline(db, id)]
      const again = replay(timeline, id)
      if (!again || JSON.stringify(sorted(again)) !== JSON.stringify(sorted(state)))
        throw new Error(
          `the timeline of ISG-${id} gives ${JSON.stringify(again)}, kept is ${JSON.stringify(state)}`,
        )
      return state
    },
    async rows() {
      const counted = Object.keys(Prisma.ModelName).map(async model => {
        const [row] = await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${model}"`)
        return [model, row!.n] as const
      })
      return Object.fromEntries(await Promise.all(counted))
    },
  }
}

/** With keys in order, for the database keeps them in its own. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, sorted(v)]),
        )
      : value

export const RAISE = 'issue raise topic:"Trust" summary:"Who covers what?" with:SG17,SG20'
