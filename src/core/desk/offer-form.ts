import type { Invocation } from '../grammar/invocation.ts'
import { actions, cmd, type Message, phrase, text } from '../messages/message.ts'
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
