import type { PlatformFacts } from '../../core/platforms/platform.ts'

/** Discord as the core knows it. */
export const DISCORD: PlatformFacts = {
  name: 'discord',
  title: 'Discord',
  commandPrefix: '/',
  account: { pattern: /^\d{17,20}$/, example: '80351110224678912' },
  tellsZone: false,
  isLasting: true,
  lock: 2,
}
