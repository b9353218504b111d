/** Replies to outgoing liaison statements as a matrix: for each statement and study group, how it stands. */
import type { Transaction } from '../../database/client.ts'
import type { AddresseeState } from '../liaisons/debts.ts'
import { storedLiaisons } from '../liaisons/fields.ts'
import { findReplyStates, type Liaison } from '../liaisons/replies.ts'
import { countEntries, listEntries } from '../store.ts'

export interface MatrixRow {
  statement: Liaison
  /** Undefined: its addressees are not on record. */
  states: ReadonlyMap<string, AddresseeState> | undefined
  /** Others who replied, though nothing says that they were asked. */
  replied: ReadonlyMap<string, readonly string[]>
}

/** So many statements are counted at most. */
const MOST = 10_000

const OUTGOING = [[{ direction: 'outgoing' }]]

/** Outgoing statements by their numbers, a part of them, and how many there are in all. */
export async function findMatrix(
  work: { tx: Transaction; now: Temporal.Instant },
  { skip, take }: { skip: number; take: number },
): Promise<{ rows: MatrixRow[]; total: number }> {
  const total = await countEntries(work.tx, storedLiaisons, { contains: OUTGOING }, MOST)
  const statements = await listEntries(work.tx, storedLiaisons, { contains: OUTGOING, skip, take })
  const states = await findReplyStates(
    work,
    statements.map(statement => ({ key: statement.key, statement })),
  )
  const rows = statements.map((statement): MatrixRow => {
    const { addressees, replied } = states.get(statement.key)!
    return {
      statement,
      states: addressees && new Map(addressees.map(({ group, is }) => [group, is])),
      replied: new Map(replied.map(({ group, documents }) => [group, documents])),
    }
  })
  return { rows, total }
}
