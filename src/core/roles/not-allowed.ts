/** The refusal of somebody who may not: who may, and who they are here. */

import { UserError } from '../errors.ts'
import type { Actor } from './actor.ts'
import { describeKnown } from './actor.ts'

/** "Only TSB and WP2's chair can do this." */
export const onlyWords = (who: string, what = 'do this'): string =>
  `Only ${who}${who.includes(',') ? ',' : ''} can ${what}.`

/** The same as the error to throw, with how the actor is known. */
export const notAllowed = (actor: Actor, who: string, what?: string, option?: string): UserError =>
  new UserError('not-allowed', `${onlyWords(who, what)} ${describeKnown(actor)}`, option)
