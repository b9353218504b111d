/** Permission to schedule, move, confirm and cancel meetings. */
import type { Permission } from '../commands/command.ts'
import type { GroupKind } from '../database/generated/enums.ts'
import { HANDLER } from '../groups/handler.ts'
import { findGroup } from '../groups/registry.ts'
import { type Actor, holds, LEADING, supports } from '../roles/actor.ts'
import { findMeeting, type Meeting } from './meeting.ts'

/**
 * Whether the actor schedules meetings of the group: a chair or vice-chair and TSB for WP2 or an SG, a Rapporteur for
 * the own group.
 */
const schedulesFor = (actor: Actor, group: string, kind: GroupKind): boolean =>
  kind === 'RG'
    ? holds(actor, group, 'RAPPORTEUR')
    : holds(actor, group, ...LEADING) || supports(actor, group)

/** Whether the actor schedules and moves this meeting. */
export const schedules = (actor: Actor, { group, kind }: Pick<Meeting, 'group' | 'kind'>): boolean =>
  schedulesFor(actor, group, kindOfGroup({ kind }))

/**
 * Whether the actor says that it is held: who schedules it, an associate Rapporteur for the group, and TSB, who are
 * asked along with the Rapporteur.
 */
export const decides = (actor: Actor, meeting: Pick<Meeting, 'group' | 'kind'>): boolean =>
  schedules(actor, meeting) ||
  holds(actor, meeting.group, 'ASSOCIATE_RAPPORTEUR') ||
  supports(actor, meeting.group)

/**
 * Whether somebody may know the subject of a meeting. Ad-hoc meetings and calls are between the groups that they call
 * together, WP2 and TSB; of all others it is open.
 */
export const mayKnow = (
  { roles, admin }: Pick<Actor, 'roles' | 'admin'>,
  { kind, group, groups }: Pick<Meeting, 'kind' | 'group' | 'groups'>,
): boolean =>
  (kind !== 'AD_HOC' && kind !== 'CALL') ||
  admin ||
  roles.some(
    held =>
      held.group === null || held.group === HANDLER || held.group === group || groups.includes(held.group),
  )

/** "RG-DT's Rapporteur": those whom `schedulesFor` allows. */
const schedulersOf = (group: string, kind: GroupKind): string =>
  kind === 'RG' ? `${group}'s Rapporteur` : `${group}'s chair or vice-chair, and TSB`

/** "RG-DT's Rapporteur or associate Rapporteur, and TSB": those whom `decides` allows. */
const decidersOf = (group: string, kind: GroupKind): string =>
  kind === 'RG' ? `${group}'s Rapporteur or associate Rapporteur, and TSB` : schedulersOf(group, kind)

const kindOfGroup = ({ kind }: Pick<Meeting, 'kind'>): GroupKind => (kind === 'RG_INTERIM' ? 'RG' : 'WP')

const words = "WP2's chair or vice-chair and TSB for WP2, and the Rapporteur of a group for their own"

const mayScheduleSome = ({ roles }: Actor): boolean =>
  roles.some(({ kind }) => kind === 'RAPPORTEUR' || kind === 'TSB' || LEADING.includes(kind))

export const schedulesGroup: Permission<{ group: string }> = {
  words,
  reads: ['group'],
  couldAllow: mayScheduleSome,
  async allows(actor, { group }, { tx, now }) {
    const { kind } = await findGroup(tx, group, now, 'group')
    return schedulesFor(actor, group, kind)
  },
  async wordsFor({ group }, { tx, now }) {
    return schedulersOf(group, (await findGroup(tx, group, now, 'group')).kind)
  },
}

export const schedulesMeeting: Permission<{ meeting: number }> = {
  words,
  reads: ['meeting'],
  couldAllow: mayScheduleSome,
  allows: async (actor, { meeting }, { tx }) => schedules(actor, await findMeeting(tx, meeting)),
  async wordsFor({ meeting }, { tx }) {
    const found = await findMeeting(tx, meeting)
    return schedulersOf(found.group, kindOfGroup(found))
  },
}

export const decidesMeeting: Permission<{ meeting: number }> = {
  words: "WP2's chair or vice-chair, a Rapporteur or associate Rapporteur for the own group, and TSB",
  reads: ['meeting'],
  couldAllow: actor => mayScheduleSome(actor) || actor.roles.some(r => r.kind === 'ASSOCIATE_RAPPORTEUR'),
  allows: async (actor, { meeting }, { tx }) => decides(actor, await findMeeting(tx, meeting)),
  async wordsFor({ meeting }, { tx }) {
    const found = await findMeeting(tx, meeting)
    return decidersOf(found.group, kindOfGroup(found))
  },
}
