import type { Permission } from '../../commands/command.ts'
import { toGroupId } from '../../groups/registry.ts'
import { type Actor, holds, isTsb, LEADING } from '../../roles/actor.ts'

export const isKeeper = (actor: Actor): boolean => actor.admin || isTsb(actor)

/** Secretariat and administrators keep the register of people. */
export const keepsRegister: Permission<unknown> = {
  words: 'TSB and the administrators of this bot',
  allows: isKeeper,
}

export const leadsGroup: Permission<{ group: string }> = {
  words: "TSB, the administrators of this bot, and the group's own chairs, convenor or Rapporteur",
  reads: ['group'],
  couldAllow: actor => isKeeper(actor) || actor.roles.length > 0,
  async allows(actor, { group }, { tx }) {
    return isKeeper(actor) || holds(actor, await toGroupId(tx, group), ...LEADING, 'RAPPORTEUR', 'TSB')
  },
}
