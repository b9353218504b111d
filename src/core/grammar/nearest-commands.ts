/**
 * Suggests commands for a name that no command has. People type the verb alone, a former name, a value ("issue object"
 * for the position "objects"), another word for the same ("issue oppose"), or a word with a slip. Pure.
 */
import { nearest, nearlySame } from './nearest.ts'
import type { CommandSpec } from './spec.ts'

/** A command that may have been meant, how many of the words typed are its name, and the values they stand for. */
export interface Meant {
  path: string
  words: 1 | 2
  options?: Record<string, string>
}

/** At most so many commands are offered. */
const MOST_OFFERED = 3

/** A word by which people may call a command within its room, or alone. */
interface Name {
  room: string
  verb: string
  path: string
  options?: Record<string, string>
}

/** The commands that two words may mean, best first; what matches exactly goes before what has a slip. */
export function nearestCommands(
  [first = '', second = '']: readonly string[],
  catalog: readonly CommandSpec[],
): Meant[] {
  const names = catalog.flatMap(namesOf)
  const isRoom = names.some(n => n.room === first)
  const both = `${first} ${second}`
  for (const fits of [isSame, isSlip]) {
    const inRoom = names.filter(n => fits(n.room, first) && fits(n.verb, second))
    if (inRoom.length > 0) return toMeant(inRoom, 2)
    const double = names.filter(n => n.verb.includes(' ') && fits(n.verb, both))
    const single = isRoom && fits === isSlip ? [] : names.filter(n => fits(n.verb, first))
    // "issues" is the list of a room.
    const listed = isRoom ? [] : names.filter(n => fits(n.room, first) && n.verb === 'list')
    const found = [...toMeant(double, 2), ...toMeant([...listed, ...single], 1)]
    if (found.length > 0) return found.slice(0, MOST_OFFERED)
  }
  const room = names.filter(n => isSlip(n.room, first))
  const verbs = nearest(second, [...new Set(room.map(({ verb }) => verb))], MOST_OFFERED).filter(
    verb => !isOpposite(verb, second),
  )
  return toMeant(
    verbs.flatMap(verb => room.filter(n => n.verb === verb)),
    2,
  )
}

const toMeant = (names: readonly Name[], words: Meant['words']): Meant[] => {
  const meant = names.map(({ path, options }): Meant => ({ path, words, ...(options && { options }) }))
  return meant.filter(({ path }, i) => meant.findIndex(m => m.path === path) === i).slice(0, MOST_OFFERED)
}

/** All names of a command: its path and former paths, other words for it, and the values that it is given for. */
function namesOf({ path, aliases = [], also = [], options }: CommandSpec): Name[] {
  const room = path.split(' ')[0]!
  // Such a value names the act, unless another value must follow it, as behind the field of a register.
  const values = options
    .filter(
      ({ positional, choices }, i) =>
        positional && choices && !options.slice(i + 1).some(o => o.positional && o.required),
    )
    .flatMap(({ name, choices = [] }) =>
      choices.flatMap(value =>
        // "agree", "object" for "agrees", "objects".
        [...new Set([value, value.replace(/s$/, '')])].map(verb => ({
          room,
          verb,
          path,
          options: { [name]: value },
        })),
      ),
    )
  return [
    ...[path, ...aliases].map(name => ({ ...toRoomAndVerb(name), path })),
    ...also.map(verb => ({ room, verb, path })),
    ...values,
  ]
}

const toRoomAndVerb = (name: string): Pick<Name, 'room' | 'verb'> => {
  const [room = '', verb = room] = name.split(' ')
  return { room, verb }
}

const isSame = (name: string, typed: string): boolean => name === typed

const isSlip = (name: string, typed: string): boolean =>
  name === typed || (typed.length > 2 && nearlySame(name, typed) && !isOpposite(name, typed))

/**
 * Whether one word undoes what the other does: "uncancel" is no slip of "cancel", nor "redo" of "undo". A person
 * who wants the one is never led to the other.
 */
function isOpposite(a: string, b: string): boolean {
  const positive = [a, b].filter(word => !NEGATED.test(word))
  const undone = [a, b].map(word => NEGATED.exec(word)?.[1]).find(word => word !== undefined)
  if (positive.length !== 1 || undone === undefined) return false
  return [positive[0]!, positive[0]!.replace(/^re-?/, '')].some(
    word => word === undone || nearlySame(word, undone),
  )
}

const NEGATED = /^(?:un|dis|de|non|not|no)-?(.{2,})$/
