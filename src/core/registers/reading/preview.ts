/**
 * A reading as it is kept until somebody confirms it: what it would enter, what disagrees, what could not be read.
 * Whether an entry is new, changed or already there is found again each time it is shown, for registers go on.
 */
import { z } from 'zod'
import type { Transaction } from '../../database/client.ts'
import { instantFrom } from '../../database/columns.ts'
import { UserError } from '../../errors.ts'
import { REGISTERS as READ_REGISTERS } from '../../reading/known.ts'
import type { Reading } from '../../reading/read-document.ts'
import { defineReference } from '../../references/kind.ts'
import { describeDisagreement, describeUnread } from './disagreement-words.ts'
import { describePlace } from './places.ts'

export const READING = defineReference('READ', 'a reading')

const passageSchema = z.object({ place: z.string(), words: z.string() })

const entrySchema = z.object({
  register: z.enum(READ_REGISTERS),
  key: z.string(),
  fields: z.record(z.string(), z.string()),
  /** The places in words; its fields are from the first. */
  places: z.array(z.string()),
  /** A contradiction is about it: it is entered only by somebody who names it. */
  disputed: z.boolean(),
})
export type ReadEntry = z.infer<typeof entrySchema>

const contentSchema = z.object({
  kind: z.string(),
  group: z.string().nullable(),
  meeting: z.object({ from: z.string(), until: z.string() }).nullable(),
  entries: z.array(entrySchema),
  disagreements: z.array(
    z.object({ certain: z.boolean(), sentence: z.string(), places: z.array(passageSchema) }),
  ),
  unread: z.array(passageSchema.extend({ why: z.string() })),
  /** Names of chairs and Rapporteurs as they were kept before November 2026. */
  persons: z.array(z.string()),
  /** Names of chairs and Rapporteurs: offered, not entered. */
  offered: z.array(z.object({ name: z.string(), role: z.string(), group: z.string() })).default([]),
  /** Groups of which the plan of meetings says that they have none. */
  without: z.array(z.string()).default([]),
})
export type ReadingContent = z.infer<typeof contentSchema>

/** The part of a reading that is stored. */
export const toContent = (reading: Reading): ReadingContent => ({
  kind: reading.kind,
  group: reading.group,
  meeting: reading.meeting,
  entries: reading.entries.map(({ register, key, fields, places, disputed }) => ({
    register,
    key,
    fields: { ...fields },
    places: [...new Set(places.map(describePlace))],
    disputed,
  })),
  disagreements: reading.disagreements.map(d => ({
    certain: d.certain,
    sentence: describeDisagreement(d),
    places: d.places.map(({ place, words }) => ({ place: describePlace(place), words })),
  })),
  unread: reading.unread.map(({ place, words, why }) => ({
    place: describePlace(place),
    words,
    why: describeUnread(why),
  })),
  persons: [],
  offered: offeredBy(reading),
  without: [...new Set(reading.findings.flatMap(f => (f.kind === 'no-meeting' ? [f.group] : [])))],
})

/** Each person once in each role; "Novak" is "Jan Novak" where both are named for it. */
function offeredBy({ findings }: Reading): ReadingContent['offered'] {
  const named = findings.flatMap(f =>
    f.kind === 'person' ? [{ name: f.name, role: f.role, group: f.group }] : [],
  )
  const isSame = (a: (typeof named)[number], b: (typeof named)[number]) =>
    a.role === b.role && a.group === b.group
  return named.filter(
    (one, i) =>
      !named.some(
        (other, j) =>
          isSame(one, other) && (other.name.endsWith(` ${one.name}`) || (other.name === one.name && j < i)),
      ),
  )
}

export interface StoredReading {
  id: number
  name: string
  digest: string
  content: ReadingContent
  confirmedAt: Temporal.Instant | undefined
  undoneAt: Temporal.Instant | undefined
  /** When TSB entered that the document was approved. */
  approvedAt: Temporal.Instant | undefined
}

type Row = NonNullable<Awaited<ReturnType<Transaction['documentReading']['findUnique']>>>

export const toStoredReading = (row: Row): StoredReading => ({
  id: row.id,
  name: row.name,
  digest: row.digest,
  content: contentSchema.parse(row.content),
  confirmedAt: row.confirmedAt ? instantFrom(row.confirmedAt) : undefined,
  undoneAt: row.undoneAt ? instantFrom(row.undoneAt) : undefined,
  approvedAt: row.approvedAt ? instantFrom(row.approvedAt) : undefined,
})

/** The reading, or a UserError. */
export async function findReading(tx: Transaction, id: number): Promise<StoredReading> {
  const row = await tx.documentReading.findUnique({ where: { id } })
  if (row) return toStoredReading(row)
  throw new UserError(
    'no-reading',
    `There is no reading ${READING.format(id)}; read the document first.`,
    'reading',
  )
}
