/** Access to the pages, and proposals of programs, in words. */

import type { Invocation } from '../grammar/invocation.ts'
import {
  type Action,
  actions,
  type Block,
  code,
  heading,
  list,
  type Message,
  note,
  text,
} from '../messages/message.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'
import { formatDate, formatTime, inGeneva } from '../time/geneva.ts'
import { ACCESS, type Access } from './access.ts'
import { PROPOSAL } from './proposals.ts'

/** "26 November 2026, 10:40 Geneva time" */
export const describeAt = (at: Temporal.Instant): string =>
  `${formatDate(inGeneva(at))}, ${formatTime(inGeneva(at))} Geneva time`

/** One line about a session or token: "WEB-3, a session since …". */
export function describeAccess({ id, kind, account, label, at, until, used }: Access): string {
  const what = kind === 'TOKEN' ? `a token${label ? ` for ${label}` : ''}` : 'a session of a browser'
  const last = used ? `last used on ${formatDate(inGeneva(used))}` : 'not used yet'
  return `${ACCESS.format(id)}, ${what} of ${account.platform}:${account.account}, since ${describeAt(at)}, ${last}; it ends on ${formatDate(inGeneva(until))}.`
}

/** The proposal of a program, with the button that does it. */
export function renderProposal(id: number, token: number, invocation: Invocation): Message {
  const reference = PROPOSAL.format(id)
  const said: Text = phrase`A program with your token ${ACCESS.format(token)} proposes this command. Nothing is done until you do it.`
  const shown: Block[] = [
    {
      kind: 'fields',
      fields: [{ label: 'Command', value: [cmd(invocation.path)] }, ...optionFields(invocation)],
    },
  ]
  const go: Action = { label: 'Do this', invocation, style: 'primary' }
  return {
    summary: phrase`${reference}: a program proposes ${cmd(invocation.path, invocation.options)}.`,
    blocks: [heading(`${reference}: proposed by a program`), text(said), ...shown, actions([go])],
  }
}

const optionFields = ({ options }: Invocation): { label: string; value: Text }[] =>
  Object.entries(options).map(([label, value]) => ({ label, value }))

/** The sessions and tokens of somebody. */
export function renderAccess(found: readonly Access[]): Message {
  if (found.length === 0) {
    const none = 'You have no session on the web and no token.'
    return {
      summary: none,
      blocks: [text(none), note(phrase`${cmd('web link')} gives you a link to the pages.`)],
    }
  }
  const lines = found.map(describeAccess)
  return {
    summary: `Your sessions and tokens: ${lines.join(' ')}`,
    blocks: [
      heading('Your sessions and tokens on the web'),
      list(lines),
      actions([
        ...found.slice(0, 4).map(
          (a): Action => ({
            label: `End ${ACCESS.format(a.id)}`,
            invocation: { path: 'web revoke', options: { access: ACCESS.format(a.id) } },
          }),
        ),
        { label: 'End all', invocation: { path: 'web revoke', options: { access: 'all' } }, style: 'danger' },
      ]),
    ],
  }
}

/** The secret of a token, this once. */
export const renderToken = (id: number, secret: string, until: Temporal.Instant, url: string): Message => {
  const reference = ACCESS.format(id)
  const summary = `Your token ${reference}. It is shown only this once.`
  return {
    summary,
    blocks: [
      heading(`Token ${reference}`),
      text(summary),
      {
        kind: 'fields',
        fields: [
          { label: 'Token', value: [code(secret)] },
          { label: 'Send it as', value: [code('Authorization: Bearer …')] },
          { label: 'Data (JSON)', value: [code(`${url}/api/v1`)] },
          { label: 'Model Context Protocol', value: [code(`${url}/mcp`)] },
          { label: 'Ends', value: describeAt(until) },
        ],
      },
      note(
        phrase`A program with it reads what you may read, and changes nothing: what it proposes is yours to do. ${cmd('web revoke', { access: reference })} ends it.`,
      ),
    ],
  }
}
