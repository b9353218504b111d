/** Whether somebody may come in at all, before the rules of their command are asked. */
import type { AnyCommand } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import { readers } from '../people/readers.ts'
import { type Caller, findFacts, isPlayed, type PlatformFacts } from '../platforms/platform.ts'
import type { Actor } from '../roles/actor.ts'
import { settingValue } from '../settings/setting.ts'

/** Commands open to everybody, whatever the setting: what the bot can do, and as whom it knows the caller. */
const ALWAYS_OPEN: readonly string[] = ['help', 'me']

/** Whether somebody may come in: as `assertMayRead`, as an answer. */
export async function mayRead(...asked: Parameters<typeof assertMayRead>): Promise<boolean> {
  try {
    await assertMayRead(...asked)
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/**
 * Throws for somebody who is not registered where only registered people may come in: by the setting `readers`, and in
 * direct messages on a platform where it can't be seen whether somebody belongs to our server (Discord).
 */
export async function assertMayRead(
  tx: Transaction,
  { path }: Pick<AnyCommand, 'path'>,
  actor: Actor,
  caller: Caller,
  platforms: readonly PlatformFacts[],
): Promise<void> {
  const facts = findFacts(platforms, caller)
  if (actor.person !== undefined || actor.admin || isPlayed(facts)) return
  if (ALWAYS_OPEN.includes(path)) return
  const isOpen = caller.place !== 'direct' || facts?.isMembersOnly === true
  if (isOpen && (await settingValue(tx, readers)) === 'everybody') return
  const where = isOpen ? 'use this bot here' : 'use this bot by direct message'
  throw new UserError(
    'not-registered',
    `Only registered people may ${where}. TSB registers people; please ask them.`,
  )
}
