/** A long text in two inputs, because one of Slack's holds 3,000 characters. */

const SUFFIX = '-more'

/** "text-more", beside "text". */
export const toMoreName = (name: string): string => `${name}${SUFFIX}`

/** The option whose end an input holds; undefined for an input of another kind. */
export const findContinued = (name: string): string | undefined =>
  name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : undefined

/**
 * The beginning of a text, of at most `max` UTF-16 units, and its rest. It is split after white space where there is any, so
 * that `joinText` puts it together as it was.
 */
export function splitText(text: string, max: number): [string, string] {
  if (text.length <= max) return [text, '']
  const start = text.slice(0, max)
  const end = /^[\s\S]*\s/.exec(start)?.[0].length ?? max
  return [text.slice(0, end), text.slice(end)]
}

/** Both parts as one. If the first doesn't end with white space, the second begins a new line. */
export const joinText = (start: string, rest: string): string =>
  start === '' || rest === '' || /\s$/.test(start) ? start + rest : `${start}\n${rest}`
