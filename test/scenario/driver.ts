/** Lives through time hour by hour, and compares what everybody sees with what they must see. */

import { type Harness, openHarness, type Person } from '../support/harness.ts'
import { type Entry, keepJournal } from '../support/journal.ts'
import { GENEVA, inGeneva, shownIn } from '../support/zones.ts'
import { type Act, CHANNELS, type Due, FOLLOWER, PEOPLE, type Role } from './model.ts'

const HOUR = 3600

/** TSB's weekly list of roles without a holder is test/scenario/handover.test.ts's matter. */
const VACANCIES = /^Roles without a holder or an account/

export interface Cast {
  world: Harness
  people: Record<Role, Person>
}

/** The world on all three platforms, with everybody in it. */
export async function openCast(at: string): Promise<Cast> {
  const world = await openHarness({ platforms: ['slack', 'discord', 'terminal'], at })
  await world.channels(...CHANNELS)
  const people: Partial<Record<Role, Person>> = {}
  for (const [role, { name, hears }] of Object.entries(PEOPLE)) {
    const person = await world.person(name, role)
    people[role as Role] = person.on(hears)
    await person.type(`prefer platform:${hears}`)
  }
  const follower = people[FOLLOWER.role]!
  await follower.type(`me zone:${FOLLOWER.zone}`)
  await follower.type('follow RG-DT')
  await follower.type(`prefer quiet:${FOLLOWER.quiet.from}–${FOLLOWER.quiet.to}`)
  return { world, people: people as Cast['people'] }
}

/** Something that happens to the program; it may move the clock on. */
export interface Stop {
  /** In epoch seconds. */
  at: number
  happens(world: Harness): Promise<void>
}

export interface Play {
  from: string
  to: string
  acts: readonly Act[]
  due: readonly Due[]
  stops?: readonly Stop[]
  /** How much later than due a message may come, in seconds. */
  tolerance?: number
}

/**
 * Returns the numbers of hours and messages. Throws the missing and unexpected messages of the first hour with a
 * difference.
 */
export async function play(
  { world, people }: Cast,
  { from, to, acts, due, stops = [], tolerance = 0 }: Play,
) {
  const { clock, chats } = world
  const read = keepJournal(Object.values(chats))
  const begun = inGeneva(from) / 1000
  const end = inGeneva(to) / 1000
  const happenings = [
    ...acts.map(act => ({ at: inGeneva(act.at) / 1000, happens: () => perform(people, act) })),
    ...stops,
  ].toSorted((a, b) => a.at - b.at)
  const ahead = due.filter(d => d.at > begun && d.at <= end)
  const seen: Entry[] = []
  let open: Due[] = []
  let [act, told, hours] = [0, 0, 0]
  let next = await nextOf(world)

  // As the program does: its timer is set to what is due next, and until then nothing runs.
  async function goTo(at: number): Promise<void> {
    while (next !== undefined && next <= at) {
      if (next > secondsOf(clock.now())) clock.set(instantOf(next))
      await world.settle()
      next = await nextOf(world)
    }
    if (at > secondsOf(clock.now())) clock.set(instantOf(at))
  }

  for (let hour = begun + HOUR; hour <= end; hour += HOUR) {
    for (; act < happenings.length && happenings[act]!.at <= hour; act++) {
      const one = happenings[act]!
      await goTo(one.at)
      await one.happens(world)
      // A program that was started first looks for due work.
      await world.settle()
      next = await nextOf(world)
    }
    await goTo(hour)
    hours += 1
    while (told < ahead.length && ahead[told]!.at <= hour) open.push(ahead[told++]!)
    // The program is down: what it has missed is seen when it is there again.
    if (secondsOf(clock.now()) > hour) continue
    const came = read().filter(({ text }) => !VACANCIES.test(text))
    if (came.length + open.length === 0) continue
    seen.push(...came)
    const { missing, over } = compare(open, came, tolerance)
    // A message that may come late is looked for again in the next hour.
    open = missing.filter(d => d.at + tolerance > hour)
    const faults = [...missing.filter(d => !open.includes(d)).map(d => `missing: ${dueWords(d)}`)]
    faults.push(...over.map(e => `over: ${shownIn(GENEVA, e.at * 1000)} ${e.platform} ${e.place}: ${e.text}`))
    if (faults.length > 0)
      throw new Error(
        [`In the hour before ${shownIn(GENEVA, hour * 1000)} in Geneva:`, ...faults, ...world.faults].join(
          '\n',
        ),
      )
  }
  return { hours, messages: seen.length }
}

const instantOf = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(seconds * 1000))
const secondsOf = (at: Temporal.Instant) => at.epochMilliseconds / 1000

const nextOf = async ({ app }: Harness) => {
  const due = await app.scheduler.next()
  return due && secondsOf(due)
}

async function perform(people: Cast['people'], { who, line, answer }: Act): Promise<void> {
  const said = await people[who].type(line)
  if (!said.includes(answer)) throw new Error(`${who}: ${line}\nanswered: ${said}\nexpected: ${answer}`)
}

const dueWords = (d: Due) =>
  `${shownIn(GENEVA, d.at * 1000)} ${d.platform} ${d.place}: ${d.words.join(' / ')}`

function compare(due: readonly Due[], came: readonly Entry[], tolerance: number) {
  const over = [...came]
  const missing = due.filter(d => {
    const index = over.findIndex(e => isIt(d, e, tolerance))
    if (index >= 0) over.splice(index, 1)
    return index < 0
  })
  return { missing, over }
}

const isIt = ({ platform, place, at, words }: Due, e: Entry, tolerance: number): boolean => {
  if (e.platform !== platform || e.place !== place || e.at < at || e.at > at + tolerance) return false
  const text = plain(e.text)
  if (platform !== 'terminal') return words.every(w => text.includes(plain(w)))
  // A direct message to a role is shown whole: these words, and below them the commands for its holder.
  return [text, plain(e.text.split('\n')[0]!)].includes(plain(words[0]!))
}

/** On one line, and without the stop at its end. */
const plain = (text: string) => text.replace(/\s+/g, ' ').replace(/\.$/, '')
