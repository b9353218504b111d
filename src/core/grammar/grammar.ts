/**
 * The text grammar of Slack, the terminal and of every button:
 *
 *   issue raise topic:"Trust" with:SG13,SG20        options by name
 *   meeting next RG-DT                              options by position, before any by name
 *   meeting move MTG-3 8 May 2026 13:00–15:00       a date, a time and a choice may be several words
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
import { shareOut, splitDateAndTime } from './places.ts'
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
  const typed = tokens.slice(0, 2).map(t => toEcho(t.text))
  const words = typed.map(word => word.toLowerCase())
  const found = findCommand(words.join(' '), catalog) ?? findCommand(words[0] ?? '', catalog)
  if (found) return found
  const meant = nearestCommands(words, catalog)
  const room = catalog.filter(c => c.path.startsWith(`${words[0]} `))
  if (meant.length === 0 && room.length > 0)
    throw new UserError(
      'unknown-command',
      phrase`"${words[0]!}" has these commands: ${room.map(c => c.path.split(' ')[1]).join(', ')}. More: ${cmd('help', { command: words[0]! })}.`,
    )
  throw new UnknownCommand(
    phrase`There is no command "${typed.join(' ')}". ${suggest(meant)}`,
    meant.map(found => toOffered(found, line, tokens, catalog)),
  )
}

/** The command that somebody may have meant, with the options that were typed. */
function toOffered(
  { path, words, options: meant = {} }: Meant,
  line: string,
  tokens: Token[],
  catalog: readonly CommandSpec[],
): Invocation {
  const command = catalog.find(c => c.path === path)!
  const others = command.options.filter(({ name }) => !(name in meant))
  return {
    path,
    options: { ...tryOptions(line, tokens.slice(words), { ...command, options: others }), ...meant },
  }
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

const suggest = (meant: readonly Meant[]): Text =>
  meant.length === 0
    ? phrase`See ${cmd('help')}.`
    : phrase`Did you mean ${joinText(
        meant.map(({ path, options }) => [cmd(path, options)]),
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
  const given: { option: OptionSpec; words: Token[] }[] = []
  for (const token of named < 0 ? [] : tokens.slice(named)) {
    if (isName(token, command, given.at(-1)?.option, reading)) {
      // A former name stays as it was typed, for the answer to say how the option differs from it.
      const option = { ...command.options.find(o => isNamed(o, token.name!))!, name: token.name! }
      if (given.some(g => g.option.name === option.name))
        throw new UserError('option-twice', `${option.name}: is given twice.`, option.name)
      given.push({ option, words: [token] })
    } else given.at(-1)!.words.push(token)
  }
  for (const { option, words } of given) options[option.name] = readValue(line, words, option)
  // An option that is given by its name takes no word by position.
  byPosition(
    line,
    bare,
    command,
    places.filter(({ name }) => !(name in options)),
    options,
  )
  splitDates(command, options)
  return { ...options }
}

/**
 * The value that words make. A value that is one quotation is what stands between the marks. In any other text the
 * marks belong to the text, which is kept as it stands in the line: quotation marks, line ends, double spaces.
 */
function readValue(line: string, words: readonly Token[], option: OptionSpec): string {
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

/** Words before the first named option, as values of the options that are given by position. */
function byPosition(
  line: string,
  bare: readonly Token[],
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
  for (const { option, words } of shareOut(bare, places))
    options[option.name] = readValue(line, words, option)
}

/** A time that stands behind a date is the value of the option for it, where that one was not given. */
function splitDates({ options: declared }: CommandSpec, options: Record<string, string>): void {
  const time = declared.find(o => o.kind === 'time')
  if (!time || time.name in options) return
  for (const { name, kind } of declared) {
    const parts = kind === 'date' && options[name] ? splitDateAndTime(options[name]) : undefined
    if (!parts) continue
    options[name] = parts.date
    options[time.name] = parts.time
    return
  }
}
