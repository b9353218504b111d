/** Brings the meetings ahead into the platforms' own lists of events, and keeps them up to date there. */
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
  type EventResult,
  findLeftLists,
  finishEvent,
  forgetList,
  type ServerPlace,
} from '../../core/server-events/lists.ts'
import type { Task } from '../task.ts'
import { createCooldowns } from './cooldowns.ts'

export interface ServerEventsOptions {
  db: Database
  bots: readonly Bot[]
  /** The platforms that this instance leads now. */
  leading(): ReadonlySet<Platform>
  /** This process, as its advisory lock names it. */
  instance: number
  log: Log
}

export function serverEventsTask({ db, bots, leading, instance, log }: ServerEventsOptions): Task {
  /** By list or platform. */
  const cooldowns = createCooldowns()
  /** The last fault that was logged of each: a lasting one is logged once. */
  const logged = new Map<string, string>()

  function noteFault(name: string, error: unknown, now: Temporal.Instant): void {
    const fault = toFault(error)
    cooldowns.failed(name, now, fault.retryAfter)
    if (logged.get(name) === fault.message) return
    logged.set(name, fault.message)
    log.warn({ list: name, fault: fault.message }, 'meetings can not be listed as events')
  }

  function noteSuccess(name: string): void {
    cooldowns.succeeded(name)
    logged.delete(name)
  }

  async function syncPlatform({ platform, events }: Bot, now: Temporal.Instant): Promise<number> {
    if (!events || !leading().has(platform) || cooldowns.isCooling(platform)) return 0
    const channels = await db.channel.findMany({ where: { platform }, orderBy: { channel: 'asc' } })
    let known: Awaited<ReturnType<ServerEvents['places']>>
    try {
      known = await events.places(channels.map(c => c.channel))
      noteSuccess(platform)
    } catch (error) {
      noteFault(platform, error, now)
      return 0
    }
    let done = 0
    for (const place of known.places) done += await syncList(events, { platform, place }, now)
    if (!known.complete) return done
    for (const place of await findLeftLists(db, platform, known.places))
      done += await clearList(events, { platform, place }, now)
    return done
  }

  /**
   * Takes our events out of a list that is no group's any more, since nothing would keep them true. Past events stay.
   * If the bot may not look there any more, this is tried again, as long as the platform asks it to wait.
   */
  async function clearList(events: ServerEvents, list: ServerPlace, now: Temporal.Instant): Promise<number> {
    const name = `${list.platform} ${list.place}`
    if (cooldowns.isCooling(name)) return 0
    try {
      const listed = await events.list(list.place)
      for (const { reference } of listed) await events.remove(list.place, reference)
      await forgetList(db, list)
      noteSuccess(name)
      return listed.length
    } catch (error) {
      noteFault(name, error, now)
      return 0
    }
  }

  async function syncList(events: ServerEvents, list: ServerPlace, now: Temporal.Instant): Promise<number> {
    const name = `${list.platform} ${list.place}`
    if (cooldowns.isCooling(name)) return 0
    await addUpcoming(db, list, now)
    const claimed = await claimEvents(db, list, now, instance)
    if (claimed.length === 0) return 0
    let done = 0
    try {
      // Read after the claim: what an attempt that broke off has left there is seen.
      const listed = await events.list(list.place)
      for (; done < claimed.length; done++) await syncEvent(events, claimed[done]!, listed, now)
      noteSuccess(name)
    } catch (error) {
      for (const left of claimed.slice(done)) await finishEvent(db, left, instance, 'again')
      noteFault(name, error, now)
    }
    return done
  }

  /** Brings one event up to date. An event that the platform refuses as it is waits for the meeting's next change. */
  async function syncEvent(
    events: ServerEvents,
    claimed: ClaimedEvent,
    all: readonly ListedEvent[],
    now: Temporal.Instant,
  ): Promise<void> {
    const meeting = await findMeeting(db, claimed.meetingId)
    const listed =
      all.find(e => e.reference === claimed.reference) ?? all.find(e => e.key === meetingRef(meeting))
    let result: EventResult
    try {
      const reference = await takeStep(events, claimed.place, meeting, listed, now)
      result = { version: meeting.version, reference, fault: null }
    } catch (error) {
      const fault = toFault(error)
      if (fault.outcome !== 'never') throw error
      const fields = { meeting: meetingRef(meeting), list: claimed.place, fault: fault.message }
      log.warn(fields, 'a meeting was refused as an event')
      result = { version: meeting.version, reference: listed?.reference ?? null, fault: fault.message }
    }
    await finishEvent(db, claimed, instance, result)
  }

  return {
    name: 'events',
    async run(now) {
      cooldowns.expire(now)
      let done = 0
      for (const bot of bots) done += await syncPlatform(bot, now)
      return done
    },
    next: async () => cooldowns.next(),
  }
}

/** Returns the reference of the event that is in the list afterwards, if there is one. */
async function takeStep(
  events: ServerEvents,
  place: string,
  meeting: Meeting,
  listed: ListedEvent | undefined,
  now: Temporal.Instant,
): Promise<string | null> {
  switch (nextStepFor(meeting, listed, now)) {
    case 'create':
      return events.create(place, toServerEvent(meeting))
    case 'change':
      await events.change(place, listed!.reference, toServerEvent(meeting))
      return listed!.reference
    case 'replace':
      await events.remove(place, listed!.reference)
      return events.create(place, toServerEvent(meeting))
    case 'cancel':
      await events.cancel(place, listed!.reference)
      return null
    case 'remove':
      await events.remove(place, listed!.reference)
      return null
    case 'nothing':
      return null
  }
}

/** A fault that isn't the platform's is ours or the database's. */
const toFault = (error: unknown): DeliveryFault =>
  error instanceof DeliveryFault
    ? error
    : new DeliveryFault('unknown', error instanceof Error ? error.message : String(error))
