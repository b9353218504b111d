import type { Permission } from '../commands/command.ts'
import { type Actor, holds, isTsb } from '../people/actor.ts'
import { findMeeting } from './meeting.ts'

/** Who schedules the meetings of a group: WP2's chair and TSB for WP2, the Rapporteur for the own group. */
export const schedules = (actor: Actor, group: string): boolean =>
  group.startsWith('RG-')
    ? holds(actor, group, 'RAPPORTEUR')
    : holds(actor, group, 'CHAIR') || isTsb(actor) || holds(actor, group, 'TSB')

/** Who says whether a meeting is held: who schedules it, and TSB, who are asked along with the Rapporteur. */
export const decides = (actor: Actor, group: string): boolean =>
  schedules(actor, group) || isTsb(actor) || holds(actor, group, 'TSB')

const words = "WP2's chair and TSB for WP2, and a Rapporteur for the own group"

export const schedulesGroup: Permission<{ group: string }> = {
  words,
  allows: (actor, { group }) => schedules(actor, group),
}

export const schedulesMeeting: Permission<{ meeting: number }> = {
  words,
  allows: async (actor, { meeting }, { tx }) => schedules(actor, (await findMeeting(tx, meeting)).group),
}

export const decidesMeeting: Permission<{ meeting: number }> = {
  words: "WP2's chair, a Rapporteur for the own group, and TSB",
  allows: async (actor, { meeting }, { tx }) => decides(actor, (await findMeeting(tx, meeting)).group),
}
