/** What I owe, among what waits for somebody: replies and reports of the SGs that they lead. */
import { action } from '../../messages/message.ts'
import { ledStudyGroups } from '../../roles/actor.ts'
import type { WaitingSource } from '../../rooms/room.ts'
import { findOwedReplies, findOwedReports } from './debts.ts'
import { describeOwedReply, describeOwedReport } from './words.ts'

export const waitingForDebts: WaitingSource = async ({ tx, now, actor }) => {
  const groups = ledStudyGroups(actor)
  const items = await Promise.all(
    groups.map(async group => [
      ...(await findOwedReplies({ tx, now }, group)).map(owed => ({
        text: describeOwedReply(owed),
        action: action(`${owed.reference}: no reply`, 'liaison no-reply', {
          liaison: owed.reference,
          by: group,
        }),
      })),
      ...(await findOwedReports({ tx, now }, { group })).map(owed => ({
        text: describeOwedReport(owed),
        action: action(`${owed.report.key} given`, 'owed given', {
          report: owed.report.key,
          meeting: owed.meeting,
        }),
      })),
    ]),
  )
  return items.flat()
}
