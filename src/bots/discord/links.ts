/** The addresses of our own messages. */
import { type APIChannel, type REST, Routes } from 'discord.js'

export interface LinkOptions {
  rest: REST
  /** The one server; undefined: each channel's own is asked for, once. */
  guildId: string | undefined
}

/** Returns the address of a message by its reference ("channel:id"); undefined where Discord doesn't say the server now. */
export function createLinks({
  rest,
  guildId,
}: LinkOptions): (reference: string) => Promise<string | undefined> {
  const servers = new Map<string, string>()

  async function serverOf(channel: string): Promise<string | undefined> {
    const known = guildId ?? servers.get(channel)
    if (known !== undefined) return known
    const found = await rest.get(Routes.channel(channel)).then(
      answer => (answer as APIChannel & { guild_id?: string }).guild_id,
      () => undefined,
    )
    if (found !== undefined) servers.set(channel, found)
    return found
  }

  return async reference => {
    const [channel = '', message = ''] = reference.split(':')
    const server = await serverOf(channel)
    return server && `https://discord.com/channels/${server}/${channel}/${message}`
  }
}
