/** Acts that need an entry in the register of people: preferences, attendance, snoozing. */
import { UserError } from '../errors.ts'
import type { Actor } from '../roles/actor.ts'
import { describeRole } from '../roles/role.ts'
import { cmd, phrase } from '../text/spans.ts'

/**
 * The person's number. Throws a UserError for somebody the registers don't know, with the next step: for a role that is
 * played at the terminal without a holder, its registration. `then` says what becomes possible.
 */
export function requirePerson(
  { person, roles }: Pick<Actor, 'person' | 'roles'>,
  then = 'you can use this',
  option?: string,
): number {
  if (person !== undefined) return person
  const role = roles[0] && describeRole(roles[0])
  throw new UserError(
    'unknown-person',
    role
      ? phrase`No person is registered as ${role} yet. TSB can register one (${cmd('person add', { role })}); then ${then}.`
      : phrase`You are not registered yet. TSB can register you (${cmd('person add')}); then ${then}.`,
    option,
  )
}
