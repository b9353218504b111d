/** Values that may have been meant by one that names nothing: people, groups, entries, choices, time zones. */
import { type AnyCommand, findOption, readOptions } from '../commands/command.ts'
import type { Completing } from '../commands/options.ts'
import { type Pick, UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import type { Choice, OptionKind } from '../grammar/spec.ts'
import type { PlatformFacts } from '../platforms/platform.ts'
import { searchKey } from '../text/compare.ts'
import { joinChoices } from '../text/sentences.ts'
import { joinText } from '../text/spans.ts'
import { completions } from './completions.ts'

/** Refusals of a value that no entry has. */
const NAMES_NOTHING: readonly string[] = ['no-person', 'no-group']

/** Between the groups of a list. */
const LIST = /\s*[,;]\s*|\s+and\s+/i

/** The most that are offered, each with a button. */
const MOST = 3

/** The longest words on a button, as Slack's. */
const LONGEST_LABEL = 75

/**
 * The refusal with the values that are like the one typed, and a button for each; unchanged where none is, and where
 * more than that value is at fault.
 */
export async function withSuggestions(
  error: UserError,
  command: AnyCommand,
  invocation: Invocation,
  platforms: readonly PlatformFacts[],
  completing: () => Promise<Completing>,
): Promise<UserError> {
  const { code, option, choices } = error
  const typed = option === undefined ? undefined : invocation.options[option]?.trim()
  if (option === undefined || !typed || choices) return error
  const kind = findOption(command, option)?.kind
  const isAlone = code === 'option' && kind !== 'choice' && isOnlyFault(command, invocation, platforms)
  if (!isAlone && !NAMES_NOTHING.includes(code)) return error
  const given = await completing()
  const parts = kind === 'groups' ? typed.split(LIST) : [typed]
  const found: Pick[] = []
  for (const [i, part] of parts.entries()) {
    if (part === '') continue
    const like = await completions(command, option, part, given)
    // In a list of groups, the one at fault is the one that does not exist.
    if (parts.length > 1 && like.some(({ value }) => value.toLowerCase() === part.toLowerCase())) continue
    const picks = like.filter(choice => !isWithinWord(choice, part)).map(choice => toPick(choice, kind))
    found.push(...picks.map(pick => ({ ...pick, value: parts.with(i, pick.value).join(', ') })))
    if (parts.length > 1) break
  }
  found.splice(MOST)
  if (found.length === 0) return error
  const question = `Did you mean ${joinChoices(found.map(pick => pick.label))}?`
  // Pressed later, a button would decide on words that its author has not seen: the command is written again.
  const buttons = command.decidesOn ? undefined : found
  return new UserError(code, joinText([error.sentence, question], ' '), option, buttons)
}

/** The label where it says more than a group's name, as on a button: "ISG-1 Trust". */
const toPick = ({ label, value }: Choice, kind: OptionKind | undefined): Pick => ({
  label: kind === 'group' || kind === 'groups' ? value : [...label].slice(0, LONGEST_LABEL).join(''),
  value,
})

/** Whether the letters stand inside a word alone, as "EST" in "Bucharest": good for completion, and not what is meant. */
function isWithinWord({ label, value }: Choice, typed: string): boolean {
  const [words, wanted] = [searchKey(`${value} ${label}`), searchKey(typed)]
  if (!words.includes(wanted)) return false
  return !words
    .split(wanted)
    .slice(0, -1)
    .some(before => !/[\p{L}\p{N}]$/u.test(before))
}

const isOnlyFault = (
  command: AnyCommand,
  { options, files }: Invocation,
  platforms: readonly PlatformFacts[],
): boolean => {
  const read = readOptions(command, options, platforms, files)
  return 'faults' in read && Object.keys(read.faults).length === 1
}
