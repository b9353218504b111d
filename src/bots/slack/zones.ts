/** The time zones of accounts, as Slack knows them. */
import type { WebClient } from '@slack/web-api'
import type { Clock } from '../../core/clock.ts'

/** How long a zone is kept, and how long Slack isn't asked again after a failure. */
const FRESH = { hours: 6 }
const FAILED = { minutes: 10 }
const MAX_ACCOUNTS = 5000

export interface Zones {
  /** The zone if it is known; asks Slack in the background when it isn't, or is old. */
  find(account: string): string | undefined
}

/** A command never waits for its author's zone, so the first command has none. */
export function createZones(client: WebClient, clock: Clock): Zones {
  const known = new Map<string, { zone: string | undefined; until: Temporal.Instant }>()
  const asked = new Set<string>()

  const keep = (account: string, zone: string | undefined, until: Temporal.Instant) => {
    known.delete(account)
    known.set(account, { zone, until })
    // A Map keeps the order of insertion: the first key is the oldest.
    if (known.size > MAX_ACCOUNTS) known.delete(known.keys().next().value!)
  }

  const ask = async (account: string) => {
    asked.add(account)
    try {
      const zone = (await client.users.info({ user: account })).user?.tz
      keep(account, zone && isKnownZone(zone, clock) ? zone : undefined, clock.now().add(FRESH))
    } catch {
      keep(account, known.get(account)?.zone, clock.now().add(FAILED))
    } finally {
      asked.delete(account)
    }
  }

  return {
    find(account) {
      const entry = known.get(account)
      const isOld = entry === undefined || Temporal.Instant.compare(entry.until, clock.now()) <= 0
      if (isOld && !asked.has(account)) void ask(account)
      return entry?.zone
    },
  }
}

/** Slack's list of zones differs from this machine's. */
function isKnownZone(zone: string, clock: Clock): boolean {
  try {
    clock.now().toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}
