/** The Tab key completes commands, their options, and the values of these. */
import type { Desk } from '../../core/desk/port.ts'
import { findCommand } from '../../core/grammar/grammar.ts'
import type { CommandSpec } from '../../core/grammar/spec.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { quoted } from '../../core/text/command-line.ts'

/** The texts that can replace the end of the line, and that end: the form that readline expects. */
export type Completion = [fitting: string[], end: string]

const BEGINNINGS = ['/sg ', 'help', '.as ', '.at ', '.advance ', '.help', '.quit']

/** Completes a line at the prompt. Dates and other free values have nothing that fits. */
export async function completeLine(desk: Desk, line: string, caller: Caller): Promise<Completion> {
  const role = /^\.as\s+(\S*)$/.exec(line)
  if (role) return [await fitting(desk, 'here', 'group', role[1]!, caller), role[1]!]
  const typed = /^\/sg\s+(.*)$/s.exec(line)?.[1]
  if (typed === undefined) return [BEGINNINGS.filter(beginning => beginning.startsWith(line)), line]
  const [path, command] = commandAt(desk, typed)
  if (!command) return [desk.catalog.filter(c => c.path.startsWith(typed)).map(c => `/sg ${c.path} `), line]
  return completeOption(desk, command, typed.slice(path.length), caller)
}

/** Completes the answer to a question about one option. */
export const completeAnswer = async (
  desk: Desk,
  path: string,
  option: string,
  typed: string,
  caller: Caller,
): Promise<Completion> => [await valuesOf(desk, path, option, typed, caller), typed]

/** The command that a line begins with, and the words for it. */
function commandAt(desk: Desk, typed: string): [string, CommandSpec | undefined] {
  for (const pattern of [/^\S+\s+\S+(?=\s)/, /^\S+(?=\s)/]) {
    const words = pattern.exec(typed)?.[0] ?? ''
    const found = findCommand(words.replace(/\s+/g, ' ').toLowerCase(), desk.catalog)
    if (found) return [words, found]
  }
  return ['', undefined]
}

/** Completes behind a command: the value that is being typed, and names of options that were not given yet. */
async function completeOption(
  desk: Desk,
  command: CommandSpec,
  rest: string,
  caller: Caller,
): Promise<Completion> {
  const word = /\S*$/.exec(rest)![0]
  const names = command.options.map(o => o.name)
  const open = names.filter(n => n.startsWith(word) && !rest.includes(` ${n}:`)).map(n => `${n}:`)
  const named = [...rest.matchAll(/\s([\p{L}-]+):/gu)].findLast(match => names.includes(match[1]!))
  if (named) {
    const value = rest.slice(named.index + named[0].length)
    const found = await fitting(desk, command.path, named[1]!, value.trimStart(), caller)
    // A value goes on to the next option, so that a word behind it may be either.
    return found.length > 0 && !/\S\s$/.test(value) ? [found, value.trimStart()] : [open, word]
  }
  const places = command.options.filter(o => o.positional)
  const place = places[Math.min(countWords(rest), places.length - 1)]
  const found = place ? await fitting(desk, command.path, place.name, word, caller) : []
  return [[...found, ...open], word]
}

/** The words that are complete: those with a space behind them. */
const countWords = (rest: string): number => rest.trimStart().split(/\s+/).length - 1

/** Values as they are written in a line. */
const fitting = async (desk: Desk, path: string, option: string, typed: string, caller: Caller) =>
  (await valuesOf(desk, path, option, typed.replace(/^["“]/, ''), caller)).map(quoted)

const valuesOf = async (desk: Desk, path: string, option: string, typed: string, caller: Caller) =>
  (await desk.complete(path, option, typed, caller)).map(choice => choice.value)
