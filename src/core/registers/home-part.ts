/** The way to the registers, on everybody's home page. */
import { action } from '../messages/message.ts'
import type { HomePart } from '../rooms/room.ts'
import { REGISTERS } from './registers.ts'

export const registersPart: HomePart = {
  title: 'Registers',
  none: 'There are no registers.',
  last: true,
  most: REGISTERS.length + 1,
  lines: async () => [
    { action: action('Who owes what', 'owed by', {}) },
    ...REGISTERS.map(({ room, title }) => ({ action: action(title, `${room} list`, {}) })),
  ],
}
