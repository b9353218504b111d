/** Drives the acts of people, patiently: without a reply they look whether it was done, and repeat it if it was not. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from './act.ts'
import type { Fleet } from './fleet.ts'
import { type IssueModel, labelOf, type Model } from './model.ts'
import { findIssueStatements } from './observations.ts'
import type { Pace } from './pace.ts'
import type { People, Person } from './people.ts'
import type { Random } from './random.ts'

export interface Driver {
  /** Repeats a command outside the story until it gets a reply. */
  must(person: Person, line: string, on?: 'slack' | 'discord', room?: string): Promise<void>
  /** Performs acts at the same time. */
  perform(acts: readonly Act[]): Promise<void>
  /** Returns all pages of what a reading command shows. */
  lookUp(person: Person, line: string): Promise<string>
  readonly counts: { commands: number; unanswered: number }
  /** Commands that were refused without a reason. */
  readonly refused: string[]
}

const TRIES = { act: 12, look: 30, must: 10 }
const AGAIN_MS = 100
/** How long people wait for a reply after the process that executed the command was killed. */
const ABANDON_AFTER_MS = 200
/** One command in so many is delivered twice by its platform. */
const TWICE = 10

export interface DriverOptions {
  facts: Model
  fleet: Fleet
  people: People
  pace: Pace
  random: Random
}

export function createDriver({ facts, fleet, people, pace, random }: DriverOptions): Driver {
  const counts = { commands: 0, unanswered: 0 }
  const refused: string[] = []

  function ask(
    person: Person,
    line: string,
    platform = random.pick(person.on),
    room?: string,
  ): Promise<string | undefined> {
    const account = `${platform}:${people.accountOf(person, platform)}`
    fleet.desks.delete(account)
    let since: number | undefined
    const isAbandoned = () => {
      const isGone = fleet.desks.get(account)?.state === 'gone'
      since = isGone ? (since ?? Date.now()) : undefined
      return since !== undefined && Date.now() - since > ABANDON_AFTER_MS
    }
    return people.ask(person, platform, { line, room, twice: random.once(TWICE), isAbandoned })
  }

  async function lookUp(person: Person, line: string): Promise<string> {
    const pages: string[] = []
    for (let tries = 0; tries < TRIES.look; ) {
      await pace.untilUp()
      const text = await ask(person, pages.length === 0 ? line : `${line} page:${pages.length + 1}`)
      if (text === undefined || text.startsWith('Something went wrong')) {
        tries += 1
        await sleep(AGAIN_MS)
        continue
      }
      pages.push(text)
      if (pages.length >= Number(/, page \d+ of (\d+)/.exec(text)?.[1] ?? 1)) return pages.join('\n')
    }
    throw new Error(`${person.name} could not look up: ${line}`)
  }

  async function performOne(act: Act): Promise<void> {
    const asked = pace.now()
    let answer: string | undefined
    for (let tries = 0; tries < TRIES.act; tries++) {
      const line = act.line(facts)
      if (line === undefined) return
      await pace.untilUp()
      answer = await ask(act.by, line)
      counts.commands += 1
      if (answer !== undefined && act.done.test(answer)) return act.record(facts, asked, answer)
      if (answer === undefined) counts.unanswered += 1
      await sleep(AGAIN_MS)
      const found = await lookUp(act.by, act.look(facts))
      if (act.sign.test(found)) return act.record(facts, asked, found)
    }
    refused.push(`${act.by.name}: ${act.line(facts)}: ${answer ?? 'no answer'}`)
  }

  /** The timeline puts simultaneous acts in an order: it is looked up. */
  async function order(by: Person, { ref, events }: IssueModel, from: number): Promise<void> {
    const said = findIssueStatements(await lookUp(by, `issue history issue:${ref}`), ref)
    const turn = (what: string) => said.findIndex(s => s.what === what)
    const added = events.slice(from).toSorted((a, b) => turn(labelOf(a)) - turn(labelOf(b)))
    const first = Math.min(...added.map(a => a.at))
    events.splice(from, added.length, ...added.map((a, i) => ({ ...a, at: first + i })))
  }

  return {
    counts,
    refused,
    lookUp,
    async must(person, line, on, room) {
      for (let tries = 0; tries < TRIES.must; tries++) {
        if (await ask(person, line, on ?? person.on[0]!, room)) return
        await sleep(AGAIN_MS)
      }
      throw new Error(`${person.name} got no answer to: ${line}`)
    },
    async perform(acts) {
      const before = new Map(facts.issues.map(i => [i.ref, i.events.length]))
      await Promise.all(acts.map(performOne))
      if (acts.length < 2) return
      for (const issue of facts.issues) {
        const from = before.get(issue.ref) ?? issue.events.length
        if (issue.events.length > from + 1) await order(acts[0]!.by, issue, from)
      }
    },
  }
}
