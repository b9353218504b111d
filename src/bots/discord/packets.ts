/** Events of Discord's gateway that discord.js can't read: logged, and the next one is read. */
import type { Client } from 'discord.js'
import type { Log } from '../../core/log.ts'

type HandlePacket = (packet?: unknown, shard?: unknown) => boolean

/**
 * discord.js takes an event apart outside of any `try`: one of another shape than it expects (an interaction without a
 * user, a bit field that is no number) would end the process. It has no public place for that, so the method through
 * which every event goes is wrapped; should it be gone one day, the test says so.
 */
export function guardPackets(client: Client, log: Log): void {
  const manager = client.ws as unknown as { handlePacket: HandlePacket }
  const handle = manager.handlePacket.bind(manager)
  manager.handlePacket = (packet, shard) => {
    try {
      return handle(packet, shard)
    } catch (error) {
      // Its words may repeat what somebody typed: the kind of the error is enough.
      const kind = error instanceof Error ? error.name : typeof error
      log.error({ event: nameOf(packet), error: kind }, 'Discord: an event could not be read')
      return false
    }
  }
}

const nameOf = (packet: unknown): unknown =>
  typeof packet === 'object' && packet !== null && 't' in packet ? packet.t : undefined
