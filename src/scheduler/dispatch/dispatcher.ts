/** Sends what is due on one platform: claims, sends each address's messages one after the other, finishes. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from '../../bots/bot.ts'
import { type Database, inTransaction } from '../../core/database/client.ts'
import { toColumn } from '../../core/database/columns.ts'
import { addFallback, notifyOutage } from '../../core/dead-letters/fallback.ts'
import type { Log } from '../../core/log.ts'
import type { Message } from '../../core/messages/message.ts'
import { saveCard } from '../../core/notices/cards.ts'
import {
  type AttemptResult,
  afterFault,
  type Claimed,
  claimDue,
  findRetrying,
  finishAttempt,
  isDue,
  recoverAbandoned,
  recoverUnknown,
  release,
  retryDelay,
} from '../../core/notices/delivery.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Presenters } from '../../core/notices/notice.ts'
import type { Metrics } from '../../metrics.ts'
import { arrived, deliverMessage, NotYet } from './deliver-message.ts'
import type { InFlight } from './in-flight.ts'
import { createRateLimiter, type Kind } from './rate-limiter.ts'

export interface DispatcherOptions {
  db: Database
  presenters: Presenters
  /** This process, as its advisory lock names it. */
  instance: number
  /** The clock of the facts; a try may take a while. */
  now(): Temporal.Instant
  log: Log
  metrics: Metrics
  /** What waits here may be due at another instant than before. */
  reschedule(): void
  /** Shared with the senders before this one, which may still be finishing. */
  inFlight: InFlight
}

export interface Dispatcher {
  /** Begins to send what is due; gives how many it took. What is under way goes on by itself. */
  pump(): Promise<number>
  /** Until nothing is under way any more. Undefined: nothing is. */
  idle(): Promise<void> | undefined
  /** The next instant at which something that must wait for the platform's sake may go on. */
  next(): Temporal.Instant | undefined
  /** Begins nothing new. */
  end(): void
  /** And the process is about to end, which gives free what it holds: waits for no database that is away. */
  stop(): void
}

interface Tried {
  end: AttemptResult
  outcome: Parameters<Metrics['delivery']>[1]
  /** The platform refuses the bot: somebody has to mend that. */
  refused?: boolean
}

/** What was never tried for so long is no news any more, in ms: nobody is flooded where a platform comes back. */
const STALE = 7 * 24 * 3_600_000

/** Until what has to wait for something else is looked at again, in ms. */
const NOT_YET = 1_000

/** After a fault of the database, until what came of a try is written, in ms. */
const WRITE_AGAIN = 1_000

export function createDispatcher(bot: Bot, options: DispatcherOptions): Dispatcher {
  const { db, presenters, instance, log, metrics, reschedule, inFlight } = options
  const { platform } = bot
  const us = { platform, claimant: instance }
  const now = () => options.now().epochMilliseconds
  const lanes = createRateLimiter(bot.limits, now())
  const busy = new Map<string, Promise<void>>()
  let count = 0
  let pumping: Promise<number> | undefined
  let again = false
  /** Until when, as it was when we looked last, what is due has to wait for the platform's sake. */
  let waitsUntil: number | undefined
  /** Undefined: not known, or not for long. */
  let behind: Map<string, bigint> | undefined
  let forgotten = 0
  let ended = false
  let stopping = false

  const laneOf = (address: string) => (bot.ordering === 'platform' ? platform : address)

  /** `freeing`: at a look of the scheduler; what goes on from there need not look for who is gone. */
  function pump(freeing: boolean): Promise<number> {
    again = pumping !== undefined
    pumping ??= claimAll(freeing).finally(() => {
      pumping = undefined
      if (again) void pumpOn()
    })
    return pumping
  }

  async function claimAll(freeing: boolean): Promise<number> {
    if (inFlight.isOutcomeUnknown() && (await recoverUnknown(db, us, inFlight.known)) > 0) forget()
    // Together, that nothing due waits for it: what is held by somebody who is gone keeps its address until it is free.
    const [taken, freed] = await Promise.all([beginAll(), freeing ? free() : 0])
    return freed > 0 ? taken + (await beginAll()) : taken
  }

  async function beginAll(): Promise<number> {
    let taken = 0
    waitsUntil = undefined
    while (!ended) {
      const at = now()
      const most = bot.ordering === 'platform' && busy.size > 0 ? 0 : lanes.room(at, count)
      const except = [...busy.keys(), ...lanes.closed(at)]
      const claimed = most === 0 ? [] : await claim(most, except)
      if (claimed.length === 0) {
        // Without a pace what is under way makes room, and then we look again.
        const mayWait = most === 0 ? bot.limits !== undefined || count === 0 : except.length > 0
        if (mayWait && (await isDue(db, options.now(), platform)))
          waitsUntil = most === 0 ? lanes.opens(at) : lanes.addressOpens(at)
        break
      }
      taken += claimed.length
      for (const [lane, held] of Map.groupBy(claimed, c => laneOf(c.address))) begin(lane, held)
    }
    return taken
  }

  /** What those held who are gone; gives how many. */
  async function free(): Promise<number> {
    const freed = await recoverAbandoned(db, options.now(), us)
    if (freed > 0) forget()
    return freed
  }

  async function claim(most: number, except: string[]): Promise<Claimed[]> {
    const limits = { most, mostEach: lanes.each, except, behind: await waiting() }
    try {
      return await claimDue(db, options.now(), { ...us, ...limits })
    } catch (fault) {
      inFlight.outcomeUnknown()
      throw fault
    }
  }

  function begin(lane: string, claimed: Claimed[]): void {
    count += claimed.length
    for (const { id } of claimed) inFlight.known.add(id)
    for (const { address } of claimed) lanes.use(address, now())
    const work = sendInOrder(claimed).finally(() => {
      busy.delete(lane)
      void pumpOn()
    })
    busy.set(lane, work)
  }

  /** What has become free may be taken by what waits. */
  async function pumpOn(): Promise<void> {
    if (ended) return
    try {
      if ((await pump(false)) === 0 && (bot.limits || count === 0)) reschedule()
    } catch (fault) {
      log.error({ fault: String(fault) }, 'what is due could not be claimed')
    }
  }

  /** After a fault the rest of a lane is given back: the next claim decides what may go on. */
  async function sendInOrder(queue: Claimed[]): Promise<void> {
    let failed = false
    for (const held of queue) {
      if (failed || ended) await write(() => release(db, held, instance))
      else failed = !(await sendOne(held))
      inFlight.known.delete(held.id)
      count -= 1
    }
  }

  /** False: it has to wait, and with it what is behind it. */
  async function sendOne(held: Claimed): Promise<boolean> {
    const { notice } = held
    const kind: Kind = held.outcomeUnknown ? 'look' : notice.place === 'CARD' ? 'edit' : 'send'
    const waitsUntil = lanes.useFor(kind, now())
    const tried = waitsUntil === undefined ? await attempt(held) : undefined
    if (tried === undefined) {
      const at = Temporal.Instant.fromEpochMilliseconds(waitsUntil ?? now() + NOT_YET)
      await write(() => release(db, held, instance, at))
      // Tried before and back among what waits: it goes before what came later.
      forget()
      return false
    }
    const { end, outcome } = tried
    metrics.delivery(platform, outcome)
    await write(() => conclude(held, tried))
    if (end.state === 'WAITING') forget()
    return end.state === 'SENT' || end.state === 'DROPPED'
  }

  /** Undefined: something else has to go first. */
  async function attempt(held: Claimed): Promise<Tried | undefined> {
    let asked = false
    try {
      const message = isOver(held) ? undefined : await present(held)
      const reference = message
        ? await deliverMessage(bot, db, held, message, () => (asked = true))
        : await tooLate(held)
      if (reference === undefined) return { end: { state: 'DROPPED' }, outcome: 'dropped' }
      lanes.succeeded(held.address)
      const sentAt = toColumn(options.now())
      return { end: { state: 'SENT', message: reference, sentAt, fault: null }, outcome: 'sent' }
    } catch (error) {
      if (error instanceof NotYet) return undefined
      return failed(held, asFault(error, asked), error instanceof DeliveryFault)
    }
  }

  const isOver = ({ notice }: Claimed): boolean =>
    notice.state === 'WITHDRAWN' || (notice.expiresAt !== null && notice.expiresAt.getTime() <= now())

  /** The notice in words, or undefined when its matter is over. */
  async function present({ notice, address, attempts }: Claimed): Promise<Message | undefined> {
    const presenter = presenters[notice.kind]
    if (!presenter)
      throw new DeliveryFault('never', `this program does not know notices of the kind ${notice.kind}`)
    if (attempts === 1 && now() - notice.dueAt.getTime() > STALE)
      throw new DeliveryFault('never', 'It was due more than a week before it could first be sent.')
    return presenter(notice.data as never, { tx: db, now: options.now(), direct: address.startsWith('@') })
  }

  /** What was tried in vain until it made no sense any more: unless it arrived after all, that is said. */
  async function tooLate(held: Claimed): Promise<string | undefined> {
    const reference = await arrived(bot, db, held)
    if (reference === undefined && isOver(held) && held.attempts > 1)
      throw new DeliveryFault('never', 'It could not be delivered while it made sense.')
    return reference
  }

  /** A fault that is our own or the database's says nothing about the platform. */
  function failed(held: Claimed, fault: DeliveryFault, isPlatforms: boolean): Tried {
    const { address, attempts } = held
    const delivery = String(held.id)
    log.warn({ delivery, platform, attempts, fault: fault.message }, 'not delivered')
    const wait = isPlatforms
      ? lanes.failed(address, fault, attempts, now())
      : retryDelay(attempts, Math.random())
    const after = afterFault(fault, held, wait, options.now())
    // A try of which we know that it wasn't sent does not settle an earlier one that may have been.
    const outcomeUnknown = held.outcomeUnknown || fault.outcome === 'uncertain'
    const words = { outcomeUnknown, fault: fault.message }
    if (after.state === 'FAILED')
      return {
        end: { state: 'FAILED', failedAt: toColumn(options.now()), ...words },
        outcome: 'failed',
      }
    const nextAt = toColumn(after.nextAt)
    const outcome = fault.outcome === 'uncertain' ? 'uncertain' : 'later'
    return { end: { state: 'WAITING', nextAt, claimant: null, ...words }, outcome, refused: fault.refused }
  }

  /** What was tried in vain and waits. Read anew as long as there is something, and after each fault. */
  async function waiting(): Promise<Map<string, bigint>> {
    if (behind) return behind
    const before = forgotten
    const known = await findRetrying(db, platform)
    // What has come back to wait since the question was put is not in its answer.
    if (known.size === 0 && forgotten === before) behind = known
    return known
  }

  function forget(): void {
    behind = undefined
    forgotten += 1
  }

  async function conclude(held: Claimed, { end, refused = false }: Tried): Promise<void> {
    const { notice } = held
    const alone = end.state !== 'FAILED' && !refused && !(end.state === 'SENT' && notice.place === 'CARD')
    if (alone) {
      await finishAttempt(db, held, instance, end)
      return
    }
    await inTransaction(db, async tx => {
      if (!(await finishAttempt(tx, held, instance, end))) return
      if (end.state === 'SENT') await saveCard(tx, notice.subject, platform, held.address, end.message)
      if (end.state === 'FAILED') await addFallback(tx, notice, held, options.now())
      else if (refused) await notifyOutage(tx, options.now())
    })
  }

  /** What came of a try must not be forgotten because the database is away for a while. */
  async function write(work: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await work()
      } catch (fault) {
        log.error({ fault: String(fault) }, 'what came of a delivery could not be written')
        // Who only speaks no longer lives on: what it holds is nobody's to free, and holds up the address.
        if (stopping) return
        await sleep(WRITE_AGAIN)
      }
    }
  }

  async function rest(): Promise<void> {
    while (busy.size > 0 || pumping) await Promise.allSettled([pumping, ...busy.values()])
  }

  return {
    pump: () => pump(true),
    idle: () => (busy.size > 0 || pumping ? rest() : undefined),
    next: () => (waitsUntil === undefined ? undefined : Temporal.Instant.fromEpochMilliseconds(waitsUntil)),
    end() {
      ended = true
    },
    stop() {
      ended = true
      stopping = true
    },
  }
}

/** A fault that isn't the platform's is ours or the database's: nothing tells then whether the message left. */
const asFault = (error: unknown, asked: boolean): DeliveryFault =>
  error instanceof DeliveryFault
    ? error
    : new DeliveryFault(asked ? 'uncertain' : 'later', error instanceof Error ? error.message : String(error))
