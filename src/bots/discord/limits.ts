/** Discord's limits. Lengths are UTF-16 units, the stricter reading where Discord's documentation names no unit. */
export const LIMITS = {
  message: {
    /** Components of a message, nested ones counted. */
    components: 40,
    /** The text of all text displays together: 4000, less a margin. */
    text: 3900,
    /** Above 10,170 (bytes of all texts and 12 for each display) Discord answers 500; less a margin. */
    bytes: 9500,
    bytesPerDisplay: 12,
    nonce: 25,
  },
  /** A message of plain content with rows of buttons under it; the text is 2000, less a margin. */
  content: { text: 1900, rows: 5 },
  row: { buttons: 5 },
  button: { label: 80, customId: 100, url: 512 },
  select: { options: 25, label: 100, value: 100, placeholder: 150 },
  modal: { title: 45, fields: 5, label: 45, description: 100, customId: 100, value: 4000, placeholder: 100 },
  command: { name: 32, description: 100, options: 25, choices: 25, choice: 100, total: 8000, count: 100 },
  /** Commands in the menu of messages, and as many in that of people. */
  menu: { name: 32, count: 15 },
  autocomplete: { choices: 25, name: 100, value: 100 },
  thread: { name: 100 },
  event: { name: 100, description: 1000, location: 100 },
  /** Messages in one page of a channel's history. */
  history: 100,
} as const

/** The longest packed command of a button or a form, which leaves room for an index before it. */
export const MAX_PACKED = 90

/** `text` in at most `max` UTF-16 units: cut between code points, with "…" at the end. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  let kept = ''
  for (const point of text) {
    if (kept.length + point.length > max - 1) break
    kept += point
  }
  return `${kept.trimEnd()}…`
}
