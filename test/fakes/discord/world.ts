/** The contents of the fake Discord: accounts, channels, messages, threads; and the rules for changing them. */
import { Checker, type Json } from './validate.ts'

/** An answer of Discord's that says no. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number
  readonly details: unknown

  constructor(status: number, code: number, message: string, details?: unknown) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }
}

export interface FakeUser {
  id: string
  username: string
  global_name: string | null
  discriminator: string
  avatar: null
  bot: boolean
}

export interface FakeMessage extends Json {
  id: string
  channel_id: string
  author: FakeUser
  flags: number
  components: Json[]
}

export interface FakeChannel {
  id: string
  name: string
  type: number
  messages: FakeMessage[]
  parent?: string
  /** Its server, where that isn't the first one. */
  guild?: string
  archived: boolean
  locked: boolean
  /** The bot's permissions there; without this, all that it asks for. */
  ours?: bigint
  /** The error that the bot gets instead of being let in. */
  refusal?: ApiError
  /** The accounts that were added to a thread. */
  members?: string[]
  /** The other side of a direct channel. */
  recipient?: string
}

const V2 = 1 << 15
const SUPPRESS_EMBEDS = 1 << 2
export const EPHEMERAL = 1 << 6
const DISCORD_EPOCH = 1_420_070_400_000
/** How long a nonce is remembered. */
const NONCE_MINUTES = 5

export class FakeWorld {
  readonly channels = new Map<string, FakeChannel>()
  readonly users = new Map<string, FakeUser>()
  /** The mentions that alarmed people. */
  readonly pings: string[] = []
  readonly applicationId: string
  readonly guildId: string
  /** The servers the bot was added to. */
  readonly guilds: Set<string>
  readonly bot: FakeUser
  readonly #now: () => Temporal.Instant
  readonly #nonces = new Map<string, { message: FakeMessage; at: Temporal.Instant }>()
  #count = 0

  constructor(now: () => Temporal.Instant) {
    this.#now = now
    this.applicationId = this.id()
    this.guildId = this.id()
    this.guilds = new Set([this.guildId])
    this.bot = { ...this.addUser('intersg'), bot: true }
    this.users.set(this.bot.id, this.bot)
  }

  user(id: string): FakeUser {
    const found = this.users.get(id)
    if (found === undefined) throw new ApiError(404, 10013, 'Unknown User')
    return found
  }

  id(): string {
    const at = BigInt(this.#now().epochMilliseconds - DISCORD_EPOCH)
    return String((at << 22n) + BigInt(this.#count++ % (1 << 22)))
  }

  addUser(name: string): FakeUser {
    const user = {
      id: this.id(),
      username: name.toLowerCase(),
      global_name: name,
      discriminator: '0',
      avatar: null,
      bot: false,
    }
    this.users.set(user.id, user)
    return user
  }

  addChannel(name: string, more: Partial<FakeChannel> = {}): FakeChannel {
    const channel: FakeChannel = {
      id: this.id(),
      name,
      type: 0,
      messages: [],
      archived: false,
      locked: false,
      ...more,
    }
    this.channels.set(channel.id, channel)
    return channel
  }

  now(): Temporal.Instant {
    return this.#now()
  }

  /** A channel as Discord describes it. */
  describe(id: string): Json {
    const { name, type, guild, recipient } = this.channel(id)
    return { id, name, type, ...(recipient === undefined && { guild_id: guild ?? this.guildId }) }
  }

  channel(id: string): FakeChannel {
    const channel = this.channels.get(id)
    if (channel === undefined) throw new ApiError(404, 10003, 'Unknown Channel')
    if (channel.refusal) throw channel.refusal
    return channel
  }

  /** The direct channel between the bot and an account. */
  openDirect(account: string): Json {
    const user = this.users.get(account)
    if (user === undefined) throw new ApiError(400, 50033, 'Invalid Recipient(s)')
    const known = this.channels.values().find(c => c.recipient === account)
    const { id, type } = known ?? this.addChannel(`@${user.username}`, { type: 1, recipient: account })
    return { id, type, recipients: [user] }
  }

  post(channelId: string, body: Json): FakeMessage {
    const channel = this.channel(channelId)
    check(body, V2 | SUPPRESS_EMBEDS)
    if (channel.archived && channel.locked) throw new ApiError(400, 50083, 'Thread is archived')
    const nonce = body.nonce === undefined ? undefined : `${body.nonce}`
    const known = nonce === undefined ? undefined : this.#nonces.get(nonce)
    if (
      body.enforce_nonce === true &&
      known &&
      known.at.add({ minutes: NONCE_MINUTES }).since(this.#now()).sign > 0
    )
      return known.message
    channel.archived = false
    const message = this.create(channelId, body, this.bot)
    channel.messages.push(message)
    if (nonce !== undefined) this.#nonces.set(nonce, { message, at: this.#now() })
    return { ...message, nonce: body.nonce }
  }

  /** A message as Discord keeps it. */
  create(channelId: string, body: Json, author: FakeUser): FakeMessage {
    this.#alarm(body)
    return {
      id: this.id(),
      channel_id: channelId,
      author,
      type: body.message_reference ? 19 : 0,
      content: body.content ?? '',
      timestamp: this.#now().toString(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      embeds: [],
      pinned: false,
      flags: Number(body.flags ?? 0),
      components: numbered((body.components ?? []) as Json[]),
      attachments: body.attachments ?? [],
      ...(body.message_reference !== undefined && { message_reference: body.message_reference }),
    }
  }

  /** Without `allowed_mentions`, or when it allows them, mentions alarm people. */
  #alarm(body: Json): void {
    const allowed = body.allowed_mentions as { parse?: string[]; users?: string[] } | undefined
    if (allowed && (allowed.parse ?? []).length === 0 && (allowed.users ?? []).length === 0) return
    for (const [mention] of JSON.stringify(body).matchAll(/@everyone|@here|<@[!&]?\d+>/g))
      this.pings.push(mention)
  }

  history(channelId: string, query: URLSearchParams): FakeMessage[] {
    const limit = Number(query.get('limit') ?? 50)
    if (limit < 1 || limit > 100) throw new ApiError(400, 50035, 'Invalid Form Body: limit')
    const after = BigInt(query.get('after') ?? 0)
    return this.channel(channelId)
      .messages.filter(m => BigInt(m.id) > after)
      .slice(0, limit)
      .toReversed()
  }

  edit(channelId: string, id: string, body: Json): FakeMessage {
    const channel = this.channel(channelId)
    const message = channel.messages.find(m => m.id === id)
    if (message === undefined) throw new ApiError(404, 10008, 'Unknown Message')
    if (message.author.id !== this.bot.id)
      throw new ApiError(403, 50005, 'Cannot edit a message authored by another user')
    if (channel.archived) throw new ApiError(400, 50083, 'Thread is archived')
    return this.change(message, body)
  }

  change(message: FakeMessage, body: Json): FakeMessage {
    check(body, V2 | SUPPRESS_EMBEDS)
    this.#alarm(body)
    const flags = message.flags | Number(body.flags ?? 0)
    const content = body.content === undefined ? message.content : (body.content ?? '')
    if ((flags & V2) !== 0 && content !== '')
      throw new ApiError(400, 50035, 'Invalid Form Body: content can’t stay beside components V2')
    message.flags = flags
    if (body.components !== undefined) message.components = numbered(body.components as Json[])
    if (body.attachments !== undefined) message.attachments = body.attachments
    message.content = content
    message.edited_timestamp = this.#now().toString()
    return message
  }

  openThread(channelId: string, id: string, body: Json): Json {
    const channel = this.channel(channelId)
    if (channel.type !== 0) throw new ApiError(400, 50024, 'Cannot execute action on this channel type')
    if (!channel.messages.some(m => m.id === id)) throw new ApiError(404, 10008, 'Unknown Message')
    if (this.channels.has(id))
      throw new ApiError(400, 160004, 'A thread has already been created for this message')
    const name = String(body.name ?? '')
    if (name.length < 1 || name.length > 100) throw new ApiError(400, 50035, 'Invalid Form Body: name')
    if (![60, 1440, 4320, 10080].includes(Number(body.auto_archive_duration)))
      throw new ApiError(400, 50035, 'Invalid Form Body: auto_archive_duration')
    this.addChannel(name, { id, type: 11, parent: channelId })
    return { id, type: 11, name, parent_id: channelId }
  }

  addThreadMember(id: string, account: string): undefined {
    const thread = this.channel(id)
    if (thread.type !== 11) throw new ApiError(400, 50024, 'Cannot execute action on this channel type')
    thread.members = [...new Set([...(thread.members ?? []), this.user(account).id])]
  }

  changeThread(id: string, body: Json): Json {
    const thread = this.channel(id)
    if (thread.locked) throw new ApiError(403, 50013, 'Missing Permissions')
    thread.archived = body.archived === true
    return { id, type: thread.type }
  }
}

function check(body: Json, flags: number): void {
  const checker = new Checker()
  checker.message(body, flags)
  refuse(checker)
}

/** Answers as Discord does to a form with faults. */
export function refuse(checker: Checker): void {
  if (checker.breaks) throw new ApiError(500, 0, 'Internal Server Error')
  if (checker.faults.length > 0)
    throw new ApiError(400, 50035, `Invalid Form Body: ${checker.faults.join('; ')}`, checker.faults)
}

/** Components as Discord gives them back: each with an id, in order, around those that have one. */
function numbered(components: Json[]): Json[] {
  const used = new Set<number>()
  JSON.stringify(components, (key, value) => {
    if (key === 'id' && typeof value === 'number' && value !== 0) used.add(value)
    return value
  })
  let next = 0
  const number = (c: Json): Json => {
    let id = typeof c.id === 'number' && c.id !== 0 ? c.id : undefined
    if (id === undefined) {
      do next += 1
      while (used.has(next))
      id = next
    }
    return {
      ...c,
      id,
      ...(Array.isArray(c.components) && { components: (c.components as Json[]).map(number) }),
    }
  }
  return components.map(number)
}
