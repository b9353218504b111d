/** Ways in which the program is stopped and started again while time goes on. */
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import { SlackChat } from '../fakes/slack/chat.ts'
import type { Harness } from '../support/harness.ts'
import { keepJournal } from '../support/journal.ts'
import { inGeneva } from '../support/zones.ts'
import type { Stop } from './driver.ts'
import type { Due } from './model.ts'

/** A stop at some instant, when nothing need be due. */
const anywhere = (at: number): Stop => ({
  at,
  async happens(world) {
    await world.restart()
  },
})

/** Stopped when something is due and the scheduler has not looked yet. */
const whenDue = (at: number): Stop => ({
  at: at - 1,
  async happens(world) {
    world.clock.set(instantOf(at))
    await world.restart()
  },
})

/** Stopped while what is due is being sent: as soon as so many messages of it have arrived. */
const whileSending = (at: number, arrived: number): Stop => ({
  at: at - 1,
  async happens(world) {
    const read = keepJournal(Object.values(world.chats))
    world.clock.set(instantOf(at))
    let isSending = true
    const sending = world.settle().finally(() => {
      isSending = false
    })
    for (let seen = 0; isSending && seen < arrived; seen += read().length) await setImmediate()
    await world.restart()
    await sending
  },
})

/** Messages arrive on the platforms, but what these answer is lost; then a stop. */
const withoutAnswer = (at: number): Stop => ({
  at: at - 1,
  async happens(world) {
    loseAnswers(world)
    world.clock.set(instantOf(at))
    await world.settle()
    await world.restart()
  },
})

function loseAnswers({ chats }: Harness): void {
  for (const chat of Object.values(chats))
    if (chat instanceof SlackChat) chat.slack.fail('chat.postMessage', 'cut after')
    else if ('fake' in chat)
      (chat as DiscordChat).fake.fail('POST /channels/:id/messages', { kind: 'cut', accepted: true })
}

/** The program is down for a while. */
export const down = (from: string, to: string): Stop => ({
  at: inGeneva(from) / 1000,
  async happens(world) {
    world.clock.set(instantOf(inGeneva(to) / 1000))
    await world.restart()
  },
})

/** Stops at random within a time, in epoch seconds: `each` of every way. */
export function randomStops(
  seed: number,
  from: number,
  to: number,
  due: readonly Due[],
  each: number,
): Stop[] {
  const instants = [...new Set(due.map(d => d.at))].filter(at => at > from && at < to)
  const at = fc.constantFrom(...instants)
  const draw = <T>(arbitrary: fc.Arbitrary<T>, turn: number) =>
    fc.sample(arbitrary, { seed: seed + turn, numRuns: each })
  return [
    ...draw(fc.noBias(fc.integer({ min: from, max: to - 1 })), 0).map(anywhere),
    ...draw(at, 1).map(whenDue),
    ...draw(fc.tuple(at, fc.integer({ min: 1, max: 3 })), 2).map(([a, arrived]) => whileSending(a, arrived)),
    ...draw(at, 3).map(withoutAnswer),
  ]
}

const instantOf = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
