/** How Slack's requests reach us: Socket Mode, or HTTP with a signing secret. */
import { LogLevel, type Receiver } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/log.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import { pause, within } from '../../timing.ts'
import type { Mount } from '../manifest.ts'
import { AcknowledgingApp, connectService } from './app.ts'
import { toDeliveryFault } from './faults.ts'
import { createBoltLogger, errorWords } from './logger.ts'
import { mountReceiver } from './receiver.ts'
import type { Identity } from './send.ts'
import type { Service } from './service.ts'
import { openSockets, type Sockets } from './sockets.ts'

export interface TransportOptions {
  botToken: string
  appToken?: string | undefined
  signingSecret?: string | undefined
  mount?: Mount | undefined
  apiUrl?: string | undefined
  timeoutMs: number
  /** The age at which the second socket is renewed (see sockets.ts). */
  renewAfterMs?: number | undefined
  log: Log
}

export interface Transport {
  readonly client: WebClient
  /** Asks Slack who we are, until it answers. Throws when it refuses or stays silent. */
  identify(): Promise<Identity>
  /** Connects, and brings everything to `service` from then on. */
  open(us: Identity, service: Service): Promise<void>
  /** Why Slack has ended our access, as a sentence: only another token begins it again. Undefined: it has not. */
  readonly gone: string | undefined
  /** Whether requests can reach us now. */
  isOpen(): boolean
  /** Accepts nothing more, and waits for what is under way. */
  close(): Promise<void>
}

/** Waits between attempts at the start; about 14 seconds in all. */
const START_DELAYS_MS = [20, 50, 100, 250, 500, 1000, 2000, 4000, 6000]
const CONNECT_MS = 30_000
/** Slack itself waits this long for an acknowledgement. */
const ACK_MS = 3000
const FINISH_MS = 10_000

export function createTransport(options: TransportOptions): Transport {
  const { log } = options
  const logger = createBoltLogger(log)
  // No retries here: a message sent twice is worse than one sent late, and the dispatcher tries again.
  const strict: WebClientOptions = {
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs,
  }
  // Copies, since the client writes into its options. Never with `headers`, into which it would write its token.
  const client = new WebClient(options.botToken, { ...strict })
  const underWay = new Set<Promise<void>>()
  let sockets: Sockets | undefined
  let unmount: (() => void) | undefined
  let gone: string | undefined

  /** Slack has ended our access: from now on every request would be refused, so none is made. */
  const end = (why: string): void => {
    if (gone !== undefined) return
    gone = why
    log.error({}, `Slack: ${why} Nothing is sent or received there until it is started with another token.`)
    const { stop } = sockets ?? {}
    stop?.().catch((error: unknown) =>
      log.warn({ error: errorWords(error) }, 'Slack: a connection could not be closed'),
    )
  }

  const track = (work: Promise<void>): Promise<void> => {
    const tracked = work.catch((error: unknown) =>
      log.error({ error: errorWords(error) }, 'Slack: a request failed'),
    )
    underWay.add(tracked)
    return tracked.finally(() => underWay.delete(tracked))
  }

  return {
    client,
    get gone() {
      return gone
    },

    async identify() {
      for (let attempt = 0; ; attempt++) {
        try {
          const { user_id, bot_id, team_id } = await client.auth.test()
          if (!user_id || !bot_id || !team_id)
            throw new DeliveryFault('never', 'SLACK_BOT_TOKEN is not the token of a bot (xoxb-…).')
          return { user: user_id, bot: bot_id, team: team_id }
        } catch (error) {
          const fault = toDeliveryFault(error)
          const delay = START_DELAYS_MS[attempt]
          if (fault.refused || delay === undefined)
            throw new Error(`Slack can't be used: ${fault.message}`, { cause: error })
          log.warn({ error: errorWords(error) }, 'Slack: not reached; trying again')
          await pause(Math.max(delay, fault.retryAfter ?? 0))
        }
      }
    },

    async open(us, service) {
      const app = new AcknowledgingApp(track, {
        token: options.botToken,
        // Known already. Bolt's own auth.test would leave every command unanswered if it failed once.
        botId: us.bot,
        botUserId: us.user,
        tokenVerificationEnabled: false,
        receiver: NO_RECEIVER,
        clientOptions: { ...strict },
        convoStore: false,
        logger,
        logLevel: LogLevel.INFO,
      })
      connectService(app, service, log, us, end)
      const { appToken, renewAfterMs } = options
      if (!appToken) {
        unmount = mountReceiver(app, options)
        return
      }
      sockets = openSockets({ app, appToken, clientOptions: strict, logger, log, renewAfterMs })
      const ready = sockets.ready.then(() => true)
      const opened = await within(CONNECT_MS, ready, false).catch((error: unknown) => error)
      if (opened === true) return
      await this.close()
      const why = opened === false ? 'it did not answer in time.' : toDeliveryFault(opened).message
      throw new Error(`Slack's Socket Mode can't be used: ${why}`)
    },

    isOpen: () => gone === undefined && (unmount !== undefined || (sockets?.isOpen() ?? false)),

    async close() {
      // Requests that aren't acknowledged yet need their connection: forms, while they are checked.
      await within(ACK_MS, Promise.all(underWay), undefined)
      await sockets?.stop()
      sockets = undefined
      unmount?.()
      unmount = undefined
      await within(FINISH_MS, Promise.all(underWay), undefined)
    },
  }
}

/** Bolt needs one when the app is made; ours are attached afterwards. */
const NO_RECEIVER: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} }
