/**
 * Somebody's own direct messages about one issue, ended and resumed. Two commands and no switch: the button of an old message
 * does what is written on it.
 */
import { type AnyCommand, type Context, command, everybody } from '../../commands/command.ts'
import { action, actions, type Message, text } from '../../messages/message.ts'
import { requirePerson } from '../../people/require-person.ts'
import { type IssueState, issueRef } from '../state.ts'
import { findIssue } from '../store.ts'
import { issueTitle } from '../words.ts'
import { issue } from './shared.ts'

const mute = command({
  path: 'issue mute',
  summary: 'Stop your direct messages about an issue',
  options: { issue },
  form: { title: 'Mute {issue}', submit: 'Mute' },
  effect: 'change',
  who: everybody,
  async run({ issue }, { tx, actor }) {
    const { state, key } = await findOwn(tx, requirePerson(actor), issue)
    await tx.snooze.upsert({
      where: { personId_subject: key },
      create: { ...key, until: null },
      update: { until: null },
    })
    return answer(
      `You get no more direct messages about ${issueTitle(state)}. Its thread and your open items still show it.`,
      'Unmute this issue',
      'issue unmute',
      state,
    )
  },
})

const unmute = command({
  path: 'issue unmute',
  summary: 'Get direct messages about an issue again',
  options: { issue },
  form: { title: 'Unmute {issue}', submit: 'Unmute' },
  effect: 'change',
  who: everybody,
  async run({ issue }, { tx, actor }) {
    const { state, key } = await findOwn(tx, requirePerson(actor), issue)
    const { count } = await tx.snooze.deleteMany({ where: key })
    return answer(
      count > 0
        ? `You get direct messages about ${issueTitle(state)} again.`
        : `You get direct messages about ${issueTitle(state)}; it was not muted.`,
      'Mute this issue',
      'issue mute',
      state,
    )
  },
})

/** An issue, and the key under which this person mutes it. */
async function findOwn(tx: Context['tx'], personId: number, issue: number) {
  const state = await findIssue(tx, issue)
  return { state, key: { personId, subject: issueRef(state) } }
}

/** The present state, with the button for the opposite. */
const answer = (summary: string, label: string, path: string, state: IssueState): Message => ({
  summary,
  blocks: [text(summary), actions([action(label, path, { issue: issueRef(state) })])],
})

export const muting: AnyCommand[] = [mute, unmute]
