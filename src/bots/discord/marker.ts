/**
 * The mark by which a message is found again. Components have an `id`, an invisible 32-bit number that Discord stores and
 * returns; two of them hold 60 bits of a hash of the key. Rejected: the nonce, which a channel's history lacks; a footer or
 * small print, which people would see; a button's custom id, since not every message has a button.
 */
import { createHash } from 'node:crypto'
import { type APIMessage, ComponentType } from 'discord.js'
import { LIMITS } from './limits.ts'

export interface Marker {
  /** The id of the message's first component: its container, or its first row of buttons. */
  outer: number
  /** The id of the first component in that. */
  inner: number
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The marker for a key. Both numbers are positive (0 means "none") and differ, as ids in a message must. */
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

/** Discord returns the first message, and posts no second one, when a nonce is repeated within minutes. */
export const toNonce = (...parts: string[]): string =>
  hash(JSON.stringify(parts)).toString('base64url').slice(0, LIMITS.message.nonce)
