/** What lets its holder in, taken out of every line before it is written. */

/** Recognised by their shape, whoever made them and wherever they stand. JSON stays JSON. */
const SHAPES: [RegExp, string][] = [
  // Slack's tokens; the addresses of its sockets (with tickets) and of answers.
  [/\bx(?:ox[a-z]|app)[-.][\w.-]+/gi, '[secret]'],
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

export const redactByShape = (text: string): string =>
  SHAPES.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text)

/** Shorter ones would be found in common words; they are hidden where their shape tells them. */
const SHORTEST = 6

/** The same, and these secrets themselves, as they are or within JSON. */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .filter(secret => secret.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length)
  return text => redactByShape(known.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text))
}
