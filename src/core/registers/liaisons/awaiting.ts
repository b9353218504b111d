/** On which liaison statements a reply may still be owed. */
import type { Awaiting, FindAwaiting } from '../awaiting.ts'
import type { FieldValues } from '../field.ts'
import { isPeriod, PERIOD_CODES } from '../periods.ts'
import { findEntries } from '../store.ts'
import { findDebtors } from './debts.ts'
import { type liaisonFields, storedLiaisons } from './fields.ts'
import { liaisonParts } from './key.ts'
import { findReplyStates } from './replies.ts'

/**
 * A statement that changes, and those to which it replies: of every study period, for a reply names the number alone,
 * and a second statement with that number makes it unsure whom the replies answer.
 */
export const liaisonsAwaiting: FindAwaiting<FieldValues<typeof liaisonFields>> = async (work, changed) => {
  const codes = new Set(
    changed.flatMap(({ key, fields }) => [
      ...[liaisonParts(key).code ?? []].flat(),
      ...(fields.repliesTo ?? []).map(withoutPeriod),
    ]),
  )
  const keys = [...codes].flatMap(code => PERIOD_CODES.map(period => `${period}-${code}`))
  const entries = await findEntries(work.tx, storedLiaisons, [
    ...new Set([...changed.map(({ key }) => key), ...keys]),
  ])
  const addressed = entries.filter(({ fields }) => fields.addressees !== undefined)
  const states = await findReplyStates(
    work,
    addressed.map(statement => ({ key: statement.key, statement })),
  )
  const awaiting: Awaiting = new Map(
    entries.map(({ key }) => {
      const state = states.get(key)
      return [key, state !== undefined && findDebtors(state).length > 0]
    }),
  )
  return awaiting
}

/** "T22-TSAG-LS4" → "TSAG-LS4" */
const withoutPeriod = (named: string): string => (isPeriod(named.slice(0, 3)) ? named.slice(4) : named)
