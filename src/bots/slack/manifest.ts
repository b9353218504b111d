import type { PlatformFacts } from '../../core/platforms/platform.ts'

/** Slack as the core knows it. */
export const SLACK: PlatformFacts = {
  name: 'slack',
  title: 'Slack',
  commandPrefix: '/sg ',
  account: { pattern: /^[UW][A-Z0-9]{2,20}$/, example: 'U024BE7LH' },
  // users.info has the zone of each profile.
  tellsZone: true,
  isLasting: true,
  lock: 1,
}
