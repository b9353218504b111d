/** A command as it is declared to bots, help and documentation: plain data. */

export type OptionKind =
  /** On one line. */
  | 'text'
  /** For the record: kept exactly as it was written. */
  | 'long text'
  /** One group, by its id. */
  | 'group'
  /** Several groups, with commas. */
  | 'groups'
  /** One entry of a room, by its reference: "ISG-4". */
  | 'reference'
  | 'date'
  | 'time'
  /** One account on a platform. */
  | 'person'
  /** Accounts on the platforms, several with commas. */
  | 'accounts'
  | 'choice'
  | 'zone'
  /** A document, as its bytes. Its `maxLength` is in bytes. */
  | 'file'

/** An option of a command, as every platform declares and asks for it. */
export interface OptionSpec {
  name: string
  /** A few words: form labels, help, autocomplete. At most 45 characters. */
  label: string
  /** A shorter label, where many commands share the room. */
  brief?: string
  kind: OptionKind
  required: boolean
  /** Given by position, in text: `/sg meeting next RG-DT`. */
  positional: boolean
  example: string
  /** The only values it can have (kind "choice"). */
  choices?: readonly string[]
  /** The longest value, in characters, where it is not the usual one of its kind. */
  maxLength?: number
  /** A text that can also be given as a file. */
  file?: true
  /** It stands in calendars that everybody may read, without being known here. */
  isPublic?: true
  /** Values can be completed while they are typed. */
  completes?: true
  /** Its value is a date or has some, whatever its kind. */
  hasDates?: true
  /** A name that people have learnt for it, and how the option differs from it. */
  former?: { name: string; difference: string }
}

export interface CommandSpec {
  /** Words, of which the first is a room: "issue raise". */
  path: string
  summary: string
  /** A few words for it, at most 40 characters, where many commands share the room. */
  brief?: string
  /** The menu that it shares with others where a platform lists all commands. Its path stays as it is. */
  menu?: SharedMenu
  options: readonly OptionSpec[]
  /** Paths under which it was known before; text, buttons and drafts that have them keep working. */
  aliases?: readonly string[]
  /** Other verbs that people type for it: a suggestion, while an alias is a name. */
  also?: readonly string[]
  /** Before it runs, the bot finds out what it lacks in the caller's channel (`Caller.lacks`). */
  needsChannel?: true
  /** 'channel': everybody in the channel sees the answer; refusals are always private. */
  answer: 'private' | 'channel'
  /** Its entries in the platforms' own menus; each opens its form. */
  shortcuts?: readonly Shortcut[]
}

/** A menu of commands about entries of many kinds, which are grouped by the first word of their paths. */
export interface SharedMenu {
  /** 'register': reading registers, and what chairs and Rapporteurs write in them; 'secretariat': what those who keep them write. */
  name: 'register' | 'secretariat'
  /** The name of this group's entries: "Liaison statements". */
  group: string
}

/** An entry in a menu of a platform: that of a message, that of a person, or one that is about nothing. */
export interface Shortcut {
  /** Unique among all; at most 24 characters, as Slack's. */
  title: string
  takes: 'message' | 'person' | 'nothing'
  /**
   * The option that takes the words of the message, as a draft of the person who uses it; the author of the message
   * is not named.
   */
  text?: string
  /** The option that takes the address of the message. */
  link?: string
  /** The option that takes the issue in whose thread the message stands. */
  issue?: string
  /** The option that takes the account of the person ("discord:42"). */
  person?: string
}

/** A value of an option, and what is shown for it. */
export interface Choice {
  label: string
  value: string
}
