/** Whether a command can run as given, or a form must be filled in first. */
import { replaceFormerNames } from '../commands/command.ts'
import { UserError } from '../errors.ts'
import type { OptionSpec } from '../grammar/spec.ts'
import { keepable } from './admit.ts'
import { mayRead } from './doorkeeper.ts'
import { formFor, withoutEntries, withRequired } from './forms.ts'
import { assertMayOpen } from './may-open.ts'
import { withOwn } from './own-values.ts'
import type { Parts } from './parts.ts'
import type { Desk } from './port.ts'
import { hasWords, refusal } from './refusal.ts'
import { withSeen } from './seen.ts'

/** Asks without changing anything; see `prepare` of the desk (port.ts). */
export function createPreparation(parts: Parts): Desk['prepare'] {
  const { db, platforms, commandAt, find, contextFor, completingFor, admitted, asWritten, withFiles, fail } =
    parts

  return async (given, caller, max = 100) => {
    let invocation = asWritten(given)
    try {
      const { command, spec } = find(given.path)
      invocation = await admitted(given)
      const { options: written } = replaceFormerNames(command, invocation.options)
      const options = await withOwn(command, written, async () => (await completingFor(caller)).actor)
      const asksFor = invocation.pressed ? (command.asksFor?.(options) ?? []) : []
      const isGiven = ({ name }: OptionSpec) => Boolean(options[name] ?? invocation.files?.[name])
      const missing =
        spec.options.some(o => (o.required || asksFor.includes(o.name)) && !isGiven(o)) ||
        (command.asksAlone && Object.keys(options).length === 0) ||
        // A command that takes a document asks for it, where a platform has no other way to send one.
        (spec.options.some(o => o.kind === 'file') && !spec.options.some(isGiven))
      // No platform shows a form without a field.
      const isAsked = invocation.ask && spec.options.length > 0
      if (!isAsked && !missing) return { kind: 'run', invocation: given }
      // Check the permission and the stage first, before somebody types anything.
      const context = await contextFor(db, caller)
      // A form that gives somebody their words back opens all the same.
      if (!invocation.ask || !hasWords(command, invocation)) await assertMayOpen(command, options, context)
      // A form shows the values given so far, without what can't be kept: its author sees what will be sent.
      invocation = keepable(await withFiles({ ...invocation, options }))
      const asking = withRequired(spec, asksFor)
      const isReader = await mayRead(db, command, context.actor, caller, platforms)
      const fields = isReader ? command : withoutEntries(command)
      const form = await formFor(fields, asking, invocation, await completingFor(caller), max)
      return { kind: 'form', form: isReader ? await withSeen(command, form, invocation, context) : form }
    } catch (error) {
      if (error instanceof UserError)
        return { kind: 'refused', reply: refusal(error, invocation, commandAt(given.path)) }
      return { kind: 'refused', reply: fail(error, keepable(invocation), 'a form could not be made', false) }
    }
  }
}
