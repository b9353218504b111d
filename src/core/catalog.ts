/** The rooms of the core put together: every command and every presenter, listed once. */

import { meetingCommands } from './calendar/commands.ts'
import { meetingPresenters } from './calendar/presenters.ts'
import type { AnyCommand } from './commands/command.ts'
import { deliveryCommands } from './dead-letters/commands.ts'
import { deadLetterPresenters } from './dead-letters/presenters.ts'
import { helpCommands } from './desk/help.ts'
import { calendarCommands } from './feeds/commands.ts'
import { issueCommands } from './issues/commands.ts'
import { issuePresenters } from './issues/presenters.ts'
import { digestPresenter } from './notices/digest.ts'
import type { Presenters } from './notices/notice.ts'
import { groupCommands } from './people/commands.ts'
import { preferenceCommands } from './people/preferences.ts'
import { deadlineCommands } from './reminders/deadline-list.ts'
import { reminderPresenters } from './reminders/presenters.ts'
import { settingCommands } from './settings/commands.ts'
import { waitingCommands } from './waiting/commands.ts'
import { waitingPresenters } from './waiting/presenters.ts'

export const allCommands: readonly AnyCommand[] = [
  ...issueCommands,
  ...meetingCommands,
  ...deadlineCommands,
  ...calendarCommands,
  ...groupCommands,
  ...preferenceCommands,
  ...waitingCommands,
  ...deliveryCommands,
  ...settingCommands,
  ...helpCommands,
]

const presenters: Presenters = {
  ...issuePresenters,
  ...meetingPresenters,
  ...reminderPresenters,
  ...waitingPresenters,
  ...deadLetterPresenters,
}

export const allPresenters: Presenters = { ...presenters, together: digestPresenter(presenters) }
