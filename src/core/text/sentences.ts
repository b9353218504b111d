/** Words of people at the end of a sentence of ours. */

/** With a full stop, where the text itself does not end its sentence. */
export const withFullStop = (text: string): string => (/[.!?…]["”’)]*$/u.test(text) ? text : `${text}.`)

/** Without a full stop at its end: for brackets, and where the sentence goes on. */
export function withoutFullStop(text: string): string {
  let end = text.length
  while (text[end - 1] === '.') end -= 1
  return text.slice(0, end)
}

/** "a", "a and b", "a, b and c" */
export const joinWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** "a", "a or b", "a, b or c" */
export const joinAlternatives = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

/** "4,200" */
export const formatNumber = (n: number): string => n.toLocaleString('en')
