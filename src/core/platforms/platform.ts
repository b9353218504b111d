/** A chat platform, and somebody on it. */
export type Platform = 'slack' | 'discord' | 'terminal'

/** Who gives a command, as the platform knows them. */
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
}
