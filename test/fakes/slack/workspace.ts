/** The contents of a Slack workspace: channels with their messages, direct messages, people, modals. */

export interface Message {
  ts: string
  channel: string
  text: string
  blocks: unknown[]
  user: string
  bot_id: string
  thread_ts?: string
  metadata?: { event_type: string; event_payload: Record<string, unknown> }
  /** Only this account sees it. */
  ephemeralFor?: string
  deleted?: true
  edits: number
}

export interface Modal {
  id: string
  hash: string
  view: Record<string, unknown>
  account: string
}

export interface Channel {
  id: string
  name: string
  member: boolean
  archived: boolean
  /** Only some may write there, and the bot is not one of them. */
  readOnly?: true
}

/** Somebody's Home tab, as it was published last. */
export interface Home {
  id: string
  hash: string
  view: Record<string, unknown>
}

export const BOT = { user: 'UBOT', bot: 'BBOT', team: 'T1' }

export class Workspace {
  readonly messages: Message[] = []
  readonly channels = new Map<string, Channel>()
  readonly users = new Map<string, { id: string; name: string; tz: string; disabled?: boolean }>()
  readonly modals = new Map<string, Modal>()
  /** Home tabs by account. */
  readonly homes = new Map<string, Home>()
  /** Direct messages: account → channel. */
  readonly direct = new Map<string, string>()
  readonly #now: () => Temporal.Instant
  #ids = 0
  #stamp = 0

  /** `now`: what its time stamps go by. */
  constructor(now: () => Temporal.Instant = () => Temporal.Now.instant()) {
    this.#now = now
  }

  id(prefix: string): string {
    return `${prefix}${String(++this.#ids).padStart(7, '0')}`
  }

  /** Slack's time stamps are also the ids of messages: never twice the same. */
  ts(): string {
    this.#stamp++
    return `${Math.floor(this.#now().epochMilliseconds / 1000)}.${String(this.#stamp).padStart(6, '0')}`
  }

  channel(name: string, member = true): string {
    const known = [...this.channels.values()].find(channel => channel.name === name)
    if (known) return known.id
    const id = this.id('C')
    this.channels.set(id, { id, name, member, archived: false })
    return id
  }

  account(name: string, tz = 'Europe/Zurich'): string {
    const known = [...this.users.values()].find(user => user.name === name)
    if (known) return known.id
    const id = this.id('U')
    this.users.set(id, { id, name, tz })
    return id
  }

  directChannel(account: string): string {
    const known = this.direct.get(account)
    if (known) return known
    const id = this.id('D')
    this.direct.set(account, id)
    return id
  }

  /** The channel in which something posted to `address` stands, or Slack's error. */
  resolve(address: string): { channel: string } | { error: string } {
    const user = this.users.get(address)
    if (user?.disabled) return { error: 'user_disabled' }
    if (user) return { channel: this.directChannel(address) }
    if ([...this.direct.values()].includes(address)) return { channel: address }
    const channel = this.channels.get(address)
    if (!channel) return { error: 'channel_not_found' }
    if (channel.archived) return { error: 'is_archived' }
    if (!channel.member) return { error: 'not_in_channel' }
    return { channel: address }
  }

  /** Messages planned for later, by their ids. */
  readonly planned = new Map<string, string>()

  post(message: Pick<Message, 'channel' | 'text' | 'blocks'> & Partial<Message>): Message {
    const posted: Message = { ts: this.ts(), user: BOT.user, bot_id: BOT.bot, edits: 0, ...message }
    this.messages.push(posted)
    return posted
  }

  find(channel: string, ts: string): Message | undefined {
    return this.messages.find(
      m => m.channel === channel && m.ts === ts && !m.deleted && m.ephemeralFor === undefined,
    )
  }

  /** Standing messages, oldest first: of a channel, or of the thread under one. */
  standing(channel: string, thread?: string): Message[] {
    return this.messages.filter(
      m => m.channel === channel && !m.deleted && m.ephemeralFor === undefined && m.thread_ts === thread,
    )
  }
}
