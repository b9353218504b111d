/**
 * How often one reader may ask for pages and data: a burst, then a pace. A session or a token that is good counts by
 * itself; all other requests count with their address, so that a guess at secrets costs no query after the burst. Kept in
 * memory, bounded, by the machine's clock whatever the time of a trial is.
 */
import { createHash } from 'node:crypto'
import { BlockList, isIP, isIPv6 } from 'node:net'
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
  /** Proxies whose word on an address counts: "127.0.0.1", "172.18.0.0/16". */
  proxies?: readonly string[]
  /** In ms, from any beginning. */
  now?: () => number
}

export function createPace({
  burst = BURST,
  paceMs = PACE_MS,
  most = MOST_READERS,
  proxies = [],
  now = () => performance.now(),
}: PaceLimits = {}): Pace {
  const buckets = createBuckets({ burst, paceMs, most })
  const known = new Set<string>()
  const isProxy = toProxies(proxies)
  return {
    count(c, secret) {
      const own = secret === undefined ? undefined : digestOf(secret)
      const key = own !== undefined && known.has(own) ? own : addressOf(c, isProxy)
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

/** Addresses of proxies; whatever is written like an address in `X-Forwarded-For` counts only if one of them says so. */
function toProxies(listed: readonly string[]): (address: string) => boolean {
  const proxies = new BlockList()
  for (const network of listed) {
    const [address = '', bits] = network.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) proxies.addAddress(address, family)
    else proxies.addSubnet(address, Number(bits), family)
  }
  return address => isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/**
 * The address that asks. Every proxy adds the address that it sees at the end of `X-Forwarded-For`, so the last entry that
 * is no proxy of ours is the one; entries before it are anybody's. An entry that is no address says nothing.
 */
function addressOf(c: Context, isProxy: (address: string) => boolean): string {
  const { incoming } = c.env as HttpBindings
  const forwarded = c.req.header('x-forwarded-for')?.split(',') ?? []
  let address = plainAddress(incoming.socket.remoteAddress ?? '')
  while (isProxy(address)) {
    const before = plainAddress(forwarded.pop()?.trim() ?? '')
    if (isIP(before) === 0) break
    address = before
  }
  return networkOf(address)
}

/** Without the port and the brackets that some proxies write, and IPv4 as such. */
const plainAddress = (address: string): string =>
  address
    .slice(0, 60)
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:(?=\d+\.)/i, '')

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
