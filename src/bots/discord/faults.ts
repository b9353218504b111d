/** Errors of Discord and the network, as the dispatcher and the log understand them: without addresses and tokens. */
import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { DeliveryFault } from '../../core/notices/fault.ts'
import { NEVER_SENT } from '../never-sent.ts'

const NEW_TOKEN =
  'Discord does not accept the bot’s token. Make a new one on the application’s page, put it into DISCORD_TOKEN and start again.'

/** Discord's codes after which another attempt is useless, with sentences. */
const REASONS: Record<number, string> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'The channel is gone, or the bot has no access to it.',
  [RESTJSONErrorCodes.UnknownMessage]: 'The message is gone.',
  [RESTJSONErrorCodes.UnknownUser]: 'Discord does not know this account.',
  [RESTJSONErrorCodes.InvalidRecipients]: 'Discord does not know this account.',
  [RESTJSONErrorCodes.MissingAccess]:
    'The bot has no access to the channel. Give it "View Channels" there, or invite it to the server again.',
  [RESTJSONErrorCodes.MissingPermissions]:
    'The bot may not write there. Give it "Send Messages", "Send Messages in Threads", "Create Public Threads" and "Read Message History".',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]:
    'This person receives no direct messages from the bot. They can allow them in the privacy settings of the server.',
  [RESTJSONErrorCodes.CannotExecuteActionOnDMChannel]: 'Discord can’t do this in direct messages.',
  [RESTJSONErrorCodes.ThreadLocked]: 'The thread is locked.',
  [RESTJSONErrorCodes.InvalidFormBodyOrContentType]:
    'Discord refused the message as malformed; please report this.',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'The bot shares no server with this person, so it can’t write to them.',
}

/** Codes after which to wait, with the delay where Discord names none. */
const DELAYS_MS: Record<number, number> = {
  [RESTJSONErrorCodes.OpeningDirectMessagesTooFast]: 600_000,
  [RESTJSONErrorCodes.ChannelSendRateLimit]: 10_000,
  [RESTJSONErrorCodes.APIResourceOverloaded]: 60_000,
}

export function toDeliveryFault(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error
  if (error instanceof RateLimitError)
    return new DeliveryFault(
      'later',
      'Discord asked the bot to wait.',
      error.retryAfter,
      error.global ? 'platform' : 'address',
    )
  if (error instanceof DiscordAPIError) return toApiFault(error)
  if (error instanceof HTTPError)
    return new DeliveryFault('unknown', `Discord had an internal error (${error.status}).`)
  if (isTokenGone(error)) return new DeliveryFault('later', 'The bot is signing in to Discord again.')
  const code = findCode(error)
  if (NEVER_SENT.has(code)) return new DeliveryFault('later', `Discord can’t be reached (${code}).`)
  return new DeliveryFault('unknown', `The connection to Discord broke before its answer (${code}).`)
}

function toApiFault({ status, code }: DiscordAPIError): DeliveryFault {
  const delay = DELAYS_MS[Number(code)]
  if (delay !== undefined) return new DeliveryFault('later', 'Discord asked the bot to wait.', delay)
  if (status === 429) return new DeliveryFault('later', 'Discord asked the bot to wait.')
  // The bot itself is refused rather than the message: everything waits until an administrator corrects that.
  if (status === 401) return new DeliveryFault('later', NEW_TOKEN, undefined, 'platform')
  if (status === 408) return new DeliveryFault('unknown', 'Discord did not wait for the request to arrive.')
  const reason = REASONS[Number(code)] ?? 'Discord refused it.'
  const concerns = code === RESTJSONErrorCodes.UnknownMessage ? 'message' : 'address'
  return new DeliveryFault('never', `${reason} (Discord’s code ${code ?? status})`, undefined, concerns)
}

/** The fault of a step before the message is sent. If that step's outcome is unknown, the message is certainly unsent. */
export function beforeSending(error: unknown): DeliveryFault {
  const fault = toDeliveryFault(error)
  return fault.outcome === 'unknown'
    ? new DeliveryFault('later', fault.message, fault.retryAfter, fault.concerns)
    : fault
}

/** discord.js forgets its token after a 401, and then throws this error before every request. */
export const isTokenGone = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Expected token to be set')

/** Whether Discord answered with one of these codes of its own. */
export const isCode = (error: unknown, ...codes: number[]): boolean =>
  error instanceof DiscordAPIError && codes.includes(Number(error.code))

function findCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string') return code
  return error.cause instanceof Error ? findCode(error.cause) : error.name
}

/**
 * An error for the log. Never the error itself: discord.js adds the request's address to it, and the address of an
 * interaction contains its token.
 */
export function forLog(error: unknown): object {
  if (error instanceof DeliveryFault) return { outcome: error.outcome, reason: error.message }
  if (error instanceof DiscordAPIError || error instanceof HTTPError)
    return {
      error: error.name,
      status: error.status,
      code: 'code' in error ? error.code : undefined,
      reason: error.message,
    }
  if (error instanceof RateLimitError)
    return { error: error.name, retryAfter: error.retryAfter, route: error.route }
  return error instanceof Error
    ? { error: error.name, code: findCode(error), reason: error.message }
    : { error: String(error) }
}

/** The reason, and the remedy if there is one, of a close code for which discord.js gives up. */
export function describeClose(code: number): string {
  switch (code) {
    case 4004:
      return NEW_TOKEN
    case 4013:
    case 4014:
      return 'Discord refuses the intents of this program, though it asks for none; please report this.'
    default:
      return `Discord closed the connection for good (${code}). Start the program again; please report this if it comes back.`
  }
}
