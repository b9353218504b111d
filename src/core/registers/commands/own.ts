/** Options that name the group for which somebody writes. */
import type { Option } from '../../commands/options.ts'
import type { Actor } from '../../roles/actor.ts'
import { leadsBody, writesAll } from '../writers.ts'

/**
 * The option, which may be left out by somebody who has one such group; those who keep the registers write for every
 * group, so they always say which.
 */
export const ownOption = <T>(
  declared: Option<T>,
  groups: (actor: Actor) => readonly string[],
): Option<T> => ({
  ...declared,
  own(actor) {
    const own = writesAll(actor) ? [] : groups(actor)
    return own.length === 1 ? own[0] : undefined
  },
})

/** The Rapporteur groups for which somebody writes, each once. */
export const rapporteurGroups = ({ roles }: Pick<Actor, 'roles'>): string[] => [
  ...new Set(
    roles.flatMap(({ kind, group }) =>
      group !== null && (kind === 'RAPPORTEUR' || kind === 'ASSOCIATE_RAPPORTEUR') ? [group] : [],
    ),
  ),
]

/** The joint activities that somebody leads, each once. */
export const ledActivities = (actor: Pick<Actor, 'roles'>): string[] => [
  ...new Set(actor.roles.flatMap(({ group }) => (group !== null && leadsBody(actor, group) ? [group] : []))),
]
