/** Permission to write in registers. TSB writes everything; WP2's chair and vice-chairs everything but people. */
import type { GroupKind } from '../database/generated/enums.ts'
import { HANDLER } from '../groups/handler.ts'
import { type Actor, holds, isTsb, LEADING, leadsStudyGroup } from '../roles/actor.ts'
import type { Writers } from './register.ts'

export const writesAll = (actor: Actor): boolean =>
  isTsb(actor) || holds(actor, HANDLER, 'CHAIR', 'VICE_CHAIR')

/** TSB and WP2's chair and vice-chairs. */
export const handlers: Writers<unknown> = {
  words: "TSB and WP2's chair and vice-chairs",
  keepers: true,
  allows: actor => writesAll(actor),
}

/** The same, and Rapporteurs for entries of their own group. */
export const handlersOrRapporteur = <V>(groups: (fields: V) => readonly string[]): Writers<V> => ({
  words: "TSB, WP2's chair and vice-chairs, and the Rapporteur of a group for their own",
  allows: (actor, fields) =>
    writesAll(actor) ||
    groups(fields).some(group => holds(actor, group, 'RAPPORTEUR', 'ASSOCIATE_RAPPORTEUR')),
})

/** Whether the actor leads a joint activity, a correspondence group or a focus group. */
export const leadsBody = ({ roles }: Pick<Actor, 'roles'>, body: string | undefined): boolean =>
  roles.some(role => role.group === body && BODIES.includes(role.groupKind!) && LEADING.includes(role.kind))

const BODIES: readonly (GroupKind | null)[] = ['JCA', 'JCG', 'CG', 'FG', 'JMT']

/** The same, and an SG's chair and vice-chairs for entries of their own SG. */
export const handlersOrStudyGroup = <V>(groups: (fields: V) => readonly string[]): Writers<V> => ({
  words: "TSB, WP2's chair and vice-chairs, and an SG's chair and vice-chairs for their own SG",
  allows: (actor, fields) =>
    writesAll(actor) ||
    actor.roles.some(role => leadsStudyGroup(role) && groups(fields).includes(role.group ?? '')),
})

/** Whether the actor could write some entry: everybody else is refused before a form opens. */
export const hasRole = (actor: Actor): boolean => writesAll(actor) || actor.roles.length > 0
