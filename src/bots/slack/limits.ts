/**
 * Slack's limits, in characters unless noted, and how a text is shortened to one. Slack does not define a "character";
 * UTF-16 units are the strictest reading.
 */
export const LIMITS = {
  /** `text` beside blocks: Slack cuts it at 40,000, and recommends 4,000. */
  messageText: 4000,
  messageBlocks: 50,
  /**
   * All blocks of a message as JSON, in bytes. Slack documents no number; `msg_blocks_too_long` was reported above
   * about 13,200.
   */
  messageBytes: 12_000,
  homeBlocks: 100,
  /** Slack refuses a view above 250 kB; a page of that length would not be read. */
  homeBytes: 50_000,
  textObject: 3000,
  header: 150,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  url: 3000,
  modalTitle: 24,
  modalButton: 24,
  modalBlocks: 100,
  modalMetadata: 3000,
  callbackId: 255,
  inputLabel: 2000,
  inputHint: 2000,
  inputValue: 3000,
  placeholder: 150,
  selectOptions: 100,
  optionText: 75,
  /** Some sources say 150. */
  optionValue: 75,
} as const

/** The desk stores button values longer than this, so that buttons leave room for text. */
export const PACK_ABOVE = 600

/** `text` in at most `most` characters: cut between code points, with "…" at the end. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  if (most < 1) return ''
  let end = most - 1
  // Not between the halves of a surrogate pair.
  if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end--
  return `${text.slice(0, end).trimEnd()}…`
}

/** Text that Slack accepts: without control characters, lone surrogates replaced (the client can't encode those). */
export function clean(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '')
  )
}

/** On one line, for headings, labels and buttons. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim()

/** Whether the text shows anything: Slack refuses empty texts, and those of spaces alone. */
export const isVisible = (text: string): boolean => /[^\s\p{Cf}\p{Cc}]/u.test(text)

/** A title, label or button of at most `most` characters; `instead` where the text shows nothing. */
export function plainLabel(text: string, most: number, instead = ''): string {
  const line = [text, instead].map(oneLine).find(isVisible)
  return cut(line ?? '–', most)
}
