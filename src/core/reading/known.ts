/** The contents of registers and the calendar, as plain data that they hand to a reading. */

/** The registers that a document may enter something in. */
export const REGISTERS = [
  'actions',
  'meetings',
  'action plan',
  'documents',
  'liaison statements',
  'joint activities',
  'deliverables',
  'statements',
] as const
export type RegisterName = (typeof REGISTERS)[number]

/** Fields of an entry as strings, lists joined with ", ". An absent field is not known. */
export type Fields = Readonly<Record<string, string>>

export interface KnownEntry {
  /** The key that an entry of the reading has (src/core/reading/entries.ts). */
  key: string
  fields: Fields
}

export interface Known {
  /** Ids of the groups that exist, or existed at the time of the document. Left out: groups aren't checked. */
  groups?: readonly string[]
  entries?: Partial<Record<RegisterName, readonly KnownEntry[]>>
}
