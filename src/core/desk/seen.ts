/**
 * People decide on what they saw. An act by button or form names the version that was shown; the desk compares before
 * the rule decides. Buttons from before versions were named ask once.
 */
import { type AnyCommand, type Context, type Options, readOptions, type Values } from '../commands/command.ts'
import { UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { phrase, type Text } from '../text/spans.ts'
import type { Form } from './port.ts'

/** The act was made on something else than what stands now; `seen` is the version to go on with. */
export class ChangedSinceSeen extends UserError {
  constructor(sentence: Text, seen: number) {
    super('changed', sentence)
    this.seen = seen
  }
}

/** Throws when the author of an act saw something else than what stands now. Typed acts are about the present state. */
export async function assertSeen(
  { decidesOn }: AnyCommand,
  values: Values<Options>,
  { pressed, seen }: Invocation,
  context: Context,
): Promise<void> {
  if (!decidesOn || (!pressed && seen === undefined)) return
  const now = await decidesOn.version(values, context)
  if (seen !== undefined) {
    const difference = await decidesOn.difference(values, seen, context)
    if (difference === undefined) return
    throw new ChangedSinceSeen(phrase`${difference} Nothing has been done. Do you still want this?`, now)
  }
  const subject = await decidesOn.describe(values, context)
  if (subject === undefined) return
  throw new ChangedSinceSeen(
    phrase`This button was made by an older version and does not say what it showed. It would now act on ${subject}. Is that what you want?`,
    now,
  )
}

/** The form, naming the version that is shown in it. */
export async function withSeen(
  command: AnyCommand,
  form: Form,
  invocation: Invocation,
  context: Context,
): Promise<Form> {
  const { decidesOn } = command
  if (!decidesOn) return form
  const options = Object.entries(command.options as Options)
  const isGiven = (name: string) => invocation.options[name] !== undefined
  // An entry that is still to be chosen in the form has no version yet.
  if (options.some(([name, { kind, required }]) => kind === 'reference' && required && !isGiven(name)))
    return form
  const known = Object.fromEntries(options.filter(([name]) => isGiven(name)))
  const read = readOptions({ ...command, options: known }, invocation.options, context.platforms)
  if ('faults' in read) return form
  try {
    const seen = await decidesOn.version(read.values as never, context)
    const about = await decidesOn.describe(read.values as never, context)
    return { ...form, invocation: { ...form.invocation, seen }, ...(about && { about }) }
  } catch (error) {
    if (error instanceof UserError) return form
    throw error
  }
}
