import type { PlatformFacts } from '../../core/platforms/platform.ts'

/** The terminal as the core knows it: roles are played there, so there are no accounts to register. */
export const TERMINAL: PlatformFacts = {
  name: 'terminal',
  title: 'the terminal',
  commandPrefix: '/sg ',
  account: undefined,
  // Geneva's time is shown to whoever plays a role.
  tellsZone: true,
  isLasting: false,
  lock: 3,
}
