/** The rooms of the core, listed once, and what they contribute together. */
import { administrationRoom } from './administration/settings.ts'
import { agendaRoom } from './agenda/room.ts'
import { calendarRoom } from './calendar/room.ts'
import type { AnyCommand } from './commands/command.ts'
import { deadLettersRoom } from './dead-letters/room.ts'
import { deskRoom } from './desk/room.ts'
import { draftsRoom } from './drafts/room.ts'
import { feedsRoom } from './feeds/room.ts'
import { issuesRoom } from './issues/room.ts'
import { leadTimesRoom } from './lead-times/room.ts'
import { DAILY_DIGEST } from './notices/daily-digest.ts'
import { dailyDigestPresenter } from './notices/daily-digest-message.ts'
import { type AnyNotice, toPresenters } from './notices/define.ts'
import { digestPresenter } from './notices/digest.ts'
import type { Presenters } from './notices/notice.ts'
import { peopleRoom } from './people/room.ts'
import { plansRoom } from './plans/room.ts'
import type { ReferenceKind } from './references/kind.ts'
import { registersRoom } from './registers/room.ts'
import { remindersRoom } from './reminders/room.ts'
import type { DueWork, HomePart, Room } from './rooms/room.ts'
import { vacanciesRoom } from './vacancies/room.ts'
import { waitingRoom } from './waiting/room.ts'
import { webRoom } from './web/room.ts'

const facts: readonly Room[] = [
  issuesRoom,
  calendarRoom,
  agendaRoom,
  plansRoom,
  registersRoom,
  draftsRoom,
  leadTimesRoom,
  remindersRoom,
  feedsRoom,
  webRoom,
  peopleRoom,
  vacanciesRoom,
  deadLettersRoom,
]

/** The rooms in the order of help. Some show what all the others contribute. */
export const ROOMS: readonly Room[] = [
  ...facts,
  waitingRoom(facts.flatMap(room => room.waiting ?? [])),
  administrationRoom(facts.flatMap(room => room.settings ?? [])),
  deskRoom,
]

export const COMMANDS: readonly AnyCommand[] = ROOMS.flatMap(room => room.commands ?? [])

export const NOTICES: readonly AnyNotice[] = ROOMS.flatMap(room => room.notices ?? [])

/** Timelines lapse before meetings are cancelled: an issue that goes to WP2 in that minute is a reason to meet. */
export const DUE_WORK: readonly DueWork[] = ROOMS.flatMap(room => room.due ?? [])

export const REFERENCES: readonly ReferenceKind[] = ROOMS.flatMap(room => room.references ?? [])

/** The parts of a home page in their order: the next deadline first, then what waits for somebody. */
export const HOME_PARTS: readonly HomePart[] = [
  'reminders',
  'waiting',
  'calendar',
  'issues',
  'registers',
  'people',
].flatMap(name => ROOMS.find(room => room.name === name)?.home ?? [])

const presenters = toPresenters(NOTICES)

/** One that comes late may stand among the reminders that come late with it. */
const withDaily: Presenters = { ...presenters, [DAILY_DIGEST]: dailyDigestPresenter(presenters) }

export const PRESENTERS: Presenters = { ...withDaily, together: digestPresenter(withDaily) }
