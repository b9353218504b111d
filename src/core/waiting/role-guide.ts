/** The most frequent acts of a role, for somebody who gets it. Pure. */
import { HANDLER } from '../groups/handler.ts'
import type { HeldRole } from '../roles/actor.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'

/** The bot explained, for somebody who gets a first role. */
export const ABOUT =
  'intersg keeps what study groups coordinate between them: issues, proposals and positions, meetings, deadlines. It decides nothing; it keeps who said what, and notifies those concerned.'

const raise = phrase`${cmd('issue raise')} raises an issue that concerns other study groups, too.`
const propose = phrase`${cmd('issue propose')} proposes a way forward.`
const position = phrase`${cmd('issue position')} says where your SG stands on a proposal.`
const takeUp = phrase`${cmd('wp2 take-up')} takes up an issue that was brought to WP2.`
const call = phrase`${cmd('wp2 call')} arranges calls with the SGs concerned.`
const conclude = phrase`${cmd('wp2 conclude')} ends an issue with a conclusion, and with an action for TSAG where WP2 wants one.`
const schedule = phrase`${cmd('meeting schedule')} puts a meeting of your group on the calendar.`
const hold = phrase`${cmd('meeting hold')} confirms a meeting of your group, and ${cmd('meeting cancel')} cancels it.`
const outcome = phrase`${cmd('meeting outcome')} records the outcome of a meeting.`
const contributions = phrase`${cmd('contribution list')} shows what is announced for a meeting.`
const register = phrase`${cmd('person add')} registers people, their accounts and their roles.`
const read = phrase`${cmd('read document')} reads a report, and shows what it would enter.`
const draft = phrase`${cmd('report draft')} drafts the report of a meeting from what is on record.`
const owed = phrase`${cmd('owed by')} shows what is awaited from a group.`
const follow = phrase`${cmd('follow')} sends you the deadlines and meetings of a group.`
const unchanged = phrase`${cmd('joint unchanged')} says that the status of your joint activity is unchanged.`
const review = phrase`${cmd('joint review')} records a review of your joint activity.`
const next = phrase`${cmd('meeting next')} says when a group meets next.`

/** The three things that a role does most, each a sentence with its command. */
export function guideFor({ kind, group, groupKind }: HeldRole): readonly Text[] {
  switch (kind) {
    case 'TSB':
      return group === null ? [register, read, draft] : [read, owed, follow]
    case 'RAPPORTEUR':
      return [schedule, hold, contributions]
    case 'ASSOCIATE_RAPPORTEUR':
      return [hold, outcome, contributions]
    case 'CHAIR':
    case 'VICE_CHAIR':
    case 'CO_CHAIR':
    case 'CONVENOR':
      if (group === HANDLER) return [takeUp, call, conclude]
      if (groupKind === 'SG') return [raise, propose, position]
      return groupKind === 'JCA' ? [unchanged, review, owed] : [owed, next, read]
  }
}
