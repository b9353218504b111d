/** The platforms of the program, a line each. */
import type { Platform, PlatformFacts } from '../core/platforms/platform.ts'
import { DISCORD } from './discord/manifest.ts'
import { SLACK } from './slack/manifest.ts'
import { TERMINAL } from './terminal/manifest.ts'

export const PLATFORMS: readonly PlatformFacts[] = [SLACK, DISCORD, TERMINAL]

/** The facts of a platform that the program knows. Throws for another name. */
export function findPlatform(name: Platform): PlatformFacts {
  const found = PLATFORMS.find(p => p.name === name)
  if (!found) throw new Error(`there is no platform ${name}`)
  return found
}
