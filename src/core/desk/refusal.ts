import type { UserError } from '../errors.ts'
import type { Invocation } from '../grammar/invocation.ts'
import { type Action, action, actions, type Block, onSeen, text } from '../messages/message.ts'
import type { Reply } from './port.ts'
import { ChangedSinceSeen } from './seen.ts'

/** From this many options on, what somebody wrote is offered back in a form. */
const WORTH_KEEPING = 2

/** The answer to a command that did not happen: why, and what was written, to be mended. */
export function refusal(error: UserError, invocation?: Invocation): Reply {
  const blocks: Block[] = [text(error.sentence)]
  if (invocation) {
    const offered = [...goOn(error, invocation), ...picks(error, invocation), ...editAgain(error, invocation)]
    if (offered.length > 0) blocks.push(actions(offered))
  }
  return { message: { summary: error.sentence, blocks }, answer: 'private', refused: true }
}

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

function editAgain(error: UserError, invocation: Invocation): Action[] {
  const written = Object.keys(invocation.options).length
  if (error.code === 'not-allowed' || error.choices || written < WORTH_KEEPING) return []
  return [{ label: 'Edit again', invocation: { ...invocation, ask: true } }]
}
