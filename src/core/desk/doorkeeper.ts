/** Whether somebody may come in at all, before the rules of their command are asked. */
import type { AnyCommand } from '../commands/command.ts'
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import { readers } from '../people/readers.ts'
import type { Caller } from '../platforms/platform.ts'
import type { Actor } from '../roles/actor.ts'
import { settingValue } from '../settings/setting.ts'

/** What everybody may ask, whatever the setting: what the bot can do, and who it takes them for. */
const ALWAYS_OPEN: readonly string[] = ['help', 'me']

/**
 * Throws for somebody who is not registered where only registered people may come in: by the setting `readers`, and in
 * direct messages on Discord, where it can't be seen whether somebody belongs to our server.
 */
export async function assertMayRead(
  tx: Transaction,
  { path }: Pick<AnyCommand, 'path'>,
  actor: Actor,
  { platform, place }: Caller,
): Promise<void> {
  if (actor.person !== undefined || actor.admin || platform === 'terminal') return
  if (ALWAYS_OPEN.includes(path)) return
  const isOpen = !(platform === 'discord' && place === 'direct')
  if (isOpen && (await settingValue(tx, readers)) === 'everybody') return
  const where = isOpen ? 'use this bot here' : 'use this bot by direct message'
  throw new UserError(
    'not-registered',
    `Only registered people may ${where}. TSB registers people; please ask them.`,
  )
}
