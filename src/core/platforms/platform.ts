/** A chat platform, and somebody on it. */

/** The name of a platform, as its manifest says it: "slack", "discord", "terminal". */
export type Platform = string

/** The rights that the bot needs in a channel that is to be a group's, and may lack. */
export const CHANNEL_NEEDS = ['membership', 'reading', 'writing', 'threads', 'files'] as const
export type ChannelNeed = (typeof CHANNEL_NEEDS)[number]

/** The properties of a platform that the core needs. Declared by the platform's own manifest, below src/bots. */
export interface PlatformFacts {
  readonly name: Platform
  /** How people call it: "Slack". */
  readonly title: string
  /** Precedes the path of a command: "/sg ", "/". */
  readonly commandPrefix: string
  /** The form of an account's id, and an example; undefined where roles are played instead. */
  readonly account: { readonly pattern: RegExp; readonly example: string } | undefined
  /** For each thing that the bot may lack in a channel, how people of the platform give it. Undefined: it has no channels. */
  readonly channelRemedies: Partial<Record<ChannelNeed, string>> | undefined
  /**
   * Whether only members of what the bot serves can write to it directly. On Discord anybody may who shares any server
   * with it.
   */
  readonly isMembersOnly: boolean
  /** Whether the platform tells the time zone of its users. */
  readonly tellsZone: boolean
  /** Whether it stays connected while no person is present: a terminal exists only while somebody sits at it. */
  readonly isLasting: boolean
  /** Its number among the advisory locks of leader election. Never reused. */
  readonly lock: number
}

/** The facts of the platform on which somebody acts; undefined for one that the program doesn't have. */
export const findFacts = (
  platforms: readonly PlatformFacts[],
  { platform }: { platform: Platform },
): PlatformFacts | undefined => platforms.find(p => p.name === platform)

/** How people call a platform, "Slack"; its plain name where the program doesn't have it any more. */
export const titleOf = (platforms: readonly PlatformFacts[], platform: Platform): string =>
  findFacts(platforms, { platform })?.title ?? platform

/** Whether roles are played there: it has no accounts, and somebody who sits at it may act in any role. */
export const isPlayed = (facts: PlatformFacts | undefined): boolean =>
  facts !== undefined && facts.account === undefined

/** The account that gave a command, as the platform knows it. */
export interface Caller {
  platform: Platform
  /** The platform's own id of the account: "U024BE7LH", "80351110224678912". */
  account: string
  /** The name the platform shows, for somebody the registers don't know yet. */
  name?: string
  /** IANA zone, where the platform tells it. */
  zone?: string
  /** The platform's id of the channel in which the command was given. */
  channel?: string
  /** The kind of place that the channel is, as far as the platform says. */
  place?: 'channel' | 'thread' | 'direct'
  /** The rights that the bot lacks in that channel; undefined when the platform was not asked. */
  lacks?: readonly ChannelNeed[]
}
