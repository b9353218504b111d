import { definePlatform } from '../manifest.ts'

/** Roles are played at the terminal, so there are no accounts to register. */
export const TERMINAL = definePlatform({
  name: 'terminal',
  title: 'the terminal',
  commandPrefix: '/sg ',
  account: undefined,
  channelRemedies: undefined,
  // Everybody who plays a role is shown Geneva time.
  tellsZone: true,
  isMembersOnly: true,
  isLasting: false,
  lock: 3,

  // Nothing is configured: bootstrap.ts makes its bot where a person, or no other platform, is there.
  variables: {},
  findFaults: () => [],
  readSettings: () => undefined,
  findSecrets: () => [],
  createBot: () => Promise.reject(new Error('the terminal is not configured by the environment')),
})
