/** Values that fit what somebody has typed so far of an option. */
import type { AnyCommand } from '../commands/command.ts'
import type { Completing, Option } from '../commands/options.ts'
import type { Choice } from '../grammar/spec.ts'

/** At most 25, best first; none for an option that can't be completed. */
export async function completions(
  command: AnyCommand | undefined,
  option: string,
  typed: string,
  completing: Completing,
): Promise<Choice[]> {
  const declared = command?.options[option] as Option<unknown> | undefined
  return (await declared?.complete?.(typed, completing)) ?? []
}
