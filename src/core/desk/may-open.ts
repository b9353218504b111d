/** Whether a form may open: who and at which stage, asked before somebody types anything. */
import {
  type AnyCommand,
  assertAllowed,
  type Context,
  type Options,
  readOptions,
  type Values,
} from '../commands/command.ts'
import { notAllowed } from '../roles/not-allowed.ts'
import { assertMayRead } from './doorkeeper.ts'

/**
 * Throws the refusal that a command would meet whatever is still to be typed: the rule of who may, as far as the options
 * that it reads are given, and the command's own check of the entry that is given. The same sentences as when it runs.
 */
export async function assertMayOpen(
  command: AnyCommand,
  written: Record<string, string>,
  context: Context,
): Promise<void> {
  const { actor, caller, platforms, tx } = context
  await assertMayRead(tx, command, actor, caller, platforms)
  const given = readGiven(command, written, context)
  const { reads = [], couldAllow, words } = command.who
  if (reads.every((name: string) => name in given)) await assertAllowed(command, given as never, context)
  else if (couldAllow && !couldAllow(actor)) throw notAllowed(actor, words)
  await command.before?.(given, context)
}

/** The values that are given and can be read; one that can't is for its field to say. */
function readGiven(
  command: AnyCommand,
  written: Record<string, string>,
  { platforms }: Pick<Context, 'platforms'>,
): Partial<Values<Options>> {
  const given = Object.entries(command.options as Options).flatMap(([name, declared]) => {
    if (written[name] === undefined || declared.kind === 'file') return []
    const read = readOptions({ ...command, options: { [name]: declared } }, written, platforms)
    const value = 'values' in read ? read.values[name] : undefined
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(given)
}
