/** Statements for the record, kept word for word: their numbers, and how one is kept. */
import type { Transaction } from '../database/client.ts'
import { dateColumn, toColumn } from '../database/columns.ts'
import { LOCKS, lockUntilEnd } from '../database/locks.ts'
import { defineEvent, type Work } from '../events/events.ts'
import { defineReference } from '../references/kind.ts'
import type { By } from '../roles/by.ts'

export const STATEMENT = defineReference('STM', 'a statement')

export interface NewStatement {
  /** Undefined: of a report whose meeting is not on the calendar. */
  meeting: number | undefined
  subject: string
  /** The SG, or the delegation. */
  whose: string
  text: string
  by: By
  /** The place where it was said, for a statement that was recorded for an SG; the SG confirms it. */
  said: string | undefined
  /** For a statement that was read in a document. */
  read?: ReadFrom
}

/** The source of a statement that was read. */
export interface ReadFrom {
  reading: number
  /** "WP2 plenary on 29 January 2026" */
  occasion: string
  /** Undefined: the document doesn't say on which day. */
  day: Temporal.PlainDate | undefined
}

/** A reading entered a statement: `toConfirm` is the SG that is asked to confirm it. */
export const statementRead = defineEvent<{ statement: number; toConfirm: string | undefined; said: string }>(
  'statement read',
)

/** Keeps a statement on a subject of a meeting; returns its number. */
export async function createStatement(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  { meeting, said, read, ...statement }: NewStatement,
): Promise<number> {
  await lockUntilEnd(tx, LOCKS.statementNumber)
  const { _max } = await tx.statement.aggregate({ _max: { id: true } })
  const id = (_max.id ?? 0) + 1
  await tx.statement.create({
    data: {
      ...statement,
      id,
      meetingId: meeting ?? null,
      said: said ?? null,
      at: toColumn(now),
      ...(read && {
        readingId: read.reading,
        occasion: read.occasion,
        day: read.day ? dateColumn(read.day) : null,
      }),
    },
  })
  return id
}

/** The texts that are on record as a statement already: "SG20" and the words, joined by a line end. */
export async function findStated(tx: Transaction, texts: readonly string[]): Promise<Set<string>> {
  const rows = await tx.statement.findMany({
    where: {
      text: { in: [...texts] },
      OR: [{ answer: null }, { answer: { takenBack: false } }],
    },
    select: { whose: true, text: true },
  })
  return new Set(rows.map(({ whose, text }) => statedKey(whose, text)))
}

export const statedKey = (whose: string, text: string): string => `${whose}\n${text}`

/**
 * Takes back the statements that a reading entered and that were neither confirmed nor disowned since. Their rows
 * stay, and no list has them. Returns the numbers of those taken back, and of those that stay.
 */
export async function takeBackStatements(
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  reading: number,
  by: By,
  source: string,
): Promise<{ takenBack: number[]; stay: number[] }> {
  const rows = await tx.statement.findMany({
    where: { readingId: reading },
    include: { answer: true },
    orderBy: { id: 'asc' },
  })
  const open = rows.filter(row => row.answer === null).map(row => row.id)
  await tx.statementAnswer.createMany({
    data: open.map(statementId => ({
      statementId,
      confirmed: false,
      takenBack: true,
      by,
      source,
      at: toColumn(now),
    })),
  })
  return {
    takenBack: open,
    stay: rows.filter(row => row.answer !== null && !row.answer.takenBack).map(row => row.id),
  }
}
