/** The preferences of a person, on their home page, with the form that changes them. */
import { action } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'
import { phrase, type Text } from '../text/spans.ts'
import { describeSteps } from './preferences.ts'

export const preferencesPart: HomePart = {
  title: 'Your preferences',
  none: 'You are not registered yet. Once TSB has registered you, your preferences stand here.',
  last: true,
  async lines({ tx, actor, followed }) {
    const person =
      actor.person === undefined ? null : await tx.person.findUnique({ where: { id: actor.person } })
    if (!person) return []
    const { digest, direct, prefers, quietFrom, quietTo, reminders, zone } = person
    const where = prefers ? ` on ${prefers.charAt(0).toUpperCase()}${prefers.slice(1)}` : ''
    const messages: Text = direct
      ? `Direct messages${where}, and messages in channels`
      : 'Messages in channels only'
    const quiet: Text = quietFrom
      ? phrase`Quiet hours: ${quietFrom}–${quietTo!}, ${zone ?? 'Geneva'} time`
      : 'Quiet hours: none'
    return [
      { text: messages, action: action('Change preferences', 'prefer', {}) },
      { text: quiet },
      ...(direct && digest
        ? [{ text: `Daily digest: at 09:00, ${zone ?? 'Geneva'} time, for what can wait` }]
        : []),
      {
        text: `Reminders: ${describeSteps(reminders)}`,
        action: action('Follow a group', 'follow', {}),
      },
      ...(followed.length > 0
        ? [
            {
              text: `You follow ${followed.join(', ')}`,
              action: action('Stop following', 'unfollow', {}),
            },
          ]
        : []),
    ]
  },
}
