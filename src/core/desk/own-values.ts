/** Options that name the group of an act: somebody who can mean only one group may leave them out. */
import type { AnyCommand, Options } from '../commands/command.ts'
import type { Actor } from '../roles/actor.ts'

type Own = (actor: Actor) => string | undefined

const ownOf = ({ options }: Pick<AnyCommand, 'options'>): [string, Own][] =>
  Object.entries(options as Options).flatMap(([name, { own }]) => (own ? [[name, own]] : []))

/** The options as given, with those of the actor's own that were left out. `actor` is looked up where it matters. */
export async function withOwn(
  command: Pick<AnyCommand, 'options'>,
  given: Record<string, string>,
  actor: () => Actor | Promise<Actor>,
): Promise<Record<string, string>> {
  const open = ownOf(command).filter(([name]) => !given[name])
  if (open.length === 0) return given
  const known = await actor()
  const filled = open.flatMap(([name, own]) => {
    const value = own(known)
    return value === undefined ? [] : [[name, value] as const]
  })
  return filled.length === 0 ? given : { ...given, ...Object.fromEntries(filled) }
}
