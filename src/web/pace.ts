/**
 * How often one reader may ask for pages and data: a burst, then a pace. A session or a token that is good counts by
 * itself; all other requests count with their address, so that a guess at secrets costs no query after the burst. Kept in
 * memory, bounded, by the machine's clock whatever the time of a trial is.
 */
import { createHash } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { createBuckets } from '../core/desk/buckets.ts'

/** So many requests at once: somebody opens a dozen links in tabs, a program begins to read a register. */
const BURST = 60
/** Then one in so many milliseconds: four a second, far more than anybody reads. */
const PACE_MS = 250
/** Readers that are remembered. */
const MOST_READERS = 10_000

export interface Pace {
  /** Counts a request. Returns the whole seconds to wait first; 0: it is answered. */
  count(c: Context, secret: string | undefined): number
  /** The secret was found good: its requests count by themselves from now on. */
  know(secret: string): void
  /** It is good no more, or never was. */
  forget(secret: string): void
}

export interface PaceLimits {
  burst?: number
  paceMs?: number
  most?: number
  /** In ms, from any beginning. */
  now?: () => number
}

export function createPace({
  burst = BURST,
  paceMs = PACE_MS,
  most = MOST_READERS,
  now = () => performance.now(),
}: PaceLimits = {}): Pace {
  const buckets = createBuckets({ burst, paceMs, most })
  const known = new Set<string>()
  return {
    count(c, secret) {
      const own = secret === undefined ? undefined : digestOf(secret)
      const key = own !== undefined && known.has(own) ? own : addressOf(c)
      return Math.ceil(buckets.take(key, now()) / 1000)
    },
    know(secret) {
      const own = digestOf(secret)
      // Moved to the end, so that the first one is the one that was quiet longest.
      known.delete(own)
      known.add(own)
      if (known.size > most) known.delete(known.keys().next().value!)
    },
    forget(secret) {
      known.delete(digestOf(secret))
    },
  }
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Networks in which a proxy of ours may stand; on the open Internet anybody can write the header. */
const OWN_NETWORKS = new BlockList()
OWN_NETWORKS.addSubnet('127.0.0.0', 8)
OWN_NETWORKS.addSubnet('10.0.0.0', 8)
OWN_NETWORKS.addSubnet('172.16.0.0', 12)
OWN_NETWORKS.addSubnet('192.168.0.0', 16)
OWN_NETWORKS.addAddress('::1', 'ipv6')
OWN_NETWORKS.addSubnet('fc00::', 7, 'ipv6')

/** The address that asks; behind a proxy, the one that the proxy added last to `X-Forwarded-For`. */
function addressOf(c: Context): string {
  const { incoming } = c.env as HttpBindings
  const peer = plainAddress(incoming.socket.remoteAddress ?? '')
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  const isOurs = peer !== '' && OWN_NETWORKS.check(peer, isIPv6(peer) ? 'ipv6' : 'ipv4')
  return networkOf(isOurs && forwarded ? plainAddress(forwarded) : peer)
}

const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '').slice(0, 45)

/** One subscriber has a whole network of IPv6 (a /64). */
const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::')
  const parts = head.split(':').filter(Boolean)
  if (tail !== undefined) {
    const behind = tail.split(':').filter(Boolean)
    while (parts.length + behind.length < 8) parts.push('0')
    parts.push(...behind)
  }
  return parts
    .slice(0, 4)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':')
}

/** The sentence for somebody who has to wait. */
export const waitWords = (seconds: number): string =>
  `That is more than one reader asks for: please wait ${seconds} s and ask again.`
