/** conversations.open, conversations.history and conversations.replies. */
import type { Args } from '../http.ts'
import type { FakeSlack } from '../server.ts'
import { refuse } from './refusal.ts'

export function openConversation(slack: FakeSlack, args: Args): Args {
  const account = String(args.users)
  if (!slack.workspace.users.has(account)) return refuse('user_not_found')
  return { ok: true, channel: { id: slack.workspace.directChannel(account) } }
}

/** Newest first, paged; metadata only when asked for. */
export function readHistory(slack: FakeSlack, args: Args, thread: string | undefined): Args {
  const channel = String(args.channel)
  const known =
    slack.workspace.channels.has(channel) || [...slack.workspace.direct.values()].includes(channel)
  if (!known) return refuse('channel_not_found')
  if (slack.workspace.channels.get(channel)?.member === false) return refuse('not_in_channel')
  const oldest = Number(args.oldest ?? 0)
  const all = slack.workspace
    .standing(channel, thread)
    .filter(message => Number(message.ts) >= oldest)
    .toReversed()
  const from = Number(args.cursor ?? 0)
  const to = from + Number(args.limit ?? 100)
  const messages = all.slice(from, to).map(({ metadata, ...message }) => ({
    ...message,
    ...(args.include_all_metadata === 'true' && metadata && { metadata }),
  }))
  return { ok: true, messages, response_metadata: { next_cursor: to < all.length ? String(to) : '' } }
}
