/** The platforms of the program, a line each. */
import type { Platform } from '../core/platforms/platform.ts'
import { DISCORD } from './discord/manifest.ts'
import type { PlatformManifest } from './manifest.ts'
import { SLACK } from './slack/manifest.ts'
import { TERMINAL } from './terminal/manifest.ts'

export const PLATFORMS: readonly PlatformManifest[] = [SLACK, DISCORD, TERMINAL]

/** The platform of that name. Throws when the program has none. */
export function findPlatform(name: Platform): PlatformManifest {
  const found = PLATFORMS.find(p => p.name === name)
  if (!found) throw new Error(`there is no platform ${name}`)
  return found
}
