/** Brings the meetings ahead into the platforms' own lists of events, and follows them there. */
import type { Bot, ServerEvents } from '../../bots/bot.ts'
import type { Database } from '../../core/database/client.ts'
import type { Log } from '../../core/log.ts'
import { findMeeting, type Meeting, meetingRef } from '../../core/meetings/meeting.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import { type ListedEvent, nextStepFor, toServerEvent } from '../../core/server-events/event.ts'
import {
  addUpcoming,
  type ClaimedEvent,
  claimEvents,
  type EventEnd,
  finishEvent,
  type ServerPlace,
} from '../../core/server-events/lists.ts'
import type { Task } from '../task.ts'

export interface ServerEventsOptions {
  db: Database
  bots: readonly Bot[]
  /** The platforms on which this instance speaks now. */
  leading(): ReadonlySet<Platform>
  /** This process, as its advisory lock names it. */
  instance: number
  log: Log
}

/** After a fault, where the platform names no time. */
const WAIT = { seconds: 60 }

export function serverEventsTask({ db, bots, leading, instance, log }: ServerEventsOptions): Task {
  /** Where something went wrong, by list or platform: until when nothing is tried there. */
  const resting = new Map<string, Temporal.Instant>()
  /** And what was said of it, so that it is said once. */
  const said = new Map<string, string>()

  function rest(name: string, error: unknown, now: Temporal.Instant): void {
    const fault = asFault(error)
    resting.set(name, now.add(fault.retryAfter === undefined ? WAIT : { milliseconds: fault.retryAfter }))
    if (said.get(name) === fault.message) return
    said.set(name, fault.message)
    log.warn({ list: name, fault: fault.message }, 'meetings can not be listed as events')
  }

  async function followPlatform({ platform, events }: Bot, now: Temporal.Instant): Promise<number> {
    if (!events || !leading().has(platform) || resting.has(platform)) return 0
    const channels = await db.channel.findMany({ where: { platform }, orderBy: { channel: 'asc' } })
    let places: string[]
    try {
      places = await events.places(channels.map(c => c.channel))
      said.delete(platform)
    } catch (error) {
      rest(platform, error, now)
      return 0
    }
    let done = 0
    for (const place of places) done += await followList(events, { platform, place }, now)
    return done
  }

  async function followList(events: ServerEvents, list: ServerPlace, now: Temporal.Instant): Promise<number> {
    const name = `${list.platform} ${list.place}`
    if (resting.has(name)) return 0
    await addUpcoming(db, list, now)
    const claimed = await claimEvents(db, list, now, instance)
    if (claimed.length === 0) return 0
    let done = 0
    try {
      // Looked at after the claim: what a try that broke off has left there is seen.
      const standing = await events.list(list.place)
      for (; done < claimed.length; done++) await follow(events, claimed[done]!, standing, now)
      said.delete(name)
    } catch (error) {
      for (const left of claimed.slice(done)) await finishEvent(db, left, instance, 'again')
      rest(name, error, now)
    }
    return done
  }

  /** Brings one event up to date. What the platform refuses as it is waits for the meeting's next change. */
  async function follow(
    events: ServerEvents,
    claimed: ClaimedEvent,
    all: readonly ListedEvent[],
    now: Temporal.Instant,
  ): Promise<void> {
    const meeting = await findMeeting(db, claimed.meetingId)
    const standing =
      all.find(s => s.reference === claimed.reference) ?? all.find(s => s.key === meetingRef(meeting))
    let end: EventEnd
    try {
      const reference = await bring(events, claimed.place, meeting, standing, now)
      end = { version: meeting.version, reference, fault: null }
    } catch (error) {
      if (asFault(error).outcome !== 'never') throw error
      const fault = asFault(error).message
      log.warn(
        { meeting: meetingRef(meeting), list: claimed.place, fault },
        'a meeting was refused as an event',
      )
      end = { version: meeting.version, reference: standing?.reference ?? null, fault }
    }
    await finishEvent(db, claimed, instance, end)
  }

  return {
    name: 'events',
    async run(now) {
      for (const [name, until] of resting) if (Temporal.Instant.compare(until, now) <= 0) resting.delete(name)
      let done = 0
      for (const bot of bots) done += await followPlatform(bot, now)
      return done
    },
    async next() {
      return [...resting.values()].toSorted(Temporal.Instant.compare)[0]
    },
  }
}

/** Gives the reference of the event that stands in the list then, if one does. */
async function bring(
  events: ServerEvents,
  place: string,
  meeting: Meeting,
  standing: ListedEvent | undefined,
  now: Temporal.Instant,
): Promise<string | null> {
  switch (nextStepFor(meeting, standing, now)) {
    case 'create':
      return events.create(place, toServerEvent(meeting))
    case 'change':
      await events.change(place, standing!.reference, toServerEvent(meeting))
      return standing!.reference
    case 'replace':
      await events.remove(place, standing!.reference)
      return events.create(place, toServerEvent(meeting))
    case 'cancel':
      await events.cancel(place, standing!.reference)
      return null
    case 'remove':
      await events.remove(place, standing!.reference)
      return null
    case 'nothing':
      return null
  }
}

/** A fault that isn't the platform's is ours or the database's. */
const asFault = (error: unknown): DeliveryFault =>
  error instanceof DeliveryFault
    ? error
    : new DeliveryFault('uncertain', error instanceof Error ? error.message : String(error))
