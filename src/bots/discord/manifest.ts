import { z } from 'zod'
import { apiUrlVariable, definePlatform, secretVariable } from '../manifest.ts'

export interface DiscordSettings {
  token: string
  apiUrl: string | undefined
  /** The one server that the bot serves; undefined: every server it was added to. */
  guildId: string | undefined
}

export const DISCORD = definePlatform({
  name: 'discord',
  title: 'Discord',
  commandPrefix: '/',
  account: { pattern: /^\d{17,20}$/, example: '80351110224678912' },
  channelRemedies: {
    membership: 'give its role "View Channel" there',
    reading: 'give its role "Read Message History" there',
    writing: 'give its role "Send Messages" there',
    threads: 'give its role "Create Public Threads" and "Send Messages in Threads" there',
  },
  tellsZone: false,
  isMembersOnly: false,
  isLasting: true,
  lock: 2,

  variables: {
    DISCORD_TOKEN: secretVariable().optional(),
    DISCORD_API_URL: apiUrlVariable().optional(),
    DISCORD_GUILD_ID: z
      .string()
      .regex(/^\d{17,20}$/, 'wants the id of a server, 17 to 20 digits')
      .optional(),
  },

  findFaults: isGiven =>
    ['DISCORD_API_URL', 'DISCORD_GUILD_ID']
      .filter(name => isGiven(name) && !isGiven('DISCORD_TOKEN'))
      .map(name => `DISCORD_TOKEN is missing, and ${name} is set.`),

  readSettings: (env): DiscordSettings | undefined =>
    env.DISCORD_TOKEN === undefined
      ? undefined
      : { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL, guildId: env.DISCORD_GUILD_ID },

  findSecrets: ({ token }) => [token],

  async createBot({ token, apiUrl, guildId }, { log, clock }) {
    const { createDiscordBot } = await import('./discord.ts')
    return createDiscordBot({ token, ...(apiUrl && { apiUrl }), ...(guildId && { guildId }), log, clock })
  },
})
