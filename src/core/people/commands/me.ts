import { command, everybody } from '../../commands/command.ts'
import { option, optional } from '../../commands/options.ts'
import { fields, type Message, text } from '../../messages/message.ts'
import { findFacts, isPlayed } from '../../platforms/platform.ts'
import { describeKnown } from '../../roles/actor.ts'
import { describeRole } from '../../roles/role.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { formatTimeSpanIn } from '../../time/geneva.ts'
import { formatAccount } from '../accounts.ts'
import { collectOwnData } from '../own-data.ts'
import { requirePerson } from '../require-person.ts'

export const me = command({
  path: 'me',
  form: { title: 'About you', submit: 'Save' },
  summary: 'Show your name, roles and time zone; set the time zone; get all data about you',
  options: {
    show: optional(
      option.choice(['data'], {
        label: 'All data about you, as a file',
        example: 'data',
        positional: true,
      }),
    ),
    zone: optional(option.zone({ label: 'Your time zone', example: 'Asia/Tokyo', positional: true })),
  },
  effect: 'change',
  who: everybody,
  async run({ show, zone }, { tx, now, actor, caller, platforms }): Promise<Message> {
    if (show === 'data') {
      const content = await collectOwnData(tx, actor, caller, now)
      const summary = 'Here is all that is kept about you, as a file.'
      return {
        summary,
        blocks: [text(summary)],
        files: [{ name: 'my-data.json', type: 'application/json', content, asked: true }],
      }
    }
    if (zone !== undefined) {
      const id = requirePerson(actor, 'you can set your time zone', 'zone')
      await tx.person.update({ where: { id }, data: { zone } })
    }
    const shown = zone ?? actor.zone
    const facts = findFacts(platforms, caller)
    const here = isPlayed(facts) ? facts?.title : formatAccount(caller)
    const isKnown = actor.person !== undefined || actor.roles.length > 0
    const summary = `${isKnown ? `You are ${actor.name}.` : 'You are not registered here.'} ${describeKnown(actor)}`
    return {
      summary,
      blocks: [
        text(summary),
        fields({
          Roles: actor.roles.map(describeRole).join(', ') || 'none',
          Administrator: actor.admin ? 'yes' : undefined,
          Account: here,
          'Time zone': shown
            ? `${shown}, where it is ${formatTimeSpanIn(now, undefined, shown).replace(` ${shown}`, '')} now`
            : phrase`not set: ${cmd('me', { zone: 'Asia/Tokyo' })} sets it`,
        }),
      ],
    }
  },
})
