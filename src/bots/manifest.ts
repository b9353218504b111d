/** How a platform is declared: facts for the core, settings for the operator, and its bot. */
import type { RequestListener } from 'node:http'
import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Log } from '../core/log.ts'
import type { Platform, PlatformFacts } from '../core/platforms/platform.ts'
import type { Bot } from './bot.ts'

/** Brings the POST requests to `path` to `listener`; the returned function ends that. */
export type Mount = (path: string, listener: RequestListener) => () => void

/** The parts of the program that a bot needs. */
export interface BotDependencies {
  log: Log
  clock: Clock
  /** Adds an address to the program's web server. */
  mount: Mount
}

export interface PlatformManifest extends PlatformFacts {
  /** The environment variables of the platform. */
  readonly variables: z.ZodRawShape
  /** Combinations of variables that don't make sense, a sentence each. `isGiven` knows all variables of the program. */
  findFaults(isGiven: (name: string) => boolean): string[]
  /** Reads the platform's variables: its configuration (undefined where it isn't to be connected), or their faults. */
  configure(given: Record<string, string>): { configured: ConfiguredPlatform | undefined } | z.ZodError
}

/** A platform that the operator has configured. */
export interface ConfiguredPlatform {
  readonly platform: Platform
  readonly settings: unknown
  /** To be kept out of the log. */
  readonly secrets: readonly string[]
  createBot(dependencies: BotDependencies): Promise<Bot>
}

export interface PlatformDefinition<Shape extends z.ZodRawShape, Settings> extends PlatformFacts {
  readonly variables: Shape
  findFaults(isGiven: (name: string) => boolean): string[]
  /** Undefined where the platform isn't to be connected. */
  readSettings(environment: z.infer<z.ZodObject<Shape>>): Settings | undefined
  findSecrets(settings: Settings): string[]
  /** Loads the platform's library, which takes long: only where it is configured. */
  createBot(settings: Settings, dependencies: BotDependencies): Promise<Bot>
}

export function definePlatform<Shape extends z.ZodRawShape, Settings>(
  definition: PlatformDefinition<Shape, Settings>,
): PlatformManifest {
  const { variables, readSettings, findSecrets, createBot, findFaults, ...facts } = definition
  const schema = z.object(variables)
  return {
    ...facts,
    variables,
    findFaults,
    configure(given) {
      const read = schema.safeParse(given)
      if (!read.success) return read.error
      const settings = readSettings(read.data)
      if (settings === undefined) return { configured: undefined }
      return {
        configured: {
          platform: facts.name,
          settings,
          secrets: findSecrets(settings),
          createBot: dependencies => createBot(settings, dependencies),
        },
      }
    },
  }
}

/** A variable that holds a secret: visible characters of ASCII, without spaces that came along when it was copied. */
export const secretVariable = (beginning = ''): z.ZodString =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, {
      error: 'has a character in it that no token has, such as a space',
      abort: true,
    })
    .startsWith(beginning, `wants a token that begins with ${beginning}`)

/** The address of a platform's API, for tests and proxies. */
export const apiUrlVariable = (): z.ZodURL => z.url({ protocol: /^https?$/, error: 'is not an address' })
