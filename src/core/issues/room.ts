import { ISSUE } from '../references/issue.ts'
import type { Room } from '../rooms/room.ts'
import { STATEMENT } from '../statements/statement.ts'
import { issueCommands } from './commands.ts'
import { openIssues } from './home-part.ts'
import { issueCard, issueEscalated, issueEvent, issueLine, issueNews } from './notices.ts'
import { recordsToConfirm } from './records-notice.ts'
import { positionAwaited, takeUpAwaited } from './reminders.ts'
import { lapseTimelines } from './service.ts'
import { ON_LAPSE, TIMELINE } from './settings.ts'
import { statementMade } from './statement-notice.ts'
import { issuesWaiting } from './waiting.ts'

/** Issues between study groups: the coordination mechanism. */
export const issuesRoom: Room = {
  name: 'issues',
  commands: issueCommands,
  notices: [
    issueCard,
    issueLine,
    issueEvent,
    issueEscalated,
    issueNews,
    positionAwaited,
    takeUpAwaited,
    recordsToConfirm,
    statementMade,
  ],
  due: [lapseTimelines],
  waiting: issuesWaiting,
  home: [openIssues],
  settings: [TIMELINE, ON_LAPSE],
  references: [ISSUE, STATEMENT],
}
