/** One rule a verb: at which stages, for whom, and what comes of it. */

import type { By } from '../roles/by.ts'
import type { Text } from '../text/spans.ts'
import type { Capacity, CapacityKind } from './capacity.ts'
import { coordinationRules } from './rules/coordination.ts'
import { handlingRules } from './rules/handling.ts'
import { recordedRules } from './rules/recorded.ts'
import { settlingRules } from './rules/settling.ts'
import type { EventBody, IssueState, PositionKind, Stage } from './state.ts'

/** An act that TSB may record as said elsewhere: `said` names the meeting or session and its date. */
interface MaybeSaid {
  said?: string | undefined
}

export type IssueCommand =
  | ({ do: 'propose'; text: string } & MaybeSaid)
  | ({ do: 'position'; position: PositionKind; reason?: string | undefined } & MaybeSaid)
  | ({ do: 'offer' } & MaybeSaid)
  | ({ do: 'ask'; to: string } & MaybeSaid)
  | { do: 'accept' }
  | ({ do: 'agree' } & MaybeSaid)
  | ({ do: 'object'; reason: string } & MaybeSaid)
  | { do: 'decline'; reason: string }
  | { do: 'withdraw-offer'; reason: string }
  | { do: 'end-coordination'; reason: string }
  | { do: 'entrusted'; entrusted: boolean; source: string }
  | { do: 'comment'; text: string }
  | ({
      do: 'statement'
      text: string
      delegation?: string | undefined
      meeting?: number | undefined
    } & MaybeSaid)
  | { do: 'remind' }
  | { do: 'add'; added: string; reason: string }
  | { do: 'join'; reason: string }
  | { do: 'leave'; reason: string }
  | { do: 'withdraw'; reason: string }
  | { do: 'resume'; reason: string }
  | { do: 'reopen'; reason: string }
  | { do: 'extend'; to: Temporal.PlainDate; reason: string }
  | { do: 'meet'; meeting: number; starts: string; ends: string }
  | ({ do: 'escalate'; reason: string } & MaybeSaid)
  | ({ do: 'take-up' } & MaybeSaid)
  | { do: 'agenda'; meeting: number; starts: string }
  | { do: 'call'; meeting: number; starts: string; ends: string }
  | ({ do: 'outcome'; meeting: number; outcome: string } & MaybeSaid)
  | { do: 'hand-back'; guidance: string; respondBy?: Temporal.PlainDate | undefined }
  | ({
      do: 'conclude'
      text: string
      /** Without a number while it is only recorded. */
      action?: { number?: string | undefined; text: string } | undefined
      meeting?: number | undefined
      entrust?: string | undefined
      keepsCoordination?: boolean | undefined
    } & MaybeSaid)
  | { do: 'correct'; text: string }
  | {
      do: 'confirm'
      entries: readonly number[]
      source?: string | undefined
      /** The number of the action of a conclusion that is confirmed with it. */
      actionNumber?: string | undefined
    }
  | { do: 'disown'; entry: number; reason?: string | undefined }
  | { do: 'resolve'; entry: number; takesBack: boolean }

export type Verb = IssueCommand['do']

/** The actor of an act, the capacity, the group it is for, and when. */
export interface Act {
  by: By
  group: string
  capacity: CapacityKind
  now: Temporal.Instant
}

export interface Refusal {
  code: string
  sentence: Text
}

export interface Rule<C> {
  stages: readonly Stage[]
  capacities: readonly CapacityKind[]
  /** The people who may, in words. */
  who: string
  /** A further condition on who may. `command` is undefined when only the buttons are asked for. */
  only?: (state: IssueState, standing: Capacity, command: C | undefined) => boolean
  /** That condition in words, for documentation. */
  onlyWords?: string
  /** Whether a button for it is offered to somebody in this capacity; without this, whenever it is allowed. */
  offered?: (state: IssueState, standing: Capacity) => boolean
  /** TSB may record it as said elsewhere, for an SG, for WP2, or for whichever of them `only` says. */
  recorded?: 'sg' | 'wp2' | 'sg or wp2'
  /** Why it isn't possible now, whatever its words are. Asked first, and before a form asks for the words. */
  ready?(state: IssueState, act: Act): Refusal | undefined
  decide(state: IssueState, command: C, act: Act): EventBody[] | Refusal
}

export type RulesOf<V extends Verb> = { [K in V]: Rule<Extract<IssueCommand, { do: K }>> }

export const RULES: RulesOf<Verb> = {
  ...settlingRules,
  ...coordinationRules,
  ...handlingRules,
  ...recordedRules,
}
