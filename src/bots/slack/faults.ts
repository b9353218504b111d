/** Errors of requests to Slack, as the dispatcher understands them. */
import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { DeliveryFault } from '../../core/notices/fault.ts'
import { NEVER_SENT } from '../never-sent.ts'

/** Slack's own errors, after which it may have done what was asked all the same. */
const OUTCOME_UNKNOWN = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
])

/** Slack refuses the app itself rather than the message: everything waits until an administrator corrects that. */
const APP_REFUSED = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
])

/** The message that was to be changed is gone, or is ours no longer. */
const MESSAGE_GONE = new Set(['message_not_found', 'cant_update_message'])

const LATER = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])

/** Sentences for errors that the secretariat can do something about. */
export const REASONS: Record<string, string> = {
  channel_not_found: 'Slack has no such channel, or intersg is not a member of it.',
  is_archived: 'The channel on Slack is archived.',
  not_in_channel: 'intersg is not a member of the channel on Slack; invite it there.',
  cannot_dm_bot: 'The account on Slack is a bot, which receives no direct messages.',
  user_not_found: 'Slack has no such account.',
  user_disabled: 'The account on Slack is disabled.',
  users_not_found: 'Slack has no such account.',
  messages_tab_disabled: 'Direct messages are switched off for intersg on Slack.',
  restricted_action: 'The workspace does not let intersg write in that channel.',
  restricted_action_read_only_channel: 'The channel on Slack is read-only.',
  account_inactive: 'intersg was removed from the workspace on Slack.',
  token_revoked: "intersg's access to Slack was revoked.",
  token_expired: "intersg's access to Slack has expired.",
  invalid_auth: "Slack does not accept intersg's token.",
  not_authed: "Slack does not accept intersg's token.",
  not_enabled: 'The Home tab is switched off for intersg on Slack.',
  missing_scope: 'intersg lacks a permission on Slack; install it again from its manifest.',
  message_not_found: 'The message on Slack is gone.',
  cant_update_message: 'The message on Slack can no longer be changed.',
  msg_too_long: 'The message is longer than Slack allows.',
  msg_blocks_too_long: 'The message is longer than Slack allows.',
}

export function toDeliveryFault(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error
  if (error instanceof WebAPIRateLimitedError)
    return new DeliveryFault('later', 'Slack asks to wait.', error.retryAfter * 1000)
  if (error instanceof WebAPIPlatformError) return platformFault(error.data.error)
  if (error instanceof WebAPIHTTPError)
    // Slack itself refuses with HTTP 200 and a code, so a 4xx comes from a proxy on the way.
    return error.statusCode >= 500
      ? new DeliveryFault('unknown', `Slack had an internal error (HTTP ${error.statusCode}).`)
      : new DeliveryFault('later', `The request did not get through to Slack (HTTP ${error.statusCode}).`)
  if (error instanceof WebAPIRequestError && isNeverSent(error.original))
    return new DeliveryFault('later', 'Slack could not be reached.')
  // How the client reports a 429 without a Retry-After.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return new DeliveryFault('later', 'Slack asks to wait.')
  return new DeliveryFault('unknown', 'The connection to Slack broke before its answer.')
}

function platformFault(code: string): DeliveryFault {
  if (LATER.has(code)) return new DeliveryFault('later', 'Slack asks to wait.')
  if (OUTCOME_UNKNOWN.has(code)) return new DeliveryFault('unknown', `Slack had an internal error (${code}).`)
  if (APP_REFUSED.has(code)) return new DeliveryFault('later', REASONS[code]!, undefined, 'platform')
  const concerns = MESSAGE_GONE.has(code) ? 'message' : 'address'
  return new DeliveryFault(
    'never',
    REASONS[code] ?? `Slack refused the message (${code}).`,
    undefined,
    concerns,
  )
}

/** `fetch` puts the network's code into the cause of its error. */
function isNeverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && NEVER_SENT.has(String(cause.code))) return true
  return false
}

/** Slack's own code ("invalid_auth"), if the error has one. */
export const findSlackCode = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined
