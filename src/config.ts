/** The environment, read once. Nothing else reads it. All faults are told together, each naming its variable. */
import { z } from 'zod'
import { atGeneva } from './core/time/geneva.ts'

export interface Config {
  /** A PostgreSQL to use; without one, the embedded server in `dataDir`. */
  databaseUrl: string | undefined
  dataDir: string
  /** The data folder was named: a trial with a simulated clock is kept there, not in a database for the while. */
  dataDirNamed: boolean
  admins: ReadonlySet<string>
  /** Where a simulated clock starts. */
  simulatedFrom: Temporal.Instant | undefined
  slack: SlackConfig | undefined
  discord: DiscordConfig | undefined
  /** The port of the web server; undefined: no web server. */
  port: number | undefined
  /** The address that it listens on. */
  host: string
  /** Where the operator's figures are served; the same as `port` where nobody outside reaches that. */
  metricsPort: number | undefined
  /** The address under which that server is reached from outside, without a slash at its end. */
  publicUrl: string | undefined
  logLevel: string
}

export interface SlackConfig {
  botToken: string
  apiUrl: string | undefined
  connection: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string }
}

export interface DiscordConfig {
  token: string
  apiUrl: string | undefined
  guildId: string | undefined
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const url = (protocols: RegExp, hint: string) => z.url({ protocol: protocols, error: hint })

/** What the addresses of calendars begin with: nothing may stand behind its path. */
const publicAddress = z
  .string()
  .refine(text => {
    const url = URL.parse(text)
    return url !== null && /^https?:$/.test(url.protocol) && url.href === url.origin + url.pathname
  }, 'wants an address like https://intersg.example.org, without a user, ? or #')
  .transform(text => text.replace(/\/+$/, ''))

const port = z.coerce
  .number('wants a number')
  .int()
  .min(1, 'wants a port from 1 to 65535')
  .max(65535, 'wants a port from 1 to 65535')

const Environment = z.object({
  DATABASE_URL: url(
    /^postgres(ql)?$/,
    'is not the address of a PostgreSQL, like postgres://user:password@host:5432/intersg',
  ).optional(),
  INTERSG_DATA_DIR: z.string().optional(),
  INTERSG_ADMINS: z
    .string()
    .transform(text => text.split(/\s*,\s*/).filter(part => part !== ''))
    .refine(
      all => all.every(a => /^(slack:[UW][A-Z0-9]+|discord:\d{17,20})$/.test(a)),
      'wants accounts like slack:U024BE7LH,discord:80351110224678912',
    )
    .optional(),
  INTERSG_CLOCK: z
    .string()
    .refine(text => readClock(text) !== undefined, 'wants a date and time in Geneva, like 2026-02-01T09:00')
    .optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'wants a bot token, which begins with xoxb-').optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'wants an app-level token, which begins with xapp-')
    .optional(),
  SLACK_SIGNING_SECRET: z.string().optional(),
  PORT: port.optional(),
  INTERSG_HOST: z
    .union(
      [z.ipv4(), z.ipv6(), z.literal('localhost')],
      'wants an address of this machine, like 127.0.0.1 or 0.0.0.0',
    )
    .optional(),
  INTERSG_METRICS_PORT: port.optional(),
  INTERSG_URL: publicAddress.optional(),
  SLACK_API_URL: url(/^https?$/, 'is not an address').optional(),
  DISCORD_TOKEN: z.string().optional(),
  DISCORD_API_URL: url(/^https?$/, 'is not an address').optional(),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'wants the id of a server, 17 to 20 digits')
    .optional(),
  LOG_LEVEL: z.enum(LEVELS, `wants one of ${LEVELS.join(', ')}`).optional(),
})

type Env = z.infer<typeof Environment>

/** The names of all variables. */
export const VARIABLES: readonly string[] = Object.keys(Environment.shape)

/** The configuration, or every fault of the environment, a sentence each. Values never stand in the sentences. */
export function readConfig(
  variables: Record<string, string | undefined>,
): { config: Config } | { faults: string[] } {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = Environment.safeParse(given)
  // Rules about several variables look at which are given, so that they are told along with the others.
  const faults = [
    ...(read.success ? [] : read.error.issues.map(i => `${String(i.path[0])} ${i.message}.`)),
    ...combinations(given),
  ]
  if (!read.success || faults.length > 0) return { faults }
  return { config: toConfig(read.data) }
}

function combinations(given: Record<string, unknown>): string[] {
  const has = (name: string) => given[name] !== undefined
  const faults: string[] = []
  const slack = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'].filter(has)
  if (slack.length > 0) {
    if (!has('SLACK_BOT_TOKEN'))
      faults.push(
        `SLACK_BOT_TOKEN is missing, and ${slack.join(' and ')} ${slack.length > 1 ? 'are' : 'is'} set.`,
      )
    if (!has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET'))
      faults.push(
        'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET with PORT (HTTP) is missing, and SLACK_BOT_TOKEN is set.',
      )
    if (has('SLACK_APP_TOKEN') && has('SLACK_SIGNING_SECRET'))
      faults.push('SLACK_APP_TOKEN (Socket Mode) and SLACK_SIGNING_SECRET (HTTP) are both set; choose one.')
    if (has('SLACK_SIGNING_SECRET') && !has('PORT'))
      faults.push('PORT is missing, and SLACK_SIGNING_SECRET is set.')
  } else if (has('SLACK_API_URL')) faults.push('SLACK_BOT_TOKEN is missing, and SLACK_API_URL is set.')
  for (const name of ['DISCORD_API_URL', 'DISCORD_GUILD_ID'])
    if (has(name) && !has('DISCORD_TOKEN')) faults.push(`DISCORD_TOKEN is missing, and ${name} is set.`)
  if (has('INTERSG_URL') && !has('PORT')) faults.push('PORT is missing, and INTERSG_URL is set.')
  if (has('INTERSG_CLOCK') && (slack.length > 0 || has('DISCORD_TOKEN')))
    faults.push(
      'INTERSG_CLOCK is for trials at the terminal; unset it, or the SLACK_ and DISCORD_ variables.',
    )
  return faults
}

function toConfig(env: Env): Config {
  return {
    databaseUrl: env.DATABASE_URL,
    dataDir: env.INTERSG_DATA_DIR ?? '.intersg',
    dataDirNamed: env.INTERSG_DATA_DIR !== undefined,
    admins: new Set(env.INTERSG_ADMINS ?? []),
    simulatedFrom: env.INTERSG_CLOCK === undefined ? undefined : readClock(env.INTERSG_CLOCK),
    slack: env.SLACK_BOT_TOKEN === undefined ? undefined : toSlackConfig(env, env.SLACK_BOT_TOKEN),
    discord:
      env.DISCORD_TOKEN === undefined
        ? undefined
        : { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL, guildId: env.DISCORD_GUILD_ID },
    port: env.PORT,
    // Reachable from this machine alone unless the operator says otherwise: a proxy with HTTPS stands in front.
    host: env.INTERSG_HOST ?? '127.0.0.1',
    metricsPort: env.INTERSG_METRICS_PORT,
    publicUrl: env.INTERSG_URL,
    // With a platform connected the log is the operator's window; in a trial it would stand between the answers.
    logLevel: env.LOG_LEVEL ?? (env.SLACK_BOT_TOKEN || env.DISCORD_TOKEN ? 'info' : 'warn'),
  }
}

const toSlackConfig = (env: Env, botToken: string): SlackConfig => ({
  botToken,
  apiUrl: env.SLACK_API_URL,
  connection: env.SLACK_APP_TOKEN
    ? { kind: 'socket', appToken: env.SLACK_APP_TOKEN }
    : { kind: 'http', signingSecret: env.SLACK_SIGNING_SECRET! },
})

/** What of it nobody may read. */
export function findSecrets({ slack, discord, databaseUrl = '' }: Config): string[] {
  const url = URL.parse(databaseUrl)
  const secrets = [url?.password, url?.searchParams.get('password'), slack?.botToken, discord?.token]
  if (slack?.connection.kind === 'socket') secrets.push(slack.connection.appToken)
  if (slack?.connection.kind === 'http') secrets.push(slack.connection.signingSecret)
  return secrets.filter(secret => typeof secret === 'string' && secret !== '') as string[]
}

/** "2026-02-01T09:00", or a date alone (its first instant), on Geneva's clocks. */
export function readClock(text: string): Temporal.Instant | undefined {
  try {
    const wanted = Temporal.PlainDateTime.from(text)
    return atGeneva(wanted.toPlainDate(), wanted.toPlainTime())
  } catch {
    return undefined
  }
}
