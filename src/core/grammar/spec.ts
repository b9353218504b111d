/** A command as it is declared to bots, help and documentation: plain data. */
import type { GroupKind } from '../database/generated/enums.ts'

export type OptionKind =
  | 'text'
  | 'long text'
  | 'group'
  | 'groups'
  | 'issue'
  | 'meeting'
  | 'date'
  | 'time'
  | 'person'
  | 'accounts'
  | 'choice'
  | 'zone'

/** An option of a command, as every platform declares and asks for it. */
export interface OptionSpec {
  name: string
  /** A few words: form labels, help, autocomplete. At most 45 characters. */
  label: string
  kind: OptionKind
  required: boolean
  /** Given by position, in text: `/sg meeting next RG-DT`. */
  positional: boolean
  example: string
  /** The only values it can have (kind "choice"). */
  choices?: readonly string[]
  /** The only kinds of group it can name (kinds "group", "groups"); left out: any. */
  among?: readonly GroupKind[]
}

export interface CommandSpec {
  /** Words, of which the first is a room: "issue raise". */
  path: string
  summary: string
  options: readonly OptionSpec[]
  /** 'channel': everybody in the channel sees the answer; refusals are always private. */
  answer: 'private' | 'channel'
}

export interface Choice {
  label: string
  value: string
}
