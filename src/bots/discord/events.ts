/** The scheduled events of servers. Each request is made once: Discord has no idempotency key for them. */
import {
  type APIChannel,
  type APIGuildScheduledEvent,
  RESTJSONErrorCodes as Code,
  GuildScheduledEventEntityType as EntityType,
  GuildScheduledEventPrivacyLevel as Privacy,
  type REST,
  Routes,
  GuildScheduledEventStatus as Status,
} from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import { DeliveryFault } from '../../core/notices/fault.ts'
import type { ListedEvent, ServerEvent } from '../../core/server-events/event.ts'
import type { ServerEvents } from '../bot.ts'
import { isCode, toDeliveryFault } from './faults.ts'
import { cut, LIMITS } from './limits.ts'
import { isVisible, oneLine, pieces, raw, shorten } from './markup.ts'

export interface EventOptions {
  rest: REST
  /** The bot's own account: it changes only the events that it made. */
  account: string
  /** The one server; without it, every server in which a group has its channel. */
  guildId: string | undefined
  clock: Clock
}

/** The delay after a fault that an administrator of the server can correct. */
const RETRY_DELAY_MS = 3_600_000

/** No id of a server. */
const HIDDEN = 'hidden'

export function createEvents({ rest, account, guildId, clock }: EventOptions): ServerEvents {
  /** The server of each channel; 'hidden' where the bot had no access when it asked last. */
  const servers = new Map<string, { server: string | undefined | typeof HIDDEN; askedAt: number }>()

  async function findServer(channel: string): Promise<string | undefined | typeof HIDDEN> {
    const now = clock.now().epochMilliseconds
    const known = servers.get(channel)
    const isFound = known?.server !== undefined && known.server !== HIDDEN
    if (isFound || (known && now - known.askedAt < RETRY_DELAY_MS)) return known.server
    const server = await rest.get(Routes.channel(channel)).then(
      found => (found as APIChannel & { guild_id?: string }).guild_id,
      error => {
        if (isCode(error, Code.UnknownChannel)) return undefined
        if (isCode(error, Code.MissingAccess)) return HIDDEN
        throw toEventFault(error)
      },
    )
    servers.set(channel, { server, askedAt: now })
    return server
  }

  const patch = (place: string, id: string, body: object): Promise<unknown> =>
    rest.patch(Routes.guildScheduledEvent(place, id), { body })

  return {
    async places(channels) {
      if (guildId !== undefined) return { places: [guildId], complete: true }
      const found = new Set<string | undefined>()
      for (const channel of channels) found.add(await findServer(channel))
      const complete = !found.delete(HIDDEN)
      return { places: [...found].filter(server => server !== undefined), complete }
    },

    async list(place) {
      const all = (await rest
        .get(Routes.guildScheduledEvents(place))
        .catch(rethrow)) as APIGuildScheduledEvent[]
      return all.filter(e => e.creator_id === account && isOpen(e)).map(toListedEvent)
    },

    async create(place, event) {
      const body = {
        ...renderEvent(event),
        privacy_level: Privacy.GuildOnly,
        entity_type: EntityType.External,
        scheduled_start_time: event.starts.toString(),
      }
      const made = await rest.post(Routes.guildScheduledEvents(place), { body }).catch(rethrow)
      return (made as APIGuildScheduledEvent).id
    },

    async change(place, reference, event) {
      const isAhead = Temporal.Instant.compare(event.starts, clock.now()) > 0
      // Discord refuses a start in the past, even the event's own.
      const body = {
        ...renderEvent(event),
        ...(isAhead && { scheduled_start_time: event.starts.toString() }),
      }
      await patch(place, reference, body).catch(error => {
        // It ended after it was listed. The next run lists again, and makes a new one.
        if (isCode(error, ...GONE)) throw new DeliveryFault('later', 'The event has ended.')
        throw toEventFault(error)
      })
    },

    // Cancelled rather than deleted: Discord shows that to people who follow the link to it.
    async cancel(place, reference) {
      await patch(place, reference, { status: Status.Canceled }).catch(unlessGone)
    },

    async remove(place, reference) {
      await rest.delete(Routes.guildScheduledEvent(place, reference)).catch(unlessGone)
    },
  }
}

const isOpen = ({ status }: APIGuildScheduledEvent) => status === Status.Scheduled || status === Status.Active

const toListedEvent = ({ id, name, status }: APIGuildScheduledEvent): ListedEvent => ({
  reference: id,
  key: /\(([^()]+)\)$/.exec(name)?.[1] ?? '',
  begun: status === Status.Active,
})

/** Somebody deleted it, or it is cancelled or completed, which is final on Discord. */
const GONE = [Code.UnknownGuildScheduledEvent, Code.CannotUpdateAFinishedEvent]

/** The event as people see it. Its name always ends with the key, however it has to be shortened. */
function renderEvent({ key, title, ends, where, lines }: ServerEvent) {
  const { name, description, location } = LIMITS.event
  const end = ` (${key})`
  const all = lines.flatMap((line, i) => [...(i > 0 ? [raw('\n')] : []), ...pieces(line)])
  const { markup } = shorten(all, { chars: description, bytes: 4 * description })
  return {
    name: `${cut(oneLine(title), name - end.length)}${end}`,
    ...(isVisible(markup) && { description: markup }),
    entity_metadata: { location: cut(oneLine(where), location) },
    scheduled_end_time: ends.toString(),
  }
}

/** Faults that concern every event of the server, and that somebody there can correct. */
const CORRECTABLE: Record<number, string> = {
  [Code.MissingPermissions]:
    'The bot may not create events on the server. Give its role "Create Events" in the server’s settings.',
  [Code.MissingAccess]: 'The bot has no access to the server. Invite it again.',
  [Code.UnknownGuild]: 'The bot is not on the server. Invite it again.',
  [Code.MaximumNumberOfUncompletedGuildScheduledEventsReached]:
    'The server has 100 coming events, and Discord allows no more.',
}

function toEventFault(error: unknown): DeliveryFault {
  const correctable = Object.entries(CORRECTABLE).find(([code]) => isCode(error, Number(code)))
  return correctable ? new DeliveryFault('later', correctable[1], RETRY_DELAY_MS) : toDeliveryFault(error)
}

const rethrow = (error: unknown): never => {
  throw toEventFault(error)
}

/** An event that is gone or over needs no change. */
function unlessGone(error: unknown): void {
  if (!isCode(error, ...GONE)) throw toEventFault(error)
}
