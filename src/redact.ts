/** Takes secrets out of every line before it is written. */

/** Secrets recognised by their shape, whatever their origin and place, and their replacements. JSON stays JSON. */
const SHAPES: [RegExp, string][] = [
  // Slack's tokens; the addresses of its sockets (with tickets) and of replies.
  [/\bx(?:ox[a-z]|app)[-.]\w[\w.-]*/gi, '[secret]'],
  [/\bwss?:\/\/[^\s"'\\]+/gi, '[secret]'],
  [/\bhttps?:\/\/hooks\.slack[^\s"'\\]+/gi, '[secret]'],
  [/\b(?:ticket|token|secret|password)=[^&\s"'\\]+/gi, '[secret]'],
  // Discord's bot tokens, the tokens of interactions, and those in addresses.
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, '[secret]'],
  [/\baW50ZXJhY3Rpb24[\w-]+/g, '[secret]'],
  [/(\/(?:webhooks|interactions)\/\d+\/)[^/?\s"'\\]+/gi, '$1[secret]'],
  // Headers, as a library may print them.
  [/\b((?:proxy-)?authorization\\?["']?\s*[:=]\s*\\?["']?)[^"'\\\r\n,}]+/gi, '$1[secret]'],
  // Passwords in addresses, and the personal addresses of calendars.
  [/\b(\w+:\/\/[^\s:@/"'\\]*:)[^\s/"'\\]+@/g, '$1[secret]@'],
  [/(\/calendar\/p\/)[\w-]+/g, '$1[secret]'],
]

/** Replaces everything in `text` that looks like a secret. */
export const redactByShape = (text: string): string =>
  SHAPES.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text)

/** A shorter secret could be part of a common word; it is redacted only where its shape shows it. */
const MIN_LENGTH = 6

/**
 * Returns a function that does the same and also replaces `secrets` themselves, as they are, within JSON and in
 * addresses.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .filter(secret => secret.length >= MIN_LENGTH)
    .toSorted((a, b) => b.length - a.length)
  return text => redactByShape(known.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text))
}
