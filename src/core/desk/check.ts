/** The faults in the values of a form, before it is sent. */
import { describeFault, type Read, readOptions, replaceFormerNames } from '../commands/command.ts'
import { UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { toWords } from '../text/spans.ts'
import { withOwn } from './own-values.ts'
import type { Parts } from './parts.ts'
import type { Desk } from './port.ts'

/** Reads without changing anything; see `check` of the desk (port.ts). */
export function createCheck({
  platforms,
  commandAt,
  completingFor,
  withFiles,
  admittedIfReachable,
}: Parts): Desk['check'] {
  return async (invocation, caller) => {
    const command = commandAt(invocation.path)
    if (!command) return {}
    const prefix = platforms.find(p => p.name === caller.platform)?.commandPrefix
    let taken: Invocation
    try {
      taken = await withFiles(await admittedIfReachable(invocation))
    } catch (error) {
      if (error instanceof UserError && error.option)
        return { [error.option]: toWords(error.sentence, prefix) }
      throw error
    }
    const { options: given } = replaceFormerNames(command, taken.options)
    const options = await withOwn(command, given, async () => (await completingFor(caller)).actor)
    const read: Read<Record<string, never>> = readOptions(command, options, platforms, taken.files)
    const faults = 'faults' in read ? Object.entries(read.faults) : []
    return Object.fromEntries(
      faults.map(([name, fault]) => [name, toWords(describeFault(invocation.path, name, fault), prefix)]),
    )
  }
}
