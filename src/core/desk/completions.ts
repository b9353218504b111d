/** Values that fit what somebody has typed so far of an option. */
import { type AnyCommand, findOption } from '../commands/command.ts'
import type { Completing } from '../commands/options.ts'
import type { Choice } from '../grammar/spec.ts'
import type { Caller } from '../platforms/platform.ts'
import { cleanLine, MAX_LENGTH, withoutRefused } from '../text/clean.ts'
import { mayRead } from './doorkeeper.ts'

/** At most 25, best first; none for an option that can't be completed. */
export async function completions(
  command: AnyCommand | undefined,
  option: string,
  typed: string,
  completing: Completing,
): Promise<Choice[]> {
  const declared = findOption(command, option)
  return (await declared?.complete?.(cleanTyped(typed), completing)) ?? []
}

/** The same for somebody at the entrance; none for a person who may not read the entries that they name. */
export async function completionsFor(
  command: AnyCommand | undefined,
  option: string,
  typed: string,
  caller: Caller,
  completing: Completing,
): Promise<Choice[]> {
  if (!command) return []
  const { tx, actor, platforms } = completing
  return (await mayRead(tx, command, actor, caller, platforms))
    ? completions(command, option, typed, completing)
    : []
}

/** Text that is being typed is never refused: its beginning is used, without characters that can't be kept. */
const cleanTyped = (typed: string): string => cleanLine(withoutRefused(typed.slice(0, MAX_LENGTH.line)))
