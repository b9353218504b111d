/** Finds out what the bot lacks in a channel that is to be a group's. */
import type { WebClient } from '@slack/web-api'
import type { ChannelNeed } from '../../core/platforms/platform.ts'
import { findSlackCode } from './faults.ts'

/** Slack's refusals that mean that the bot is not in the channel: of a private one it does not even say that it exists. */
const NOT_THERE = new Set(['not_in_channel', 'channel_not_found'])

/** Refusals that mean that it may not write there. */
const NOT_ALLOWED = new Set(['restricted_action', 'restricted_action_read_only_channel', 'is_archived'])

/** A message planned so far ahead, and withdrawn at once, shows whether one could be sent; no person sees it. */
const TRIAL_AHEAD_S = 100 * 86_400
const TRIAL = 'A trial of intersg that was not withdrawn; please ignore it.'

/**
 * Returns what the bot lacks in the channel. Throws what Slack refuses for another reason. No method tells all of it: membership
 * and reading show when the history is read, writing when a message is planned; threads need no more than writing.
 */
export async function findLacking(
  client: WebClient,
  channel: string,
  now: Temporal.Instant,
): Promise<ChannelNeed[]> {
  const lacks: ChannelNeed[] = []
  try {
    const { response_metadata } = await client.conversations.history({ channel, limit: 1 })
    const scopes = response_metadata?.scopes
    if (scopes && !scopes.includes('files:write')) lacks.push('files')
  } catch (error) {
    const code = findSlackCode(error)
    if (code !== undefined && NOT_THERE.has(code)) return ['membership']
    if (code !== 'missing_scope') throw error
    lacks.push('reading')
  }
  try {
    const post_at = Math.floor(now.epochMilliseconds / 1000) + TRIAL_AHEAD_S
    const { scheduled_message_id } = await client.chat.scheduleMessage({ channel, post_at, text: TRIAL })
    await client.chat.deleteScheduledMessage({ channel, scheduled_message_id: scheduled_message_id! })
  } catch (error) {
    const code = findSlackCode(error)
    if (code === undefined || !NOT_ALLOWED.has(code)) throw error
    lacks.push('writing')
  }
  return lacks
}
