/** Somebody's own direct messages about one issue, ended and resumed by the same command. */
import { type AnyCommand, command, everybody } from '../../commands/command.ts'
import { action, actions, text } from '../../messages/message.ts'
import { requirePerson } from '../../people/preferences.ts'
import { issueRef } from '../state.ts'
import { findIssue } from '../store.ts'
import { issueTitle } from '../words.ts'
import { issue } from './shared.ts'

const mute = command({
  path: 'issue mute',
  summary: 'Stop your direct messages about an issue; the same again resumes them',
  options: { issue },
  form: { title: 'Mute {issue}', submit: 'Mute' },
  effect: 'change',
  who: everybody,
  async run({ issue }, { tx, actor }) {
    const personId = requirePerson(actor)
    const state = await findIssue(tx, issue)
    const subject = issueRef(state)
    const ended = await tx.snooze.deleteMany({ where: { personId, subject } })
    if (ended.count === 0) await tx.snooze.create({ data: { personId, subject, until: null } })
    const summary =
      ended.count > 0
        ? `You get direct messages about ${issueTitle(state)} again.`
        : `You get no more direct messages about ${issueTitle(state)}. Its thread and your open items still show it.`
    const label = ended.count > 0 ? 'Mute this issue' : 'Unmute this issue'
    return { summary, blocks: [text(summary), actions([action(label, 'issue mute', { issue: subject })])] }
  },
})

export const muting: AnyCommand[] = [mute]
