/** The rooms of the core put together: every command and every presenter, listed once. */
import { calendarCommands } from './calendars/commands.ts'
import type { AnyCommand } from './commands/command.ts'
import { helpCommands } from './commands/help.ts'
import { deadlineCommands } from './deadlines/commands.ts'
import { reminderPresenters } from './deadlines/presenters.ts'
import { groupCommands } from './groups/commands.ts'
import { preferenceCommands } from './groups/preferences.ts'
import { issueCommands } from './issues/commands.ts'
import { issuePresenters } from './issues/presenters.ts'
import { meetingCommands } from './meetings/commands.ts'
import { meetingPresenters } from './meetings/presenters.ts'
import { bundlePresenter } from './notices/bundle.ts'
import type { Presenters } from './notices/notice.ts'
import { settingCommands } from './settings/commands.ts'
import { deliveryCommands } from './undelivered/commands.ts'
import { undeliveredPresenters } from './undelivered/presenters.ts'
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
  ...undeliveredPresenters,
}

export const allPresenters: Presenters = { ...presenters, together: bundlePresenter(presenters) }
