/** Discord's markup as a client shows it: left to right, first rule that fits, a backslash before a sign shows the sign. */

export interface Displayed {
  /** The text with its markup resolved. */
  text: string
  /** Markup that was alive in it: "time 1700000000", "mention <@1>", "heading", "strong"… */
  alive: string[]
}

type Rule = [
  RegExp,
  (found: RegExpExecArray, show: (inner: string) => string) => { text: string; alive?: string },
]

const RULES: Rule[] = [
  [/^\\([^0-9A-Za-z\s])/u, m => ({ text: m[1]! })],
  [/^```(?:[\w+.#-]*\n)?\n*([^\n][\s\S]*?)\n*```/, m => ({ text: m[1]!, alive: 'code' })],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, m => ({ text: m[2]!.replace(/^ (?=`)|(?<=`) $/g, ''), alive: 'code' })],
  [
    /^<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/,
    m => ({ text: clockText(Number(m[1]), m[2] ?? 'f'), alive: `time ${m[1]}` }),
  ],
  [/^<(?:@[!&]?|#)\d+>/, m => ({ text: m[0], alive: `mention ${m[0]}` })],
  [/^<(\/[^:>]+):\d+>/, m => ({ text: m[1]!, alive: `command ${m[0]}` })],
  [/^<a?:\w+:\d+>|^<id:\w+>|^<\+\d+>/, m => ({ text: m[0], alive: `mention ${m[0]}` })],
  [/^@(?:everyone|here)/, m => ({ text: m[0], alive: `mention ${m[0]}` })],
  [/^:[\w+~-]+:/, m => ({ text: m[0], alive: 'emoji' })],
  [/^<(https?:\/\/[^\s>]+)>/, m => ({ text: m[1]!, alive: `link ${m[1]}` })],
  [/^https?:\/\/[^\s<]+[^<.,:;"'\]\s]/, m => ({ text: m[0], alive: `link ${m[0]}` })],
  [
    /^\[((?:\[[^\]]*\]|[^[\]]|\](?=[^[]*\]))+)\]\(\s*<?((?:[^\s\\()]|\\.)+?)>?\)/,
    (m, show) => ({ text: show(m[1]!), alive: `masked ${m[2]}` }),
  ],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, (m, show) => ({ text: show(m[1]!), alive: 'strong' })],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, (m, show) => ({ text: show(m[1]!), alive: 'underline' })],
  [/^\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/, (m, show) => ({ text: show(m[1]!), alive: 'emphasis' })],
  [/^_((?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z])/, (m, show) => ({ text: show(m[1]!), alive: 'emphasis' })],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, (m, show) => ({ text: show(m[1]!), alive: 'strike' })],
  [/^\|\|([\s\S]+?)\|\|/, (m, show) => ({ text: show(m[1]!), alive: 'spoiler' })],
]

const LINE_RULES: [RegExp, string, string][] = [
  [/^#{1,3} +/, '', 'heading'],
  [/^-# +/, '', 'small'],
  [/^ *>{1,3} +/, '', 'quote'],
  [/^( *)[-*+] +/, '• ', 'list'],
  [/^ *\d+\. +/, '', 'numbers'],
]

/** How a text is shown. `prior`: whether a line starts where it does. */
export function display(markup: string, atLine = true): Displayed {
  const alive: string[] = []
  const show = (inner: string): string => {
    const shown = display(inner, false)
    alive.push(...shown.alive)
    return shown.text
  }
  let text = ''
  let rest = markup
  let lineStarts = atLine
  while (rest !== '') {
    if (lineStarts) {
      lineStarts = false
      const rule = LINE_RULES.find(([pattern]) => pattern.test(rest))
      if (rule) {
        const [found] = rule[0].exec(rest)!
        alive.push(rule[2])
        text += rule[1] === '' && rule[2] === 'numbers' ? found : rule[1]
        rest = rest.slice(found.length)
        continue
      }
    }
    const found = RULES.values()
      .map(([pattern, make]) => ({ match: pattern.exec(rest), make }))
      .find(({ match }) => match !== null)
    if (found?.match) {
      const made = found.make(found.match, show)
      if (made.alive !== undefined) alive.push(made.alive)
      text += made.text
      rest = rest.slice(found.match[0].length)
    } else {
      const [point] = rest as unknown as Iterable<string>
      text += point === '\u200b' ? '' : point
      lineStarts = point === '\n'
      rest = rest.slice(point!.length)
    }
  }
  return { text, alive }
}

const formatIn = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'Europe/Zurich' })
const TIME = formatIn({ hour: '2-digit', minute: '2-digit' })
const DATE = formatIn({ day: 'numeric', month: 'long', year: 'numeric' })

/** A timestamp as a reader in Geneva sees it. */
function clockText(seconds: number, style: string): string {
  const at = seconds * 1000
  switch (style) {
    case 't':
      return TIME.format(at)
    case 'd':
    case 'D':
      return DATE.format(at)
    default:
      return `${DATE.format(at)} ${TIME.format(at)}`
  }
}
