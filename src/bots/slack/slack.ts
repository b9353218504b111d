/** The bot on Slack. */

import type { Clock } from '../../core/clock.ts'
import type { Desk } from '../../core/desk/port.ts'
import type { Log } from '../../core/log.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { Bot, PlatformLimits } from '../bot.ts'
import type { Mount } from '../manifest.ts'
import { createAnswers } from './answers.ts'
import { createOffers } from './file.ts'
import { publishHome } from './home.ts'
import { createLinks } from './links.ts'
import { errorWords } from './logger.ts'
import { SLACK } from './manifest.ts'
import { findNotice, type Identity, postNotice, renderPacked, updateNotice } from './send.ts'
import { createService } from './service.ts'
import { createTransport } from './transport.ts'
import { createZones } from './zones.ts'

export interface SlackOptions {
  /** xoxb-… */
  botToken: string
  /** xapp-…: Socket Mode. */
  appToken?: string | undefined
  /** Instead of an app token: HTTP, on the web server to which `mount` adds Slack's address. */
  signingSecret?: string | undefined
  mount?: Mount | undefined
  /** Slack's Web API, if it isn't Slack's own. */
  apiUrl?: string | undefined
  /** How long a request to Slack may take. */
  timeoutMs?: number | undefined
  /** When somebody who waits is told that work is under way. */
  progressAfterMs?: number | undefined
  /** The age at which the second socket is renewed (see sockets.ts). */
  renewAfterMs?: number | undefined
  log: Log
  clock: Clock
}

/**
 * Slack's documented limits: a message a second to a channel, several hundred a minute in a workspace; chat.update and
 * conversations.history fifty times a minute.
 */
const RATE_LIMITS: PlatformLimits = {
  address: { every: 1_100, most: 1 },
  all: { every: 250, most: 4 },
  edits: { every: 1_300, most: 4 },
  looks: { every: 1_300, most: 4 },
}

/** The bot for one Slack workspace. */
export function createSlackBot(options: SlackOptions): Bot {
  const { log, clock, timeoutMs = 8000, progressAfterMs = 2000 } = options
  const transport = createTransport({ ...options, timeoutMs })
  const { client } = transport
  const linkTo = createLinks(client)
  let open: { desk: Desk; us: Identity } | undefined

  const connected = () => {
    if (transport.gone) throw new DeliveryFault('later', transport.gone, undefined, 'platform')
    if (!open) throw new DeliveryFault('later', 'intersg is not connected to Slack.')
    return open
  }

  const rendered = async (message: Parameters<Bot['send']>[1], address: string) => {
    const { desk, us } = connected()
    // Buttons are packed for the account that gets the message, or in our own name for a channel.
    const account = address.startsWith('@') ? address.slice(1) : us.user
    try {
      return await renderPacked(message, desk, { platform: 'slack', account })
    } catch (error) {
      log.error({ error: errorWords(error) }, 'Slack: a message could not be prepared')
      throw new DeliveryFault('later', 'The message could not be prepared.')
    }
  }

  return {
    platform: SLACK.name,
    ordering: 'address',
    connects: 'everywhere',
    limits: RATE_LIMITS,

    async start(desk) {
      const us = await transport.identify()
      const answers = createAnswers({ client, desk, log, timeoutMs, progressAfterMs })
      const service = createService({
        desk,
        client,
        answers,
        us,
        zones: createZones(client, clock),
        clock,
        log,
        offer: createOffers(client, { ...options, timeoutMs }),
      })
      await transport.open(us, service)
      open = { desk, us }
      desk.introduce('slack', us.user)
      log.info({ account: us.user }, 'Slack: connected')
    },

    async stop() {
      await transport.close()
      open = undefined
    },

    connected: () => open !== undefined && transport.isOpen(),

    send: async (address, message, key, thread) =>
      postNotice(client, await rendered(message, address), address, key, thread),

    update: async (address, reference, message) =>
      updateNotice(client, await rendered(message, address), reference),

    find: async (address, key, since, thread) =>
      findNotice(client, connected().us, address, key, since, thread),

    linkTo: async reference => (open ? await linkTo(reference) : undefined),

    showHome: async (account, message) => publishHome(client, connected().desk, account, message),
  }
}
