import { type AnyCommand, findOption } from '../commands/command.ts'
import type { UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { UnknownCommand } from '../grammar/unknown-command.ts'
import { UnknownOption } from '../grammar/unknown-option.ts'
import { type Action, action, actions, type Block, onSeen, text } from '../messages/message.ts'
import type { Reply } from './port.ts'
import { ChangedSinceSeen } from './seen.ts'

/** From this many options on, what somebody wrote is offered back in a form. */
const WORTH_KEEPING = 2

/** The answer to a command that did not happen: why, and what was written, to be mended. */
export function refusal(error: UserError, invocation?: Invocation, command?: AnyCommand): Reply {
  const blocks: Block[] = [text(error.sentence)]
  if (error instanceof UnknownCommand && error.offered.length > 0) blocks.push(actions(meant(error.offered)))
  if (error instanceof UnknownOption && error.offered) blocks.push(actions([toForm(error.offered)]))
  if (invocation) {
    const offered = [
      ...goOn(error, invocation),
      ...picks(error, invocation),
      ...(error.code === 'not-allowed' || error.choices
        ? editWords(invocation, command)
        : editAgain(invocation, command)),
    ]
    if (offered.length > 0) blocks.push(actions(offered))
  }
  return { message: { summary: error.sentence, blocks }, answer: 'private', refused: true }
}

/** A button for each command that may have been meant. */
const meant = (offered: readonly Invocation[]): Action[] =>
  offered.map(invocation => ({ label: invocation.path, invocation }))

/** The same act, on what stands now. */
const goOn = (error: UserError, { path, options }: Invocation): Action[] =>
  error instanceof ChangedSinceSeen && error.seen !== undefined
    ? [{ label: 'Do it anyway', invocation: { path, options, seen: error.seen }, style: 'primary' }]
    : []

/** One button for each value that settles the question. */
const picks = ({ option, choices, seen }: UserError, { path, options }: Invocation): Action[] =>
  option && choices
    ? choices.map(c => {
        const button = action(c.label, path, { ...options, [option]: c.value })
        return seen === undefined ? button : onSeen(seen, button)
      })
    : []

/** Words are never lost, whatever the reason: what took a while to write is offered back in its form. */
export const editAgain = (invocation: Invocation, command: AnyCommand | undefined): Action[] =>
  Object.keys(invocation.options).length < WORTH_KEEPING
    ? editWords(invocation, command)
    : [toForm(invocation)]

/** The same for texts for the record alone. */
const editWords = (invocation: Invocation, command: AnyCommand | undefined): Action[] =>
  hasWords(command, invocation) ? [toForm(invocation)] : []

const toForm = (invocation: Invocation): Action => ({
  label: 'Edit again',
  invocation: { ...invocation, ask: true },
})

/** Whether somebody has written a text for the record. */
export const hasWords = (command: AnyCommand | undefined, { options }: Invocation): boolean =>
  Object.entries(options).some(
    ([name, value]) => value.trim() !== '' && findOption(command, name)?.kind === 'long text',
  )
