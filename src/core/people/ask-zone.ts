/** Somebody whose zone nobody knows is told how to say it: once, under the first answer to them that shows a time. */

import type { Transaction } from '../database/client.ts'
import { type Block, type Message, note, type Text } from '../messages/message.ts'
import type { Caller, Platform } from '../platforms/platform.ts'
import { cmd, phrase } from '../text/spans.ts'
import type { Actor } from './actor.ts'

const ASKED: Record<Platform, boolean> = {
  slack: false, // its profiles tell the zone
  discord: true,
  terminal: false, // roles are played there, and Geneva's time is shown
}

const ASK = note(
  phrase`Your time zone is not known here yet. If you like, ${cmd('me', { zone: 'Asia/Tokyo' })} keeps it (names come up as you type); your quiet hours then follow your own clocks.`,
)

/** The answer, with the note where it is due. */
export async function askZone<M extends Message>(
  tx: Transaction,
  { person, zone }: Actor,
  { platform }: Caller,
  answer: M,
): Promise<M> {
  if (!ASKED[platform] || person === undefined || zone !== undefined || !showsTime(answer)) return answer
  // In one statement: of two answers at once, one has the note.
  const { count } = await tx.person.updateMany({
    where: { id: person, zone: null, zoneAsked: false },
    data: { zoneAsked: true },
  })
  return count === 0 ? answer : { ...answer, blocks: [...answer.blocks, ASK] }
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
