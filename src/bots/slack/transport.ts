/** How Slack's requests reach us: Socket Mode, or HTTP with a signing secret. */
import type { RequestListener } from 'node:http'
import { App, type AppOptions, LogLevel, type Receiver, type ReceiverEvent } from '@slack/bolt'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../../core/log.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import { createCrowd } from '../crowd.ts'
import { deliveryFault } from './faults.ts'
import { boltLogger, errorWords } from './logger.ts'
import { createRequests } from './requests.ts'
import type { Identity } from './send.ts'
import type { FormAck, Service } from './service.ts'
import { keepConnected, type Lane } from './sockets.ts'
import { giveWay, pause, within } from './timing.ts'

/** Brings the POST requests to Slack's address to `listener`; what it gives ends that. */
export type Mount = (listener: RequestListener) => () => void

/** The path that Slack is told to call. */
export const SLACK_PATH = '/slack/events'

export interface TransportOptions {
  botToken: string
  appToken?: string | undefined
  signingSecret?: string | undefined
  mount?: Mount | undefined
  apiUrl?: string | undefined
  timeoutMs: number
  log: Log
}

export interface Transport {
  readonly client: WebClient
  /** Asks Slack who we are, until it answers; throws when it refuses or stays silent. */
  identify(): Promise<Identity>
  /** Connects, and brings everything to `service` from then on. */
  open(us: Identity, service: Service): Promise<void>
  /** Whether requests can reach us now. */
  isOpen(): boolean
  /** Takes nothing more, waits for what is under way. */
  close(): Promise<void>
}

/** Waits between tries at the start, in milliseconds; some 14 seconds in all. */
const START_WAITS = [20, 50, 100, 250, 500, 1000, 2000, 4000, 6000]
const CONNECT_MS = 30_000
/** What Slack itself waits for an acknowledgement. */
const ACK_MS = 3000
const FINISH_MS = 10_000
/**
 * Slack refreshes a connection every few hours, and a command must not fall into the gap. It sends a command
 * to any one of them.
 */
const SOCKETS = 2

export function createTransport(options: TransportOptions): Transport {
  const { log } = options
  const logger = boltLogger(log)
  // Nothing is tried again here: a message sent twice is worse than one sent late, and the outbox tries again.
  const strict: WebClientOptions = {
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs,
  }
  // Copies: the client writes into what it is given. Never with `headers`, where it would write its token.
  const client = new WebClient(options.botToken, { ...strict })
  const underWay = new Set<Promise<void>>()
  let lanes: Lane[] = []
  let unmount: (() => void) | undefined

  const track = (work: Promise<void>): Promise<void> => {
    const kept = work.catch((error: unknown) =>
      log.error({ error: errorWords(error) }, 'Slack: a request failed'),
    )
    underWay.add(kept)
    return kept.finally(() => underWay.delete(kept))
  }

  return {
    client,

    async identify() {
      for (let tries = 0; ; tries++) {
        try {
          const { user_id, bot_id } = await client.auth.test()
          if (!user_id || !bot_id)
            throw new DeliveryFault('never', 'SLACK_BOT_TOKEN is not the token of a bot (xoxb-…).')
          return { user: user_id, bot: bot_id }
        } catch (error) {
          const fault = deliveryFault(error)
          const wait = START_WAITS[tries]
          if (fault.refused || wait === undefined)
            throw new Error(`Slack can't be used: ${fault.message}`, { cause: error })
          log.warn({ error: errorWords(error) }, 'Slack: not reached; trying again')
          await pause(Math.max(wait, fault.retryAfter ?? 0))
        }
      }
    },

    async open(us, service) {
      const app = new PromptApp(track, {
        token: options.botToken,
        // Known already: Bolt's own auth.test would, when it fails once, leave every command unheard.
        botId: us.bot,
        botUserId: us.user,
        tokenVerificationEnabled: false,
        receiver: NO_RECEIVER,
        clientOptions: { ...strict },
        convoStore: false,
        logger,
        logLevel: LogLevel.INFO,
      })
      listen(app, service, log)
      const { appToken } = options
      if (!appToken) {
        unmount = mountedRequests(app, options)
        return
      }
      const lane = () => keepConnected({ app, appToken, clientOptions: strict, logger, log })
      lanes = Array.from({ length: SOCKETS }, lane)
      const isOpen = within(
        CONNECT_MS,
        Promise.any(lanes.map(l => l.ready)).then(() => true),
        false,
      )
      const opened = await isOpen.catch((failed: AggregateError) => failed)
      if (opened === true) return
      await this.close()
      const why = opened === false ? 'it did not answer in time.' : deliveryFault(opened.errors[0]).message
      throw new Error(`Slack's Socket Mode can't be used: ${why}`)
    },

    isOpen: () => unmount !== undefined || lanes.some(lane => lane.isOpen()),

    async close() {
      // What is not acknowledged yet needs its connection: forms, for the moment they are checked.
      await within(ACK_MS, Promise.all(underWay), undefined)
      await Promise.all(lanes.map(lane => lane.stop()))
      lanes = []
      unmount?.()
      unmount = undefined
      await within(FINISH_MS, Promise.all(underWay), undefined)
    },
  }
}

/** Bolt wants one when it is made; what comes is brought to it by ours. */
const NO_RECEIVER: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} }

function mountedRequests(app: App, { signingSecret, mount, log }: TransportOptions): () => void {
  if (!signingSecret || !mount)
    throw new Error('Slack needs SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET together with PORT')
  return mount(createRequests({ signingSecret, log, take: event => app.processEvent(event) }))
}

/**
 * Everything that can come is acknowledged, for what isn't Slack shows to its author as a failure; and it is before Bolt
 * looks at it, for nothing but a form is answered with the acknowledgement. Only when no others come is it carried out.
 */
class PromptApp extends App {
  readonly #track: (work: Promise<void>) => Promise<void>
  readonly #othersFirst = createCrowd()

  constructor(track: (work: Promise<void>) => Promise<void>, options: AppOptions) {
    super(options)
    this.#track = track
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    return this.#track(event.body.type === 'view_submission' ? super.processEvent(event) : this.#first(event))
  }

  async #first(event: ReceiverEvent): Promise<void> {
    await event.ack()
    if (!(await this.#othersFirst())) giveWay()
    await super.processEvent({ ...event, ack: async () => {} })
  }
}

/** In one middleware and not in listeners: Bolt goes through all of those for each request. */
function listen(app: App, service: Service, log: Log): void {
  app.use(async args => {
    // Any name: an administrator may have had to call the command something else than /sg.
    if ('command' in args) return service.command(args.command)
    if ('event' in args) {
      if (args.event.type === 'app_home_opened') await service.openHome(args.event)
      return
    }
    const { body } = args
    if (body.type === 'block_actions') return service.press(body)
    if (body.type === 'view_submission') return service.submit(body, args.ack as FormAck)
  })
  app.error(async error => log.error({ error: errorWords(error) }, 'Slack: a request could not be handled'))
}
