/**
 * A register is declared once, here. Its commands (list, show, history, add, set, import, export), their forms and
 * completion, its CSV file and what a reading enters come from the declaration; a register adds commands of its own
 * for what is more than writing a field.
 */
import type { AnyCommand, Context } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import type { Work } from '../events/events.ts'
import type { Block } from '../messages/message.ts'
import type { RegisterName } from '../reading/known.ts'
import type { Actor } from '../roles/actor.ts'
import type { Text } from '../text/spans.ts'
import type { FindAwaiting } from './awaiting.ts'
import type { AnyValues, Fields, FieldValues } from './field.ts'
import type { Origin, Snapshot } from './history.ts'

/** An entry of a register, as it is now. */
export interface RegisterEntry<V = AnyValues> {
  id: number
  key: string
  /** Counts in its register, where entries have numbers of their own. */
  number: number | null
  fields: V
  version: number
  at: Temporal.Instant
}

/** The key of an entry, and the option and the column that hold it. */
export interface KeyKind {
  /** The option's name: "document". */
  name: string
  /** The field's label: "Document". */
  label: string
  /** As people write it. */
  example: string
  /** As people write it, to the key. Throws a UserError. */
  parse(raw: string, now: Temporal.Instant): string
  /** The key as people write it at `now`. */
  format(key: string, now: Temporal.Instant): string
  /** The groups that a key names. */
  groups?(key: string): readonly string[]
  /** The key of an entry that is added without one. Left out: a key must be written. */
  create?(number: number, fields: AnyValues): string
  /** The key that is meant by a shorter one, where that depends on the entries: "WP2-10" of the latest meeting. */
  resolve?(tx: Transaction, key: string): Promise<string>
}

export interface Column<V> {
  title: string
  text(entry: RegisterEntry<V>, now: Temporal.Instant): Text
}

/** Permission to write, in words and as a rule; `fields`: of the entry as it is, and as it is to be. */
export interface Writers<V> {
  words: string
  /** Only people who keep the registers. */
  keepers?: true
  allows(actor: Actor, fields: V): boolean
}

/** An option of the list. `where`: the condition on the fields, as PostgreSQL's containment of JSON. */
export interface Filter {
  label: string
  example: string
  choices?: readonly string[]
  /** The JSON that an entry's fields contain, one of them. */
  contains(value: string): object[]
}

export interface RegisterDefinition<F extends Fields> {
  /** "documents" */
  name: string
  /** The first word of its commands: "document". */
  room: string
  /** "Documents" */
  title: string
  /** "a document" */
  noun: string
  /** Shorter words for the titles of forms, which hold 24 characters: one entry (at most 13), and the register. */
  formWords?: { one: string; all: string }
  key: KeyKind
  fields: F
  /** Fields that a new entry must have. */
  required: readonly (keyof F & string)[]
  /** Fields that are part of the key, so they change with it alone. */
  keyFields?: readonly (keyof F & string)[]
  /** Fields that a command of their own writes, so a new entry is added without them. */
  notAdded?: readonly (keyof F & string)[]
  /** Fields that the key says; of an empty one, those of an entry that is added without a key. */
  fromKey?(key: string): FieldValues<F>
  columns: readonly Column<FieldValues<F>>[]
  filters: Record<string, Filter>
  writers: Writers<FieldValues<F>>
  /** The field with the group of an entry, and the groups for which somebody writes entries. */
  whose?: { field: keyof F & string; groups(actor: Actor): readonly string[] }
  /** Throws a UserError for an entry that breaks a rule of the register. */
  check?(
    fields: FieldValues<F>,
    work: { tx: Transaction; now: Temporal.Instant },
    /** Empty for an entry that has none yet. */
    key: string,
  ): void | Promise<void>
  /** More than its fields, below them. */
  details?(entry: RegisterEntry<FieldValues<F>>, context: Context): Promise<Block[]>
  /** Blocks below the list. */
  listed?(context: Context): Promise<Block[]>
  /** On which entries something may still be owed, once some changed; left out: it is owed on none. */
  awaiting?: FindAwaiting<FieldValues<F>>
  /**
   * Makes other facts follow an entry that was written, in the same transaction. `from`: the entry before, null for a
   * new one, and where the change comes from.
   */
  written?(
    work: Work,
    entry: RegisterEntry<FieldValues<F>>,
    from: { before: Snapshot<FieldValues<F>> | null; origin: Origin },
  ): Promise<void>
  /** Whether something outside the register refers to an entry, so that a reading that entered it can't be taken back. */
  isUsed?(tx: Transaction, key: string): Promise<boolean>
  /** The groups concerned when an entry follows the next TSAG meeting, and a line about it. */
  tsag?: {
    groups(entry: RegisterEntry<FieldValues<F>>): readonly string[]
    words(entry: RegisterEntry<FieldValues<F>>): string
  }
  /** The register of a reading whose entries it takes. */
  reads?: {
    from: RegisterName
    /** The reading's key to this register's. `meeting`: the first day of the document's meeting. */
    key(key: string, fields: Readonly<Record<string, string>>, meeting: string): string
    /** Fields that a reading fills in where nothing is known, and never changes. */
    keeps?: readonly string[]
    /** Fields that every entry of a document gets beside its own. */
    also?(meeting: string): FieldValues<F>
  }
  /** Commands beyond those that every register has. */
  commands?: (register: Register<F>) => AnyCommand[]
}

export interface Register<F extends Fields = Fields> extends RegisterDefinition<F> {
  allCommands: AnyCommand[]
}

/** As much of a register as finding its entries takes. */
export type StoredRegister<F extends Fields> = Pick<RegisterDefinition<F>, 'name' | 'fields'>

// biome-ignore lint/suspicious/noExplicitAny: registers with fields of any kind
export type AnyRegister = Register<any>

/** Whether the key says a field already, so that it is no option and no column beside it. */
export const isInKey = ({ key, keyFields }: Pick<AnyRegister, 'key' | 'keyFields'>, name: string): boolean =>
  !key.create && (keyFields?.includes(name) ?? false)
