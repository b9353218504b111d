/** The actor: the person behind an account, with the roles held now. Pure. */
import type { GroupKind, RoleKind } from '../database/generated/enums.ts'
import { describeRole, type RoleName } from './role.ts'

/** A role held now, with the kind of its group: rules ask for the kind and not for the letters of a name. */
export type HeldRole = RoleName & {
  /** Null for TSB staff who support every group. */
  groupKind: GroupKind | null
}

export interface Actor {
  /** Undefined for somebody who is not registered, and for a role played at the terminal. */
  person: number | undefined
  name: string
  roles: HeldRole[]
  /** Named in INTERSG_ADMINS, or TSB at the terminal. */
  admin: boolean
  /** IANA; undefined until the person or the platform says. */
  zone: string | undefined
}

/** One sentence: who the bot takes somebody for. */
export function describeKnown({ roles }: { roles: readonly RoleName[] }): string {
  const held = roles.map(describeRole).join(', ')
  return held === ''
    ? 'You have no role here yet. TSB can register you.'
    : `Your ${roles.length === 1 ? 'role' : 'roles'} here: ${held}.`
}

/** Whether the actor holds one of the kinds of role in the group. */
export const holds = (actor: Pick<Actor, 'roles'>, group: string, ...kinds: RoleKind[]): boolean =>
  actor.roles.some(r => r.group === group && kinds.includes(r.kind))

/** TSB staff of every group. */
export const isTsb = (actor: Pick<Actor, 'roles'>): boolean =>
  actor.roles.some(r => r.kind === 'TSB' && r.group === null)

/** TSB staff of every group, or of this one. */
export const supports = (actor: Pick<Actor, 'roles'>, group: string): boolean =>
  isTsb(actor) || holds(actor, group, 'TSB')

/** Whether a role leads a study group: its chair, or a vice-chair in the chair's place. */
export const leadsStudyGroup = ({ kind, groupKind }: HeldRole): boolean =>
  groupKind === 'SG' && (kind === 'CHAIR' || kind === 'VICE_CHAIR')

/** Roles that lead a body: its chair, and those who stand beside the chair or in the chair's place. */
export const LEADING: readonly RoleKind[] = ['CHAIR', 'CO_CHAIR', 'VICE_CHAIR', 'CONVENOR']

/** The study groups that somebody leads as chair or vice-chair, each once. */
export const ledStudyGroups = ({ roles }: Pick<Actor, 'roles'>): string[] => [
  ...new Set(roles.filter(leadsStudyGroup).map(r => r.group!)),
]

/** Whether somebody may act for more than one study group, so that a form has to ask for which. */
export const actsForSeveral = (actor: Pick<Actor, 'roles'>): boolean =>
  actor.roles.some(role => role.kind === 'TSB') || ledStudyGroups(actor).length > 1

/** The role in which somebody acts for a group, in words: "Ada Okafor (SG17 chair)". The first that fits, else the name alone. */
export function describeActing(actor: Actor, group?: string): string {
  const role = actor.roles.find(r => group === undefined || r.group === group) ?? actor.roles[0]
  if (!role) return actor.name
  const words = describeRole(role)
  return words === actor.name ? words : `${actor.name} (${words})`
}
