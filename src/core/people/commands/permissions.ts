import type { Permission } from '../../commands/command.ts'
import { type Actor, holds, isTsb } from '../../roles/actor.ts'

export const isKeeper = (actor: Actor): boolean => actor.admin || isTsb(actor)

/** Secretariat and administrators keep the register of people. */
export const keepsRegister: Permission<unknown> = {
  words: 'TSB and the administrators of this bot',
  allows: isKeeper,
}

export const leadsGroup: Permission<{ group: string }> = {
  words: "TSB, the administrators of this bot, and the group's own chair, vice-chairs or Rapporteur",
  allows: (actor, { group }) =>
    isKeeper(actor) || holds(actor, group, 'CHAIR', 'VICE_CHAIR', 'RAPPORTEUR', 'TSB'),
}
