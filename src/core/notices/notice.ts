/** Something to be told later or now, to whom, and where it is shown. */

import type { Transaction } from '../database/client.ts'
import type { NoticePlace } from '../database/generated/enums.ts'
import type { Message } from '../messages/message.ts'
import type { Platform, PlatformFacts } from '../platforms/platform.ts'
import type { HeldRole } from '../roles/actor.ts'
import type { RoleName } from '../roles/role.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** To whom. Resolved to accounts and channels when the notice is due, so that roles reach their present holders. */
export type Recipient =
  /** The group's channels, on every platform. */
  | { channelOf: string }
  /** One channel, whatever group it belongs to. */
  | { channel: { platform: Platform; channel: string } }
  /** The present holders of a role, by direct message; `unlessChannel`: only where its group has no channel. */
  | { role: RoleName; unlessChannel?: true }
  | { person: number }
  /** The followers of a group, by direct message. */
  | { followers: string }
  /** Every address to which something about the subject was sent. */
  | { told: string }
  /** Every channel where the subject's card stands. */
  | { cardsOf: string }
  /** None besides, but one fewer: who acted got the answer, and needs no direct message about it. */
  | { without: Account }

/** Somebody on a platform. */
export interface Account {
  platform: Platform
  account: string
}

/** Leaves out who gave a command. */
export const without = ({ platform, account }: Account): Recipient => ({ without: { platform, account } })

export interface Notice {
  /** Unique for ever: a second notice with the same key is the same notice. */
  key: string
  kind: string
  subject: string
  data: { [key: string]: Json }
  audience: Recipient[]
  place?: NoticePlace
  series?: string
  priority?: Priority
  /** Told again after so many days, until it is withdrawn. */
  everyDays?: number
  dueAt: Temporal.Instant
  expiresAt?: Temporal.Instant
}

/** The subject of the catch-up digest, which is about many subjects. */
export const LATE_SUBJECT = 'late'

/** Smaller is sooner. */
export const PRIORITY = { urgent: 1, card: 4, normal: 5, reminder: 9 } as const
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY]

/** The input of a presenter: the present facts, and whether one person reads it by direct message. */
export interface View {
  tx: Transaction
  now: Temporal.Instant
  direct: boolean
  /** The place it is sent to, if that is known. */
  at?: { platform: Platform; address: string }
  /** The program's address on the web, for links to its pages; undefined where none is configured. */
  publicUrl?: string | undefined
  /** The platforms of the program, which know how people call them. */
  platforms?: readonly PlatformFacts[]
  /**
   * The roles of each who acts on what stands there, for buttons that fit all of them: of the one who reads a direct
   * message; in a channel of the chair and a vice-chair of each group whose channel it is. Undefined: not known.
   */
  readers?(): Promise<readonly (readonly HeldRole[])[]>
}

/**
 * Puts a notice into words when it is sent. Undefined: its matter is over, it is not sent.
 */
export type Presenter = (data: never, view: View) => Promise<Message | undefined>

export type Presenters = Record<string, Presenter>
