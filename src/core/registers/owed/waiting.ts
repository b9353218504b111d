/**
 * Waiting items: debts of the groups for which somebody answers, and for WP2's chair the statuses that a round still
 * lacks.
 */
import { HANDLER } from '../../groups/handler.ts'
import { action } from '../../messages/message.ts'
import { holds } from '../../roles/actor.ts'
import type { WaitingItem, WaitingSource } from '../../rooms/room.ts'
import { type Debt, isSameBody } from './debt.ts'
import { groupsAnsweredFor } from './debtors.ts'
import { findDebts } from './debts.ts'
import { answersTo } from './reminder-message.ts'
import { describeDebt } from './words.ts'

export const waitingForDebts: WaitingSource = async ({ tx, now, actor, readOnce }) => {
  const groups = groupsAnsweredFor(actor)
  if (groups.length === 0) return []
  const debts = await (readOnce ? readOnce(findDebts) : findDebts({ tx, now }))
  const own = debts.filter(debt => groups.some(group => isSameBody(group, debt.group)))
  const isHandler = holds(actor, HANDLER, 'CHAIR', 'VICE_CHAIR')
  return [...own.map(toItem), ...(isHandler ? missingOf(debts) : [])]
}

function toItem(debt: Debt): WaitingItem {
  const [first, ...others] = answersTo(debt).map(answer => ({
    ...answer,
    label: `${answer.label.replace('…', '')}: ${nameOf(debt)}`,
  }))
  return { text: describeDebt(debt), action: first!, others }
}

/** "TSAG-LS4", "RB-20", "progress report", "TSAG 10-2026": what a button is about, where several stand together. */
function nameOf(debt: Debt): string {
  if (debt.kind === 'reply') return debt.reference
  if (debt.kind === 'report') return debt.standing ? `${debt.standing} report` : debt.report!.key
  return debt.meeting
}

/** "TSAG 10-2026: statuses of SG17 (3), SG20 (2) are not on record" */
function missingOf(debts: readonly Debt[]): WaitingItem[] {
  const statuses = debts.flatMap(debt => (debt.kind === 'statuses' && debt.group !== HANDLER ? [debt] : []))
  return [...Map.groupBy(statuses, ({ meeting }) => meeting)].map(([meeting, of]) => ({
    text: `${meeting}: statuses that are not on record, of ${of.map(({ group, items }) => `${group} (${items.length})`).join(', ')}`,
    action: action(`Round for ${meeting}`, 'owed round', { meeting }),
  }))
}
