/** What Discord or the network answered, as the outbox and the log must know it. No address, no token. */
import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { DeliveryFault } from '../../core/notices/fault.ts'

const NEW_TOKEN =
  'Discord does not accept the bot’s token. Make a new one on the application’s page, put it into DISCORD_TOKEN and start again.'

/** Why a code of Discord's means that another try is of no use. */
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
    'This person takes no direct messages from the bot. They can allow them in the privacy settings of the server.',
  [RESTJSONErrorCodes.CannotExecuteActionOnDMChannel]: 'Discord can’t do this in direct messages.',
  [RESTJSONErrorCodes.ThreadLocked]: 'The thread is locked.',
  [RESTJSONErrorCodes.InvalidFormBodyOrContentType]:
    'Discord refused the form of the message; please report this.',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds]:
    'The bot shares no server with this person, so it can’t write to them.',
}

/** Codes that ask for patience, with what to wait (ms) when Discord doesn't say. */
const PATIENCE: Record<number, number> = {
  [RESTJSONErrorCodes.OpeningDirectMessagesTooFast]: 600_000,
  [RESTJSONErrorCodes.ChannelSendRateLimit]: 10_000,
  [RESTJSONErrorCodes.APIResourceOverloaded]: 60_000,
}

/** Nothing has left this machine, or nobody took it. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function toFault(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error
  if (error instanceof RateLimitError)
    return new DeliveryFault(
      'later',
      'Discord asked the bot to wait.',
      error.retryAfter,
      error.global ? 'platform' : 'address',
    )
  if (error instanceof DiscordAPIError) return apiFault(error)
  if (error instanceof HTTPError)
    return new DeliveryFault('uncertain', `Discord has a fault of its own (${error.status}).`)
  if (isTokenGone(error)) return new DeliveryFault('later', 'The bot was about to sign in to Discord again.')
  const code = codeOf(error)
  if (NOT_SENT.has(code)) return new DeliveryFault('later', `Discord can’t be reached (${code}).`)
  return new DeliveryFault('uncertain', `The connection to Discord broke off (${code}).`)
}

function apiFault({ status, code }: DiscordAPIError): DeliveryFault {
  const patience = PATIENCE[Number(code)]
  if (patience !== undefined) return new DeliveryFault('later', 'Discord asked the bot to wait.', patience)
  if (status === 429) return new DeliveryFault('later', 'Discord asked the bot to wait.')
  // Not this message but the bot is refused: until somebody mends that, everything waits.
  if (status === 401) return new DeliveryFault('later', NEW_TOKEN, undefined, 'platform')
  if (status === 408) return new DeliveryFault('uncertain', 'Discord did not wait for the whole request.')
  const reason = REASONS[Number(code)] ?? 'Discord refused it.'
  return new DeliveryFault('never', `${reason} (Discord’s code ${code ?? status})`)
}

/** A step before the message itself: when that is uncertain, the message has not been sent for certain. */
export function beforeSending(error: unknown): DeliveryFault {
  const fault = toFault(error)
  return fault.outcome === 'uncertain'
    ? new DeliveryFault('later', fault.message, fault.retryAfter, fault.concerns)
    : fault
}

/** discord.js forgets its token at one 401, and then throws this before every request. */
export const isTokenGone = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Expected token to be set')

/** Whether Discord answered with this code of its own. */
export const isCode = (error: unknown, ...codes: number[]): boolean =>
  error instanceof DiscordAPIError && codes.includes(Number(error.code))

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? error.code : undefined
  if (typeof code === 'string') return code
  return error.cause instanceof Error ? codeOf(error.cause) : error.name
}

/**
 * An error as the log may have it. Never the error itself: discord.js puts the request's address into it, and
 * an interaction's address holds its token.
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
    ? { error: error.name, code: codeOf(error), reason: error.message }
    : { error: String(error) }
}

/** What to do about a close of the connection after which discord.js does not try again. */
export function closeWords(code: number): string {
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
