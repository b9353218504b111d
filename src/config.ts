/** The environment, read once. Nothing else reads it. All faults are reported together, each naming its variable. */
import { existsSync } from 'node:fs'
import { z } from 'zod'
import type { ConfiguredPlatform } from './bots/manifest.ts'
import { PLATFORMS } from './bots/platforms.ts'
import { atGeneva } from './core/time/geneva.ts'

export interface Config {
  /** A PostgreSQL to use; without one, the embedded server in `dataDir`. */
  databaseUrl: string | undefined
  dataDir: string
  /** Whether the data folder was named: then a trial with a simulated clock is kept there, not in a temporary database. */
  dataDirNamed: boolean
  admins: ReadonlySet<string>
  /** The instant at which a simulated clock starts. */
  simulatedFrom: Temporal.Instant | undefined
  /** The platforms to connect, beside the terminal. */
  platforms: readonly ConfiguredPlatform[]
  /** The port of the web server; undefined: no web server. */
  port: number | undefined
  /** The address that it listens on. */
  host: string
  /** The port of the operator's metrics; may equal `port` where that can't be reached from outside. */
  metricsPort: number | undefined
  /** The proxies in front of the web server, as addresses and networks: "172.18.0.0/16". */
  proxies: readonly string[]
  /** The public address of the web server, without a slash at its end; at the terminal alone, its address here. */
  publicUrl: string | undefined
  /** A .docx or .dotx of TSB's own, whose styles drafts take. */
  template: string | undefined
  logLevel: string
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const ACCOUNT_EXAMPLES = PLATFORMS.flatMap(p => (p.account ? [`${p.name}:${p.account.example}`] : []))

/** "slack:U024BE7LH": an account of one of the platforms. */
const isAccount = (text: string): boolean =>
  PLATFORMS.some(
    p => p.account && text.startsWith(`${p.name}:`) && p.account.pattern.test(text.slice(p.name.length + 1)),
  )

/** The beginning of every calendar's address, so it must end with its path. */
const publicAddress = z
  .string()
  .refine(text => {
    const url = URL.parse(text)
    return /^https?:\/\/[^/\\]/i.test(text) && url !== null && url.href === url.origin + url.pathname
  }, 'wants an address like https://intersg.example.org, without a user, ? or #')
  .transform(text => URL.parse(text)!.href.replace(/\/+$/, ''))

/** "10.0.0.7", or a network: "172.18.0.0/16"; never the one of all addresses, for then everybody would be believed. */
const isNetwork = (text: string): boolean =>
  !text.endsWith('/0') && z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(text).success

const list = z.string().transform(text => text.split(/\s*,\s*/).filter(part => part !== ''))

const port = z
  .string()
  .refine(text => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535, {
    error: 'wants a port from 1 to 65535',
  })
  .transform(Number)

/** The variables of the program itself; those of the platforms are in their manifests. */
const Environment = z.object({
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error:
        'is not the address of a PostgreSQL server, like postgres://host:5432/intersg with user and password before the host',
      abort: true,
    })
    .refine(
      text => !URL.parse(text)?.host.includes(','),
      'names several hosts; give one that leads to the primary',
    )
    .optional(),
  INTERSG_DATA_DIR: z.string().optional(),
  INTERSG_ADMINS: list
    .refine(all => all.every(isAccount), `wants accounts like ${ACCOUNT_EXAMPLES.join(',')}`)
    .optional(),
  INTERSG_CLOCK: z
    .string()
    .refine(text => readClock(text) !== undefined, 'wants a date and time in Geneva, like 2026-02-01T09:00')
    .optional(),
  PORT: port.optional(),
  INTERSG_HOST: z
    .union(
      [z.ipv4(), z.ipv6(), z.literal('localhost')],
      'wants an address of this machine, like 127.0.0.1 or 0.0.0.0',
    )
    .optional(),
  INTERSG_METRICS_PORT: port.optional(),
  INTERSG_PROXY: list
    .refine(
      all => all.every(isNetwork),
      'wants addresses or networks, like 127.0.0.1 or 172.18.0.0/16, with commas between them',
    )
    .optional(),
  INTERSG_URL: publicAddress.optional(),
  INTERSG_TEMPLATE: z
    .string()
    .regex(/\.do[ct]x$/i, { error: 'wants the path of a .docx or .dotx', abort: true })
    .refine(path => existsSync(path), 'names a file that does not exist')
    .optional(),
  LOG_LEVEL: z.enum(LEVELS, `wants one of ${LEVELS.join(', ')}`).optional(),
})

type Env = z.infer<typeof Environment>

/** The names of all variables. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(Environment.shape),
  ...PLATFORMS.flatMap(p => Object.keys(p.variables)),
]

/** The configuration, or every fault of the environment, a sentence each. The sentences never contain values. */
export function readConfig(
  variables: Record<string, string | undefined>,
): { config: Config } | { faults: string[] } {
  const given: Record<string, string> = {}
  const miswritten: string[] = []
  for (const [name, value] of Object.entries(variables)) {
    if (!value) continue
    const fault = VARIABLES.includes(name) ? findMiswritten(value) : undefined
    if (fault === undefined) given[name] = value
    else miswritten.push(`${name} ${fault}.`)
  }
  const isGiven = (name: string) => Boolean(variables[name])
  const own = Environment.safeParse(given)
  const platforms = PLATFORMS.map(p => p.configure(given))
  const errors = [own.error, ...platforms].filter(read => read instanceof z.ZodError)
  const faults = [
    ...miswritten,
    ...errors.flatMap(error => error.issues.map(i => `${String(i.path[0])} ${i.message}.`)),
    // Rules about several variables look at which are given, so that they are reported along with the others.
    ...PLATFORMS.flatMap(p => p.findFaults(isGiven)),
    ...findFaults(isGiven),
  ]
  if (!own.success || faults.length > 0) return { faults }
  const configured = platforms.flatMap(read => (read instanceof z.ZodError ? [] : (read.configured ?? [])))
  return { config: toConfig(own.data, configured) }
}

/** Faults from copying a value, or from a file of settings that keeps quotation marks. They can be in every variable. */
function findMiswritten(value: string): string | undefined {
  if (value.trim() === '') return 'has nothing but spaces; give it a value, or leave it out'
  if (/^\s|\s$/.test(value)) return 'has a space or a line break around its value; leave it out'
  if (/^["'“”‘’`]|["'“”‘’`]$/.test(value)) return 'has quotation marks around its value; leave them out'
  return /\p{Cc}|\p{Cf}/u.test(value) ? 'has an invisible character in its value; leave it out' : undefined
}

function findFaults(isGiven: (name: string) => boolean): string[] {
  const faults: string[] = []
  for (const name of ['INTERSG_URL', 'INTERSG_PROXY'])
    if (isGiven(name) && !isGiven('PORT')) faults.push(`${name} needs PORT, which is missing.`)
  const ofPlatforms = PLATFORMS.flatMap(p => Object.keys(p.variables)).filter(isGiven)
  if (isGiven('INTERSG_CLOCK') && ofPlatforms.length > 0)
    faults.push(`INTERSG_CLOCK is for trials at the terminal; unset it, or ${ofPlatforms.join(', ')}.`)
  return faults
}

function toConfig(env: Env, platforms: readonly ConfiguredPlatform[]): Config {
  // Reachable from this machine alone unless the operator says otherwise: a proxy with HTTPS stands in front.
  const host = env.INTERSG_HOST ?? '127.0.0.1'
  // The person at the terminal can open an address of this machine; people on a platform could not.
  const isTerminal = platforms.length === 0
  return {
    databaseUrl: env.DATABASE_URL,
    dataDir: env.INTERSG_DATA_DIR ?? '.intersg',
    dataDirNamed: env.INTERSG_DATA_DIR !== undefined,
    admins: new Set(env.INTERSG_ADMINS ?? []),
    simulatedFrom: env.INTERSG_CLOCK === undefined ? undefined : readClock(env.INTERSG_CLOCK),
    platforms,
    port: env.PORT,
    host,
    metricsPort: env.INTERSG_METRICS_PORT,
    proxies: env.INTERSG_PROXY ?? [],
    publicUrl: env.INTERSG_URL ?? (isTerminal && env.PORT ? localUrl(host, env.PORT) : undefined),
    template: env.INTERSG_TEMPLATE,
    // With a platform connected the log is for the operator; in a trial it would stand between the answers.
    logLevel: env.LOG_LEVEL ?? (platforms.length > 0 ? 'info' : 'warn'),
  }
}

/** An address that this machine can open; one that stands for all of its addresses can't be opened itself. */
function localUrl(host: string, port: number): string {
  const named = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host
  return `http://${named.includes(':') ? `[${named}]` : named}:${port}`
}

/** Values of the configuration that must never be shown. */
export function findSecrets({ platforms, databaseUrl = '' }: Config): string[] {
  const url = URL.parse(databaseUrl)
  const passwords = [url?.password, url?.searchParams.get('password')]
  return [...passwords, ...platforms.flatMap(p => p.secrets)].filter(
    secret => typeof secret === 'string' && secret !== '',
  ) as string[]
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
