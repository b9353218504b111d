/**
 * What a message is found again by. Components carry an `id`, a 32-bit number that Discord keeps and returns
 * and nobody sees; two of them hold 60 bits of a hash of the key. (The nonce is not in a channel's history.
 * A footer or small print would be seen; a button's custom id wants a button.)
 */
import { createHash } from 'node:crypto'
import { type APIMessage, ComponentType } from 'discord.js'
import { LIMITS } from './limits.ts'

export interface Marker {
  /** Of the message's first component: its container, or its first row of buttons. */
  outer: number
  /** Of the first component in that. */
  inner: number
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The marker of a key. Both numbers are positive (0 means "none") and differ, as ids in a message must. */
export function toMarker(key: string): Marker {
  const digest = hash(key)
  const number = (at: number) => (digest.readUInt32BE(at) & 0x7fff_ffff) | 0x4000_0000
  const [outer, inner] = [number(0), number(4)]
  return { outer, inner: inner === outer ? inner ^ 1 : inner }
}

export function isMarked(message: Pick<APIMessage, 'components'>, marker: Marker): boolean {
  const [outer] = message.components ?? []
  if (outer?.type !== ComponentType.Container && outer?.type !== ComponentType.ActionRow) return false
  return outer.id === marker.outer && outer.components[0]?.id === marker.inner
}

/** Discord gives the first message back, rather than post a second, when a nonce comes again within minutes. */
export const toNonce = (...parts: string[]): string =>
  hash(JSON.stringify(parts)).toString('base64url').slice(0, LIMITS.message.nonce)
