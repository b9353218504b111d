/** The scheduled events of servers. Each request is made once; Discord knows no key that keeps it from making two. */
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
import { isCode, toFault } from './faults.ts'
import { cut, LIMITS } from './limits.ts'
import { isVisible, oneLine, pieces, raw, shorten } from './markup.ts'

export interface EventOptions {
  rest: REST
  /** The bot's own account: only what it made is its own. */
  account: string
  /** The one server; without it, every server in which a group has its channel. */
  guildId: string | undefined
  clock: Clock
}

/** What an administrator of the server can mend is tried again after this long (ms). */
const HOUR = 3_600_000

export function createEvents({ rest, account, guildId, clock }: EventOptions): ServerEvents {
  /** The server of each channel; undefined where the bot was not let in when it asked last. */
  const servers = new Map<string, { server: string | undefined; askedAt: number }>()

  async function serverOf(channel: string): Promise<string | undefined> {
    const now = clock.now().epochMilliseconds
    const known = servers.get(channel)
    if (known?.server !== undefined || (known && now - known.askedAt < HOUR)) return known.server
    const server = await rest.get(Routes.channel(channel)).then(
      found => (found as APIChannel & { guild_id?: string }).guild_id,
      error => {
        if (isCode(error, Code.UnknownChannel, Code.MissingAccess)) return undefined
        throw eventFault(error)
      },
    )
    servers.set(channel, { server, askedAt: now })
    return server
  }

  const patch = (place: string, id: string, body: object): Promise<unknown> =>
    rest.patch(Routes.guildScheduledEvent(place, id), { body })

  return {
    async places(channels) {
      if (guildId !== undefined) return [guildId]
      const found: (string | undefined)[] = []
      for (const channel of channels) found.push(await serverOf(channel))
      return [...new Set(found.filter(server => server !== undefined))]
    },

    async list(place) {
      const all = (await rest
        .get(Routes.guildScheduledEvents(place))
        .catch(rethrow)) as APIGuildScheduledEvent[]
      return all.filter(e => e.creator_id === account && isOpen(e)).map(standingOf)
    },

    async create(place, event) {
      const body = {
        ...shownOf(event),
        privacy_level: Privacy.GuildOnly,
        entity_type: EntityType.External,
        scheduled_start_time: event.starts.toString(),
      }
      const made = await rest.post(Routes.guildScheduledEvents(place), { body }).catch(rethrow)
      return (made as APIGuildScheduledEvent).id
    },

    async change(place, reference, event) {
      const isAhead = Temporal.Instant.compare(event.starts, clock.now()) > 0
      // Discord takes no start that is past, not even the one that the event has.
      const body = { ...shownOf(event), ...(isAhead && { scheduled_start_time: event.starts.toString() }) }
      await patch(place, reference, body).catch(error => {
        // Over since it was listed: after another look there is one to be made.
        if (isCode(error, ...GONE)) throw new DeliveryFault('later', 'An event was over meanwhile.')
        throw eventFault(error)
      })
    },

    // Cancelled rather than deleted: Discord then tells those who follow the link to it.
    async cancel(place, reference) {
      await patch(place, reference, { status: Status.Canceled }).catch(unlessGone)
    },

    async remove(place, reference) {
      await rest.delete(Routes.guildScheduledEvent(place, reference)).catch(unlessGone)
    },
  }
}

const isOpen = ({ status }: APIGuildScheduledEvent) => status === Status.Scheduled || status === Status.Active

const standingOf = ({ id, name, status }: APIGuildScheduledEvent): ListedEvent => ({
  reference: id,
  key: /\(([^()]+)\)$/.exec(name)?.[1] ?? '',
  begun: status === Status.Active,
})

/** Somebody took it away, or it is cancelled or completed: for good, as Discord has it. */
const GONE = [Code.UnknownGuildScheduledEvent, Code.CannotUpdateAFinishedEvent]

/** What people see of it. The key ends the name, whatever has to be left out of it. */
function shownOf({ key, title, ends, where, lines }: ServerEvent) {
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

/** What holds for every event of the server, and somebody there can mend. */
const MENDED: Record<number, string> = {
  [Code.MissingPermissions]:
    'The bot may not make events on the server. Give its role "Create Events" in the server’s settings.',
  [Code.MissingAccess]: 'The bot has no access to the server. Invite it again.',
  [Code.UnknownGuild]: 'The bot is not on the server. Invite it again.',
  [Code.MaximumNumberOfUncompletedGuildScheduledEventsReached]:
    'The server has 100 events ahead, and Discord takes no more.',
}

function eventFault(error: unknown): DeliveryFault {
  const mended = Object.entries(MENDED).find(([code]) => isCode(error, Number(code)))
  return mended ? new DeliveryFault('later', mended[1], HOUR) : toFault(error)
}

const rethrow = (error: unknown): never => {
  throw eventFault(error)
}

/** An event that is gone, or over, is not held by us any more. */
function unlessGone(error: unknown): void {
  if (!isCode(error, ...GONE)) throw eventFault(error)
}
