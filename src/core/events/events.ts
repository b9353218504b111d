/**
 * Events between rooms. A room announces an event of its own without knowing who listens; src/core/subscriptions.ts
 * says, in one place, what each event means for other rooms. Reactions run in the same transaction, one after the
 * other, so the fact and all its consequences are committed together or not at all.
 */
import type { Transaction } from '../database/client.ts'

/** A kind of event; `Data` is carried by its type alone. */
export interface EventKind<Data> {
  readonly name: string
  readonly data?: Data
}

export const defineEvent = <Data>(name: string): EventKind<Data> => ({ name })

/** One transaction at one instant, in which rooms change their facts. */
export interface Work {
  readonly tx: Transaction
  readonly now: Temporal.Instant
  /** Runs the reactions to an event, in the order of the subscriptions. */
  announce<Data>(kind: EventKind<Data>, data: Data): Promise<void>
}

/** A reaction of one room to another room's event. */
export interface Subscription {
  readonly event: string
  react(work: Work, data: never): Promise<void>
}

/** Lets `react` run at each event of the kind. */
export const subscribe = <Data>(
  { name }: EventKind<Data>,
  react: (work: Work, data: Data) => Promise<void>,
): Subscription => ({ event: name, react })

/** The work of one transaction; its events reach `subscriptions`. */
export function createWork(
  tx: Transaction,
  now: Temporal.Instant,
  subscriptions: readonly Subscription[],
): Work {
  const work: Work = {
    tx,
    now,
    async announce({ name }, data) {
      for (const { event, react } of subscriptions) if (event === name) await react(work, data as never)
    },
  }
  return work
}
