/** Why a coordination e-meeting has nothing to meet for, as its agenda says. */
import { type AgendaEntry, describeEntry } from '../agenda/agenda.ts'

/** Why there is nothing to meet for: nothing was brought, or all of it is settled. */
export function describeNothingOpen(agenda: readonly AgendaEntry[]): string {
  if (agenda.length === 0) return 'no SG chair brought an issue'
  const settled = agenda.map(
    ({ reference, ...entry }) => `${reference} ${describeEntry({ reference, ...entry })}`,
  )
  const isSettled = agenda.every(entry => isClosed(entry.settledAs))
  return `what was brought to it is ${isSettled ? 'settled' : 'no longer for WP2'}: ${settled.join('; ')}`
}

const isClosed = (as: AgendaEntry['settledAs']): boolean =>
  as === 'solved' || as === 'concluded' || as === 'withdrawn'
