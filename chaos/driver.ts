/** People do things, patiently: without an answer they look whether it happened, and do it again if it didn't. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Act } from './act.ts'
import type { Fleet } from './fleet.ts'
import { type Facts, type IssueFacts, whatOf } from './model.ts'
import { saidOfIssue } from './observations.ts'
import type { Pace } from './pace.ts'
import type { People, Person } from './people.ts'
import type { Chance } from './random.ts'

export interface Doings {
  /** A command outside the story, until it is answered. */
  must(person: Person, line: string, on?: 'slack' | 'discord', room?: string): Promise<void>
  /** Does what several want at the same time. */
  perform(acts: readonly Act[]): Promise<void>
  /** All pages of what a reading command shows. */
  lookUp(person: Person, line: string): Promise<string>
  readonly counts: { commands: number; unanswered: number }
  /** What was refused though nothing spoke against it. */
  readonly refused: string[]
}

const TRIES = { act: 12, look: 30, must: 10 }
const AGAIN_MS = 100
/** Whose command was with a process that was killed waits no longer than this. */
const HOPELESS_MS = 200
/** A platform delivers one command in so many twice. */
const TWICE = 10

export interface DoingsOptions {
  facts: Facts
  fleet: Fleet
  people: People
  pace: Pace
  chance: Chance
}

export function createDoings({ facts, fleet, people, pace, chance }: DoingsOptions): Doings {
  const counts = { commands: 0, unanswered: 0 }
  const refused: string[] = []

  function ask(
    person: Person,
    line: string,
    platform = chance.pick(person.on),
    room?: string,
  ): Promise<string | undefined> {
    const account = `${platform}:${people.accountOf(person, platform)}`
    fleet.desks.delete(account)
    let since: number | undefined
    const hopeless = () => {
      const isGone = fleet.desks.get(account)?.state === 'gone'
      since = isGone ? (since ?? Date.now()) : undefined
      return since !== undefined && Date.now() - since > HOPELESS_MS
    }
    return people.ask(person, platform, { line, room, twice: chance.once(TWICE), hopeless })
  }

  async function lookUp(person: Person, line: string): Promise<string> {
    const pages: string[] = []
    for (let tries = 0; tries < TRIES.look; ) {
      await pace.awake()
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
      await pace.awake()
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

  /** What came at the same time stands in the timeline one after the other: which order it was is looked up. */
  async function order(by: Person, { ref, happened }: IssueFacts, from: number): Promise<void> {
    const said = saidOfIssue(await lookUp(by, `issue history issue:${ref}`), ref)
    const turn = (what: string) => said.findIndex(s => s.what === what)
    const added = happened.slice(from).toSorted((a, b) => turn(whatOf(a)) - turn(whatOf(b)))
    const first = Math.min(...added.map(a => a.at))
    happened.splice(from, added.length, ...added.map((a, i) => ({ ...a, at: first + i })))
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
      const before = new Map(facts.issues.map(i => [i.ref, i.happened.length]))
      await Promise.all(acts.map(performOne))
      if (acts.length < 2) return
      for (const issue of facts.issues) {
        const from = before.get(issue.ref) ?? issue.happened.length
        if (issue.happened.length > from + 1) await order(acts[0]!.by, issue, from)
      }
    },
  }
}
