/** The Home tab: each person's own page. */
import type { WebClient } from '@slack/web-api'
import type { Desk } from '../../core/desk/port.ts'
import type { Message } from '../../core/messages/message.ts'
import type { Caller } from '../../core/platforms/platform.ts'
import { findSlackCode, toDeliveryFault } from './faults.ts'
import { LIMITS } from './limits.ts'
import { type Packer, renderPacked } from './send.ts'

/** The limits of a home page. */
export const HOME_SIZE = { blocks: LIMITS.homeBlocks, bytes: LIMITS.homeBytes }

/** Publishes somebody's Home tab. Throws a DeliveryFault. */
export async function publishHome(
  client: WebClient,
  desk: Packer,
  account: string,
  message: Message,
): Promise<void> {
  await publish(client, desk, account, message).catch((error: unknown) => {
    throw toDeliveryFault(error)
  })
}

/**
 * Shows somebody the Home tab that they opened. `hash` is that of the view they see: if another one was published since,
 * the page is composed again, so that an older page never replaces a newer one.
 */
export async function openHome(
  client: WebClient,
  desk: Desk,
  caller: Caller,
  hash: string | undefined,
): Promise<void> {
  const show = (seen?: string) =>
    desk.home(caller, message => publish(client, desk, caller.account, message, seen))
  await show(hash).catch((error: unknown) => {
    if (findSlackCode(error) !== 'hash_conflict') throw error
    return show()
  })
}

async function publish(
  client: WebClient,
  desk: Packer,
  account: string,
  message: Message,
  hash?: string,
): Promise<void> {
  const { blocks } = await renderPacked(message, desk, { platform: 'slack', account }, HOME_SIZE)
  await client.views.publish({ user_id: account, view: { type: 'home', blocks }, ...(hash && { hash }) })
}
