/** Reads Slack's events: somebody spoke to the bot, or its access has ended. Pure. */
import type { types } from '@slack/bolt'
import { decodeText } from './decode.ts'
import { REASONS } from './faults.ts'
import type { Identity } from './send.ts'

type SlackEvent = types.SlackEvent

/** Words to the bot: a mention in a channel, or a direct message. */
export interface Heard {
  account: string
  channel: string
  text: string
  /** The thread in which it was said. */
  thread: string | undefined
  /** The workspaces of the event and of its author. */
  teams: (string | null | undefined)[]
  /** The event's own id. */
  event: string
}

/** The fields that mentions and messages share; Bolt's types for messages are a union of dozens. */
interface Spoken {
  type: string
  subtype?: string
  channel_type?: string
  bot_id?: string
  user?: string
  user_team?: string
  channel?: string
  text?: string
  thread_ts?: string
  edited?: object
}

/** The subtype of a direct message with a file. The other subtypes (edits, deletions, joinings) are no words to us. */
const SAID = new Set([undefined, 'file_share', 'thread_broadcast'])

/** The words that somebody addressed to us; undefined for any other event, and for messages of bots. */
export function readHeard(event: SlackEvent, body: object): Heard | undefined {
  const { type, subtype, channel_type, bot_id, user, user_team, channel, text, thread_ts, edited } =
    event as Spoken
  const isToUs = type === 'app_mention' || (type === 'message' && channel_type === 'im')
  if (!isToUs || !SAID.has(subtype) || edited || bot_id || !user || !channel) return undefined
  const { team_id, event_id } = body as { team_id?: string; event_id?: string }
  if (!event_id) return undefined
  return {
    account: user,
    channel,
    text: text ?? '',
    thread: thread_ts,
    teams: [team_id, user_team],
    event: event_id,
  }
}

const GREETING = /^(?:hi|hello|hey|hallo|bonjour|good (?:morning|afternoon|evening|day))?[\s!.,?¿¡]*$/iu

/** The command in what somebody said: without the mention of us, and "/sg" if they typed it. A greeting asks for help. */
export function commandIn(text: string, us: string): string {
  const said = decodeText(text.replaceAll(new RegExp(`<@${us}(?:\\|[^>]*)?>`, 'g'), ' '))
    .replace(/^[\s,:]+/, '')
    .replace(/^\/?sg(?=\s|$)/i, '')
    .trim()
  return GREETING.test(said) ? 'help' : said
}

/** Why our access has ended, as a sentence, where the event says so. */
export function findGone(event: SlackEvent, us: Identity): string | undefined {
  if (event.type === 'app_uninstalled') return REASONS.account_inactive
  // People's own tokens can be revoked without ours; we have none of them.
  const isOurs = event.type === 'tokens_revoked' && event.tokens.bot?.includes(us.user)
  return isOurs ? REASONS.token_revoked : undefined
}
