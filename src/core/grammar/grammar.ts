/**
 * The text grammar of Slack, the terminal and of every button:
 *
 *   issue raise topic:"Trust" with:SG13,SG20        options by name
 *   meeting next RG-DT                              options by position, before any by name
 *   date:13 May 2026 time:13:00–15:00               a value goes on to the next option
 *   "…\"…\n…"                                       in quotation marks: any text at all
 *   ?issue raise topic:"Trust"                      open the form with these values
 *   @12 issue position ISG-1 position:agrees        decided on version 12 of the issue
 */

import { UserError } from '../errors.ts'
import { formatCommand, quoted } from '../text/command-line.ts'
import { cmd, joinText, phrase, type Text } from '../text/spans.ts'
import type { Invocation } from './invocation.ts'
import { nearest } from './nearest.ts'
import type { CommandSpec, OptionSpec } from './spec.ts'

/** An invocation as a line that `parseLine` reads back to the same. */
export const formatLine = ({ path, options, ask, seen }: Invocation): string =>
  `${seen === undefined ? '' : `@${seen} `}${ask ? '?' : ''}${formatCommand(path, options)}`

/**
 * A line without its "/sg" as an invocation. Values stay as they were written; nothing is checked against
 * the registers. Throws a UserError for an unknown command or option, an open quotation mark, a word too many.
 */
export function parseLine(line: string, catalog: readonly CommandSpec[]): Invocation {
  const [, seen, asks, rest = ''] = /^\s*(?:@(\d{1,9})\s+)?(\?)?(.*)$/su.exec(line)!
  const tokens = tokenize(rest)
  const command = commandOf(tokens, catalog)
  const options = optionsOf(tokens.slice(countPathWords(tokens, command)), command)
  return {
    path: command.path,
    options,
    ...(asks && { ask: true as const }),
    ...(seen !== undefined && { seen: Number(seen) }),
  }
}

/** A word; `text` is its value, `raw` what stood there; a quoted part can't be an option's name. */
interface Token {
  raw: string
  text: string
  /** The text before the first unquoted colon, when the word is `name:…`. */
  name: string | undefined
  quoted: boolean
}

function tokenize(line: string): Token[] {
  const tokens: Token[] = []
  const word = /\s*((?:[^\s"]|"(?:[^"\\]|\\.)*")+|")/suy
  for (let match = word.exec(line); match; match = word.exec(line)) {
    const raw = match[1]!
    if (raw === '"')
      throw new UserError(
        'open-quotation',
        `A quotation mark is not closed: ${line.slice(match.index).trim().slice(0, 40)}`,
      )
    const text = raw.replace(/"((?:[^"\\]|\\.)*)"/gsu, (_, inside: string) => unescaped(inside))
    const name = /^([\p{L}][\p{L}-]*):(?!\/\/)/u.exec(raw)?.[1]?.toLowerCase()
    tokens.push({ raw, text, name, quoted: raw.includes('"') })
  }
  return tokens
}

const unescaped = (text: string): string =>
  text.replace(/\\([\\"nr])/g, (_, c: string) => (c === 'n' ? '\n' : c === 'r' ? '\r' : c))

/** The command of a path or of one of its aliases. */
export const findCommand = (path: string, catalog: readonly CommandSpec[]): CommandSpec | undefined =>
  catalog.find(c => c.path === path) ?? catalog.find(c => c.aliases?.includes(path))

const pathOf = (tokens: Token[], words: number): string =>
  tokens
    .slice(0, words)
    .map(t => t.text.toLowerCase())
    .join(' ')

/** The path as typed may be an alias with another number of words. */
const countPathWords = (tokens: Token[], { path, aliases = [] }: CommandSpec): number =>
  [path, ...aliases].includes(pathOf(tokens, 2)) ? 2 : 1

function commandOf(tokens: Token[], catalog: readonly CommandSpec[]): CommandSpec {
  const words = tokens.slice(0, 2).map(t => t.text.toLowerCase())
  const found = findCommand(words.join(' '), catalog) ?? findCommand(words[0] ?? '', catalog)
  if (found) return found
  const paths = catalog.map(c => c.path)
  const room = paths.filter(p => p.startsWith(`${words[0]} `))
  const near = nearest(words.join(' '), room.length > 0 ? room : paths, 3)
  const asked = words.join(' ').slice(0, 60)
  if (near.length === 0 && room.length > 0)
    throw new UserError(
      'unknown-command',
      phrase`"${words[0]!}" has these commands: ${room.map(p => p.split(' ')[1]).join(', ')}. More: ${cmd('help', { command: words[0]! })}.`,
    )
  throw new UserError('unknown-command', phrase`There is no command "${asked}". ${suggest(near)}`)
}

const suggest = (paths: string[]): Text =>
  paths.length === 0
    ? phrase`See ${cmd('help')}.`
    : phrase`Did you mean ${joinText(
        paths.map(p => [cmd(p)]),
        ', ',
      )}? All commands: ${cmd('help')}.`

function optionsOf(tokens: Token[], command: CommandSpec): Record<string, string> {
  const places = command.options.filter(o => o.positional)
  const named = tokens.findIndex(t => isName(t, command, places.at(-1)))
  const bare = named < 0 ? tokens : tokens.slice(0, named)
  const options: Record<string, string> = Object.create(null)
  byPosition(bare, command, places, options)
  let current: OptionSpec | undefined
  let name: string | undefined
  for (const token of named < 0 ? [] : tokens.slice(named)) {
    if (isName(token, command, current)) {
      current = command.options.find(o => isNamed(o, token.name!))!
      // A former name stays as it was typed, for the answer to say how the option differs from it.
      name = token.name!
      if (name in options) throw new UserError('option-twice', `${name}: is given twice.`, name)
      options[name] = token.text.slice(name.length + 1)
    } else if (name !== undefined) {
      options[name] = options[name] ? `${options[name]} ${token.text}` : token.text
    }
  }
  return { ...options }
}

/**
 * Whether a word names an option of the command. In a long text a word with a colon is text ("Proposal: …"), unless
 * it is nearly an option's name. Throws when it names an option that the command doesn't have.
 */
function isName(token: Token, command: CommandSpec, within: OptionSpec | undefined): boolean {
  if (token.name === undefined) return false
  const names = command.options.map(o => o.name)
  const typed = token.name
  if (command.options.some(o => isNamed(o, typed))) return true
  const near = nearest(token.name, names, 1)[0]
  if (!near && within?.kind === 'long text') return false
  const has = near
    ? `Did you mean ${near}:?`
    : `It has ${names.length > 0 ? names.map(n => `${n}:`).join(', ') : 'no options'}.`
  throw new UserError(
    'unknown-option',
    `"${command.path}" has no option ${token.name.slice(0, 60)}:. ${has} Text with a colon goes in quotation marks.`,
    token.name,
  )
}

const isNamed = ({ name, former }: OptionSpec, typed: string): boolean =>
  name === typed || former?.name === typed

/** Words before the first named option: one each for the positional options (a choice may be several), the last takes all the rest. */
function byPosition(
  bare: Token[],
  command: CommandSpec,
  places: readonly OptionSpec[],
  options: Record<string, string>,
): void {
  if (bare.length === 0) return
  if (places.length === 0) {
    const example = command.options[0]
      ? ` Options are given by name, such as ${command.options[0].name}:${quoted(command.options[0].example)}.`
      : ''
    throw new UserError(
      'extra-word',
      `"${command.path}" does not take "${bare[0]!.text.slice(0, 60)}".${example}`,
    )
  }
  let left = bare.map(t => t.text)
  for (const place of places) {
    const count = place === places.at(-1) ? left.length : wordsOf(place, left)
    if (left.length > 0) options[place.name] = left.slice(0, count).join(' ')
    left = left.slice(count)
  }
}

/** How many of the words are the value of a positional option: the most that make one of its choices, else one. */
function wordsOf({ choices = [] }: OptionSpec, words: readonly string[]): number {
  const counts = words.map((_, i) => i + 1).toReversed()
  return counts.find(n => choices.includes(words.slice(0, n).join(' ').toLowerCase())) ?? 1
}
