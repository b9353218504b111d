/** Slack's shortcuts: how the manifest declares them, and what the one on a message begins with. */
import type { MessageShortcut } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Desk } from '../../core/desk/port.ts'
import { type Chosen, listShortcuts } from '../../core/grammar/shortcuts.ts'
import type { CommandSpec } from '../../core/grammar/spec.ts'
import { within } from '../../timing.ts'
import { decodeText } from './decode.ts'

/** A form must open within three seconds; without the address of the message it opens all the same. */
const ADDRESS_MS = 1_000

/** The shortcuts in the manifest: all but those on people, for whom Slack has no menu. */
export const declareShortcuts = (catalog: readonly CommandSpec[]) =>
  listShortcuts(catalog)
    .filter(({ shortcut }) => shortcut.takes !== 'person')
    .map(({ spec, shortcut, id }) => ({
      name: shortcut.title,
      type: shortcut.takes === 'message' ? 'message' : 'global',
      callback_id: id,
      description: spec.summary.split(/[;:]/)[0]!,
    }))

/** The words of a message, its address, and the issue of its thread. Throws nothing: what can't be found is left out. */
export async function examineMessage(
  client: WebClient,
  desk: Pick<Desk, 'issueAt'>,
  { channel, message }: Pick<MessageShortcut, 'channel' | 'message'>,
): Promise<Chosen> {
  const { ts, thread_ts: thread, text = '' } = message as { ts: string; thread_ts?: string; text?: string }
  const asking = client.chat.getPermalink({ channel: channel.id, message_ts: ts })
  const [link, issue] = await Promise.all([
    within(
      ADDRESS_MS,
      asking.then(answer => answer.permalink),
      undefined,
    ).catch(() => undefined),
    within(ADDRESS_MS, desk.issueAt('slack', channel.id, `${channel.id}:${thread ?? ts}`), undefined).catch(
      () => undefined,
    ),
  ])
  return { text: decodeText(text), link, issue }
}
