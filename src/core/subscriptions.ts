/** The meaning of each room's events for other rooms, in one place. */
import { agendaItemPlaced } from './agenda/agenda.ts'
import { updateMeetingCard } from './calendar/card.ts'
import { meetingChanged } from './calendar/changes.ts'
import { closeIssueMeetings, issueClosed, issueReopened, reopenIssueMeetings } from './calendar/closing.ts'
import { type Subscription, subscribe } from './events/events.ts'
import { followNumber } from './issues/follow-number.ts'
import { postOpenCards } from './issues/open-cards.ts'
import { notifyOfRead } from './issues/records-notice.ts'
import { followMeeting } from './issues/service.ts'
import { followOutcome } from './issues/tsag-outcome.ts'
import { notifyNotCancelled } from './lead-times/cancel-by-plan.ts'
import { planDecisions } from './lead-times/plan.ts'
import { writeNotices } from './notices/outbox.ts'
import { channelChosen, rolesTaken } from './people/events.ts'
import { actionNumbered, outcomeRecorded } from './registers/actions/events.ts'
import { followTsagMeeting } from './registers/follow-tsag.ts'
import { bodyEnds, bodyRenamed } from './registers/groups/events.ts'
import { followEnd, followName } from './registers/joint-activities/follow-body.ts'
import { placeOwedReports } from './registers/owed/on-agendas.ts'
import { planReminders } from './reminders/plan.ts'
import { statementRead } from './statements/statement.ts'
import { planHandover } from './waiting/handover.ts'

export const SUBSCRIPTIONS: readonly Subscription[] = [
  // A meeting is scheduled or changed: its card, its reminders, its lead times and the timeline of its issue follow.
  subscribe(meetingChanged, updateMeetingCard),
  subscribe(meetingChanged, (work, { after }) => planReminders(work, after)),
  subscribe(meetingChanged, planDecisions),
  subscribe(meetingChanged, followMeeting),
  // Reports that are owed to the meeting stand on its agenda.
  subscribe(meetingChanged, placeOwedReports),
  // A TSAG meeting gets a date, or another one: what waits for the next one in the registers follows.
  subscribe(meetingChanged, followTsagMeeting),
  // An issue closes: its calls and ad-hoc meetings ahead are cancelled, kept, or asked about. Open again, it needs them.
  subscribe(issueClosed, closeIssueMeetings),
  subscribe(issueReopened, reopenIssueMeetings),
  // An issue or input comes onto an agenda: those who were warned of a cancellation are notified.
  subscribe(agendaItemPlaced, (work, { meeting }) => notifyNotCancelled(work, meeting)),
  // A reading entered a statement of an SG: its chair is asked to confirm it.
  subscribe(statementRead, notifyOfRead),
  // A body has another name, or ends: so does its joint activity.
  subscribe(bodyRenamed, followName),
  subscribe(bodyEnds, followEnd),
  // An action gets its number: the card of its issue shows it.
  subscribe(actionNumbered, followNumber),
  // TSAG's outcome of an action is recorded: the issue that proposed a coordination learns whether it stands.
  subscribe(outcomeRecorded, followOutcome),
  // A channel becomes a group's: the cards of its open issues come there.
  subscribe(channelChosen, postOpenCards),
  // Somebody takes over roles: they get what is open in them.
  subscribe(rolesTaken, ({ tx, now }, { person, changes }) =>
    writeNotices(tx, [planHandover(person, changes, now)]),
  ),
]
