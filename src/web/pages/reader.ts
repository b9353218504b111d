/** The reader of a page: the context of a command, and how things are written for this person. */
import { findPlatform } from '../../bots/platforms.ts'
import type { Context } from '../../core/commands/command.ts'

export interface Reader {
  context: Context
  /** The number of the session, to end it. */
  session: number
  /** Precedes a command on the platform from which they came: "/sg ". */
  prefix: string
  /** IANA; undefined until the person or the platform says. */
  zone: string | undefined
  /** Precedes every path: "" or, behind a proxy, "/intersg". */
  base: string
}

export const toReader = (context: Context, session: number, base: string): Reader => ({
  context,
  session,
  prefix: findPlatform(context.caller.platform).commandPrefix,
  zone: context.actor.zone,
  base,
})
