/** The contributions of a room to the program, in one object. src/core/catalog.ts lists the rooms. */
import type { AnyCommand } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import type { Prisma } from '../database/generated/client.ts'
import type { Work } from '../events/events.ts'
import type { Action } from '../messages/message.ts'
import type { AnyNotice } from '../notices/define.ts'
import type { ReferenceKind } from '../references/kind.ts'
import type { Actor } from '../roles/actor.ts'
import type { AnySetting } from '../settings/setting.ts'
import type { Text } from '../text/spans.ts'

export interface Room {
  readonly name: string
  readonly commands?: readonly AnyCommand[]
  readonly notices?: readonly AnyNotice[]
  /** Work that falls due by itself. */
  readonly due?: readonly DueWork[]
  readonly waiting?: WaitingSource
  readonly home?: readonly HomePart[]
  readonly settings?: readonly AnySetting[]
  readonly references?: readonly ReferenceKind[]
}

/** Work that falls due by itself; the scheduler runs it in a transaction of its own. */
export interface DueWork {
  /** For logs and metrics. */
  readonly name: string
  /**
   * A scalar expression in SQL, its value as JSON. The scheduler asks for those of all rooms in one statement each time
   * it wakes, so it must be read from an index.
   */
  readonly reads: Prisma.Sql
  /** The next instant at which there is something to do, by the value of `reads`; undefined: nothing is planned. */
  next(read: unknown): Temporal.Instant | undefined
  /** Does what is due at `work.now`, at most a bounded part of it. Returns how much; zero: nothing is left. */
  run(work: Work): Promise<number>
}

/** The facts that a room's answers about one person depend on. */
export interface Asking {
  readonly tx: Transaction
  readonly now: Temporal.Instant
  readonly actor: Actor
}

/** Something that a person is to do, with the button that does it. */
export interface WaitingItem {
  text: string
  action: Action
  /** Further buttons, where there is more than one answer. */
  others?: Action[]
}

/**
 * The waiting items of a person in a room. They follow from the person's roles, so they pass to the next holders.
 */
export type WaitingSource = (asking: Asking) => Promise<WaitingItem[]>

/** A part of somebody's home page. Says nothing that changes by time alone, so that pages are not redrawn each day. */
export interface HomePart {
  readonly title: string
  /** The sentence for an empty part. */
  readonly none: string
  /** The command that shows all; left out where everything stands in the part. */
  readonly all?: string
  /** It is no news: it stands below the others, whatever is in it. */
  readonly last?: true
  /** More lines than other parts have. */
  readonly most?: number
  /** At most `most` lines. */
  lines(asking: Asking & { followed: readonly string[] }, most: number): Promise<HomeLine[]>
}

export interface HomeLine {
  /** Left out: the button says it. */
  text?: Text
  /** Left out: another line's button is for both. */
  action?: Action
}
