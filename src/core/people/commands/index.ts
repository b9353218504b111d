import type { AnyCommand } from '../../commands/command.ts'
import { here } from './here.ts'
import { merge, remove, rename, unlink } from './keeping.ts'
import { me } from './me.ts'
import { history, people } from './reading.ts'
import { add, end, rotate } from './registering.ts'
import { show } from './show.ts'

export const peopleCommands: AnyCommand[] = [
  me,
  add,
  rotate,
  end,
  people,
  show,
  history,
  unlink,
  rename,
  merge,
  remove,
  here,
]
