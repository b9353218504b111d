/** Bolt's app, which acknowledges first, runs each request once, and brings it to our service. */
import { setImmediate } from 'node:timers/promises'
import { App, type AppOptions, type ReceiverEvent, type SlackShortcut } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import { findGone, readHeard } from './heard.ts'
import { errorWords } from './logger.ts'
import type { Identity } from './send.ts'
import type { FormAck, Service } from './service.ts'

/** How many of the latest requests are remembered, so that a second copy isn't run. */
const REMEMBERED = 2_000

/**
 * Acknowledges a request before anything else looks at it: Slack shows the author a failure after three seconds. Only a
 * form is answered by its acknowledgement, which says what is wrong with it, so forms are checked first.
 */
export class AcknowledgingApp extends App {
  readonly #track: (work: Promise<void>) => Promise<void>
  /** The acknowledgement of each request, by its key, oldest first. */
  readonly #acknowledged = new Map<string, Promise<unknown>>()

  constructor(track: (work: Promise<void>) => Promise<void>, options: AppOptions) {
    super(options)
    this.#track = track
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    return this.#track(this.#process(event))
  }

  async #process(event: ReceiverEvent): Promise<void> {
    // Bolt looks the workspace up in a plain object, in which a name like "constructor" finds something else.
    if (!hasWorkspace(event.body)) return event.ack()
    const key = findRequestKey(event.body)
    // Slack may send a request again, through the other socket too: it gets the first one's acknowledgement.
    const first = key === undefined ? undefined : this.#acknowledged.get(key)
    if (first) return event.ack(await first)
    const { promise, resolve } = Promise.withResolvers<unknown>()
    if (key !== undefined) this.#remember(key, promise)
    const ack: ReceiverEvent['ack'] = async answer => {
      resolve(answer)
      await event.ack(answer)
    }
    if (event.body.type === 'view_submission') return super.processEvent({ ...event, ack })
    await ack()
    // Requests that came in the same moment are acknowledged before the first of them runs.
    await setImmediate()
    await super.processEvent({ ...event, ack: async () => {} })
  }

  #remember(key: string, acknowledged: Promise<unknown>): void {
    this.#acknowledged.set(key, acknowledged)
    if (this.#acknowledged.size > REMEMBERED)
      this.#acknowledged.delete(this.#acknowledged.keys().next().value!)
  }
}

/** Whether the workspace that a request names can be one: T024BE7LD, or E… of an enterprise. Some name none. */
const hasWorkspace = ({ team, team_id }: Record<string, unknown>): boolean =>
  [team_id, (team as { id?: unknown } | null | undefined)?.id].every(
    id => id === undefined || id === null || (typeof id === 'string' && /^[A-Z0-9]{1,30}$/.test(id)),
  )

/** The same for two copies of one request: its trigger, or the id of an event. */
const findRequestKey = ({ trigger_id, event_id }: Record<string, unknown>): string | undefined =>
  [trigger_id, event_id].find(id => typeof id === 'string' && id !== '') as string | undefined

/** Brings requests to `service`: one middleware rather than listeners, of which Bolt tries every one for each request. */
export function connectService(
  app: App,
  service: Service,
  log: Log,
  us: Identity,
  onGone: (why: string) => void,
): void {
  app.use(async args => {
    // Any name: an administrator may have had to call the command something else than /sg.
    if ('command' in args) return service.command(args.command)
    if ('event' in args) {
      if (args.event.type === 'app_home_opened')
        return service.openHome(args.event, (args.body as { team_id?: string }).team_id)
      const why = findGone(args.event, us)
      if (why !== undefined) return onGone(why)
      const heard = readHeard(args.event, args.body)
      if (heard) await service.hear(heard)
      return
    }
    const { body } = args
    if (body.type === 'block_actions') return service.press(body)
    if (body.type === 'message_action' || body.type === 'shortcut')
      return service.choose(body as SlackShortcut)
    if (body.type === 'view_submission') return service.submit(body, args.ack as FormAck)
  })
  app.error(async error => log.error({ error: errorWords(error) }, 'Slack: a request could not be handled'))
}
