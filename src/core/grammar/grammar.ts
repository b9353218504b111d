/**
 * The text grammar of Slack, the terminal and of every button:
 *
 *   issue raise topic:"Trust" with:SG13,SG20        options by name
 *   meeting next RG-DT                              options by position, before any by name
 *   date:13 May 2026 time:13:00–15:00               a value goes on to the next option
 *   "…\"…\n…"                                       in quotation marks: any text at all; “…” too
 *   SG17 says "no"                                  marks inside a text belong to it
 *   ?issue raise topic:"Trust"                      open the form with these values
 *   @12 issue position ISG-1 position:agrees        decided on version 12 of the issue
 */

import { UserError } from '../errors.ts'
import { withoutRefused } from '../text/clean.ts'
import { formatCommand, quoted } from '../text/command-line.ts'
import { cmd, joinText, phrase, type Text } from '../text/spans.ts'
import type { Invocation } from './invocation.ts'
import { nearest } from './nearest.ts'
import { type Meant, nearestCommands } from './nearest-commands.ts'
import type { CommandSpec, OptionSpec } from './spec.ts'
import { openQuotation, type Token, tokenize } from './tokens.ts'
import { UnknownCommand } from './unknown-command.ts'
import { UnknownOption } from './unknown-option.ts'

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
  const command = commandOf(rest, tokens, catalog)
  const options = readGiven(rest, tokens.slice(countPathWords(tokens, command)), command, catalog)
  return {
    path: command.path,
    options,
    ...(asks && { ask: true as const }),
    ...(seen !== undefined && { seen: Number(seen) }),
  }
}

/** The options of a line; the refusal of one that the command doesn't have offers the line back, its words as text. */
function readGiven(
  line: string,
  tokens: Token[],
  command: CommandSpec,
  catalog: readonly CommandSpec[],
): Record<string, string> {
  try {
    return optionsOf(line, tokens, command, { catalog })
  } catch (error) {
    if (!(error instanceof UnknownOption)) throw error
    const options = tryOptions(line, tokens, command, { isLenient: true })
    if (Object.keys(options).length > 0) error.offered = { path: command.path, options }
    throw error
  }
}

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

function commandOf(line: string, tokens: Token[], catalog: readonly CommandSpec[]): CommandSpec {
  const words = tokens.slice(0, 2).map(t => toEcho(t.text).toLowerCase())
  const found = findCommand(words.join(' '), catalog) ?? findCommand(words[0] ?? '', catalog)
  if (found) return found
  const paths = catalog.map(c => c.path)
  const room = paths.filter(p => p.startsWith(`${words[0]} `))
  const near = room.length > 0 ? nearest(words.join(' '), room, 3) : []
  const asked = words.join(' ')
  if (near.length === 0 && room.length > 0)
    throw new UserError(
      'unknown-command',
      phrase`"${words[0]!}" has these commands: ${room.map(p => p.split(' ')[1]).join(', ')}. More: ${cmd('help', { command: words[0]! })}.`,
    )
  const meant =
    near.length > 0 ? near.map((path): Meant => ({ path, words: 2 })) : nearestCommands(words, catalog)
  const offered = meant.map(
    ({ path, words }): Invocation => ({
      path,
      options: tryOptions(line, tokens.slice(words), catalog.find(c => c.path === path)!),
    }),
  )
  throw new UnknownCommand(
    phrase`There is no command "${asked}". ${suggest(meant.map(m => m.path))}`,
    offered,
  )
}

/** The options in the words behind a command's name; none where they don't fit it. */
function tryOptions(
  line: string,
  tokens: Token[],
  command: CommandSpec,
  reading: Reading = {},
): Record<string, string> {
  try {
    return optionsOf(line, tokens, command, reading)
  } catch (error) {
    if (error instanceof UserError) return {}
    throw error
  }
}

const suggest = (paths: string[]): Text =>
  paths.length === 0
    ? phrase`See ${cmd('help')}.`
    : phrase`Did you mean ${joinText(
        paths.map(p => [cmd(p)]),
        ', ',
      )}? All commands: ${cmd('help')}.`

interface Reading {
  /** All commands: an option of another one is asked about where it stands in a text. */
  catalog?: readonly CommandSpec[]
  /** Words that name no option are text. */
  isLenient?: boolean
}

function optionsOf(
  line: string,
  tokens: Token[],
  command: CommandSpec,
  reading: Reading,
): Record<string, string> {
  const places = command.options.filter(o => o.positional)
  const named = tokens.findIndex(t => isName(t, command, places.at(-1), reading))
  const bare = named < 0 ? tokens : tokens.slice(0, named)
  const options: Record<string, string> = Object.create(null)
  byPosition(line, bare, command, places, options)
  const given: { option: OptionSpec; words: Token[] }[] = []
  for (const token of named < 0 ? [] : tokens.slice(named)) {
    if (isName(token, command, given.at(-1)?.option, reading)) {
      // A former name stays as it was typed, for the answer to say how the option differs from it.
      const option = { ...command.options.find(o => isNamed(o, token.name!))!, name: token.name! }
      if (option.name in options || given.some(g => g.option.name === option.name))
        throw new UserError('option-twice', `${option.name}: is given twice.`, option.name)
      given.push({ option, words: [token] })
    } else given.at(-1)!.words.push(token)
  }
  for (const { option, words } of given) options[option.name] = readValue(line, words, option)
  return { ...options }
}

/**
 * The value that words make. A value that is one quotation is what stands between the marks. In any other text the
 * marks belong to the text, which is kept as it stands in the line: quotation marks, line ends, double spaces.
 */
function readValue(line: string, words: Token[], option: OptionSpec): string {
  const [first, ...others] = words
  const isNamed = first!.name === option.name
  if (others.length === 0 && first!.quotation !== undefined && (isNamed || first!.name === undefined))
    return first!.quotation
  // A mark that stays open at the beginning of a value is a slip; inside a text it is a character of the text.
  const begins = isNamed && first!.valueStart === first!.end ? others[0] : first
  const open = words.find(word => word.isOpen && (option.kind !== 'long text' || word === begins))
  if (open) throw openQuotation(line, open)
  if (option.kind !== 'text' && option.kind !== 'long text') {
    const texts = words.map(word =>
      word === first && isNamed ? word.text.slice(option.name.length + 1) : word.text,
    )
    return texts.filter((text, i) => i > 0 || text !== '').join(' ')
  }
  const from = isNamed ? first!.valueStart : first!.start
  return line.slice(from, words.at(-1)!.end).trim()
}

/**
 * Whether a word names an option of the command. In a long text a word with a colon is text ("Proposal: …"), unless
 * it is nearly an option's name, or is written as an option of another command ("respond-by:30"). Throws when it names
 * an option that the command doesn't have.
 */
function isName(
  token: Token,
  command: CommandSpec,
  within: OptionSpec | undefined,
  { catalog = [], isLenient = false }: Reading,
): boolean {
  if (token.name === undefined) return false
  const names = command.options.map(o => o.name)
  const typed = token.name
  if (command.options.some(o => isNamed(o, typed))) return true
  // "slack:U024BE7LH" is an account.
  if (isLenient || within?.kind === 'accounts') return false
  const near = nearest(toEcho(token.name), names, 1)[0]
  // "reason: the scopes overlap" is prose; "date:5 May" and "respond-by: 5 May" are not.
  const isWrittenAsOption = token.valueStart < token.end || typed.includes('-')
  const owner = isWrittenAsOption ? ownerOf(typed, catalog) : undefined
  if (!near && within?.kind === 'long text' && !owner) return false
  throw new UnknownOption(command, toEcho(token.name), { near, owner: near ? undefined : owner })
}

/** The first command that has an option of this name. */
function ownerOf(name: string, catalog: readonly CommandSpec[]): CommandSpec | undefined {
  let owners = ownersOf.get(catalog)
  if (!owners) {
    owners = new Map(catalog.toReversed().flatMap(spec => spec.options.map(o => [o.name, spec] as const)))
    ownersOf.set(catalog, owners)
  }
  return owners.get(name)
}

/** Looked up for each word of a long text, so kept with its catalog. */
const ownersOf = new WeakMap<readonly CommandSpec[], Map<string, CommandSpec>>()

const isNamed = ({ name, former }: OptionSpec, typed: string): boolean =>
  name === typed || former?.name === typed
/** Words of a line as a refusal repeats them: the beginning, without what can't be shown. */
export const toEcho = (text: string): string => withoutRefused(text.slice(0, 60))

/** Words before the first named option: one each for the positional options (a choice may be several), the last takes all the rest. */
function byPosition(
  line: string,
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
      `"${command.path}" does not understand "${toEcho(bare[0]!.text)}".${example}`,
    )
  }
  let left = bare
  for (const place of places) {
    // A word that is none of an optional choice belongs to the next place: "me Asia/Tokyo", "me data".
    if (place !== places.at(-1) && isOtherChoice(place, left)) continue
    const count = place === places.at(-1) ? left.length : wordsOf(place, left)
    if (left.length > 0) options[place.name] = readValue(line, left.slice(0, count), place)
    left = left.slice(count)
  }
}

/** Whether a place takes one of a few words, need not be given, and the next word is none of them. */
const isOtherChoice = ({ choices, required }: OptionSpec, [word]: readonly Token[]): boolean =>
  choices !== undefined &&
  !required &&
  word !== undefined &&
  !choices.some(choice => choice.split(' ')[0] === word.text.toLowerCase())

/** How many of the words are the value of a positional option: the most that make one of its choices, else one. */
function wordsOf({ choices = [] }: OptionSpec, words: readonly Token[]): number {
  const most = Math.max(1, ...choices.map(choice => choice.split(' ').length))
  for (let count = Math.min(most, words.length); count > 1; count--) {
    const asked = words.slice(0, count).map(word => word.text)
    if (choices.includes(asked.join(' ').toLowerCase())) return count
  }
  return 1
}
