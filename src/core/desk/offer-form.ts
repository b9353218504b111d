import type { Invocation } from '../grammar/invocation.ts'
import { type Action, actions, cmd, type Message, phrase, text } from '../messages/message.ts'
import type { Form } from './port.ts'

/** Instead of a form, where the platform lets none open: a button that opens it with what was given so far. */
export function offerForm({ title }: Form, { path, options }: Invocation): Message {
  const summary = phrase`${cmd(path)} has a form; the button opens it.`
  return {
    summary,
    blocks: [
      text(summary),
      actions([{ label: title, invocation: { path, options, ask: true }, style: 'primary' }]),
    ],
  }
}

/**
 * In time for platforms that wait seconds only: the answer is still to come. `form`: what opens the form, where it is
 * certain that there is one.
 */
export function describeDelay(form: Invocation | undefined): Message {
  const summary = 'This takes longer than usual.'
  if (form === undefined) return { summary, blocks: [text(summary)] }
  return { summary, blocks: [text(summary), actions([openForm(form)])] }
}

/** Too late to open the form by itself: a button opens it with what was given so far. */
export function offerLateForm(invocation: Invocation): Message {
  const summary = phrase`This took longer than usual. The form of ${cmd(invocation.path)} is ready; the button opens it.`
  return { summary, blocks: [text(summary), actions([openForm(invocation)])] }
}

const openForm = ({ path, options, seen }: Invocation): Action => ({
  label: 'Open the form',
  invocation: { path, options, ask: true, ...(seen !== undefined && { seen }) },
  style: 'primary',
})
