import { apiUrlVariable, definePlatform, secretVariable } from '../manifest.ts'

export interface SlackSettings {
  botToken: string
  apiUrl: string | undefined
  connection: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string }
}

const TOKENS = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']

export const SLACK = definePlatform({
  name: 'slack',
  title: 'Slack',
  commandPrefix: '/sg ',
  account: { pattern: /^[UW][A-Z0-9]{2,20}$/, example: 'U024BE7LH' },
  channelRemedies: {
    membership: 'invite it with /invite @intersg',
    reading: 'install the app again from its manifest',
    writing: 'let it post there, in the settings of the channel',
    threads: 'let it post there, in the settings of the channel',
    files: 'install the app again from its manifest',
  },
  // users.info has the zone of each profile.
  tellsZone: true,
  isMembersOnly: true,
  isLasting: true,
  lock: 1,

  variables: {
    SLACK_BOT_TOKEN: secretVariable('xoxb-').optional(),
    SLACK_APP_TOKEN: secretVariable('xapp-').optional(),
    SLACK_SIGNING_SECRET: secretVariable().optional(),
    SLACK_API_URL: apiUrlVariable().optional(),
  },

  findFaults(isGiven) {
    const given = TOKENS.filter(isGiven)
    if (given.length === 0)
      return isGiven('SLACK_API_URL') ? ['SLACK_BOT_TOKEN is missing, and SLACK_API_URL is set.'] : []
    const [hasBot, hasApp, hasSecret] = TOKENS.map(isGiven)
    const faults: string[] = []
    if (!hasBot)
      faults.push(
        `SLACK_BOT_TOKEN is missing, and ${given.join(' and ')} ${given.length > 1 ? 'are' : 'is'} set.`,
      )
    if (!hasApp && !hasSecret)
      faults.push(
        'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET with PORT (HTTP) is missing, and SLACK_BOT_TOKEN is set.',
      )
    if (hasApp && hasSecret)
      faults.push('SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (HTTP) are both set; choose one.')
    if (hasSecret && !isGiven('PORT')) faults.push('SLACK_SIGNING_SECRET needs PORT, which is missing.')
    return faults
  },

  readSettings(env): SlackSettings | undefined {
    const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = env
    if (botToken === undefined || (appToken === undefined && secret === undefined)) return undefined
    return {
      botToken,
      apiUrl: env.SLACK_API_URL,
      connection:
        appToken === undefined ? { kind: 'http', signingSecret: secret! } : { kind: 'socket', appToken },
    }
  },

  findSecrets: ({ botToken, connection }) => [
    botToken,
    connection.kind === 'socket' ? connection.appToken : connection.signingSecret,
  ],

  async createBot({ botToken, apiUrl, connection }, dependencies) {
    const { createSlackBot } = await import('./slack.ts')
    const { kind: _, ...way } = connection
    return createSlackBot({ botToken, apiUrl, ...way, ...dependencies })
  },
})
