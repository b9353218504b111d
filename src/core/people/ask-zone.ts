/** Tells somebody whose time zone is unknown how to set it: once, under the first answer to them that shows a time. */

import type { Transaction } from '../database/client.ts'
import { type Block, type Message, note, type Text } from '../messages/message.ts'
import type { Caller, PlatformFacts } from '../platforms/platform.ts'
import type { Actor } from '../roles/actor.ts'
import { cmd, phrase } from '../text/spans.ts'

const ASK = note(
  phrase`Your time zone is unknown. ${cmd('me', { zone: 'Asia/Tokyo' })} sets it (suggestions appear as you type); your quiet hours then use it.`,
)

/** The answer, with the note where it is due: on platforms that don't tell the zone themselves. */
export async function askZone<M extends Message>(
  { tx, actor: { person, zone }, caller, platforms }: AskedContext,
  answer: M,
): Promise<M> {
  const tellsZone = platforms.find(p => p.name === caller.platform)?.tellsZone ?? true
  if (tellsZone || person === undefined || zone !== undefined || !showsTime(answer)) return answer
  // In one statement: of two answers at once, one has the note.
  const { count } = await tx.person.updateMany({
    where: { id: person, zone: null, zoneAsked: false },
    data: { zoneAsked: true },
  })
  return count === 0 ? answer : { ...answer, blocks: [...answer.blocks, ASK] }
}

interface AskedContext {
  tx: Transaction
  actor: Actor
  caller: Caller
  platforms: readonly PlatformFacts[]
}

const showsTime = ({ blocks }: Message): boolean =>
  blocks
    .flatMap(textsOf)
    .some(text => typeof text !== 'string' && text.some(s => typeof s !== 'string' && s.kind === 'instant'))

function textsOf(block: Block): Text[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [block.text]
    case 'fields':
      return block.fields.map(f => f.value)
    case 'list':
      return block.items
    case 'table':
      return block.rows.flat()
    case 'heading':
    case 'quote':
    case 'actions':
      return []
  }
}
