/** Events of the register of actions that concern issues. */
import { defineEvent } from '../../events/events.ts'
import type { Account } from '../../notices/notice.ts'
import type { Actor } from '../../roles/actor.ts'

/** TSB gave an action its number. */
export const actionNumbered = defineEvent<{
  /** "ISG-4": the issue that the action comes from. */
  issue: string
  /** By which the register knows the action now: "TSAG 10-2026 WP2-10". */
  key: string
}>('action numbered')

/** TSAG's outcome of an action is on record. */
export const outcomeRecorded = defineEvent<{
  /** "ISG-4", where the action comes from an issue. */
  issue: string | undefined
  /** By which its issue may know it: "ACT-12", or the number that it had before the register. */
  references: readonly string[]
  /** Whether TSAG entrusted the coordination, where that was said. */
  entrusted: boolean | undefined
  /** The document in which the outcome is written, or the label of the meeting. */
  source: string | undefined
  actor: Actor
  caller: Account
}>('outcome of an action recorded')
