/**
 * A mention of somebody on a platform, inside a line that a bot decoded. The same mention is an account in an option
 * for accounts and a name in free text, and only the core knows which option it is for. Code points that are no
 * characters enclose it: they can't be typed, and no stored text has them.
 */
const OPEN = '\ufdd0'
const BAR = '\ufdd1'
const CLOSE = '\ufdd2'

export const MENTION_OPEN = OPEN
export const MENTION_CLOSE = CLOSE

/** A mention of an account ("slack:U024BE7LH"), with the name that the platform shows, where it says one. */
export const writeMention = (account: string, name?: string): string =>
  `${OPEN}${account}${BAR}${name ?? ''}${CLOSE}`

/** The text that somebody typed, without code points that could pose as a mention. */
export const withoutMentions = (text: string): string => text.replace(/[\ufdd0-\ufdd2]/g, '')

const MENTION = /\ufdd0([^\ufdd0-\ufdd2]*)\ufdd1([^\ufdd0-\ufdd2]*)\ufdd2/g

export const hasMention = (text: string): boolean => text.includes(OPEN)

/** The accounts that a text mentions without a name. */
export const namelessAccounts = (text: string): string[] =>
  [...text.matchAll(MENTION)].filter(([, , name]) => name === '').map(([, account]) => account!)

/** Mentions with these names, by account, where they have none. */
export const nameMentions = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(MENTION, (whole, account: string, name: string) =>
    name === '' && names.has(account) ? writeMention(account, withoutMentions(names.get(account)!)) : whole,
  )

/** Mentions as accounts: "slack:U024BE7LH". */
export const mentionsAsAccounts = (text: string): string => text.replace(MENTION, '$1')

/** Mentions as names: "@ada"; the account's id where nothing names it. */
export const mentionsAsNames = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(MENTION, (_, account: string, name: string) => {
    const known = name || names.get(account) || account.slice(account.indexOf(':') + 1)
    return `@${known}`
  })
