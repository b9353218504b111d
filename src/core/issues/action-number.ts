/** The number of an issue's action for TSAG, which TSB gives in the register of actions when the issue is closed already. */
import type { Transaction } from '../database/client.ts'
import { presentReference } from '../registers/actions/from-issues.ts'
import type { IssueState } from './state.ts'

/** The state as it is shown: its action under the number that it has now. The timeline keeps what was said then. */
export async function withActionNumber(tx: Transaction, state: IssueState): Promise<IssueState> {
  const { conclusion } = state
  if (!conclusion?.action) return state
  const number = await presentReference(tx, { issue: state.id, reference: conclusion.action.number })
  return { ...state, conclusion: { ...conclusion, action: { ...conclusion.action, number } } }
}
