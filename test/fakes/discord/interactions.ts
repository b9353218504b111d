/** Interactions of the fake: what people did, and what the bot may answer to it, once and in time. */
import { Checker, type Json } from './validate.ts'
import { ApiError, EPHEMERAL, type FakeMessage, type FakeUser, type FakeWorld } from './world.ts'

/** The outcome of an act as a person sees it. */
export type Outcome =
  | { kind: 'message'; message: FakeMessage; private: boolean }
  | { kind: 'form'; modal: Json; interaction: FakeInteraction }
  | { kind: 'choices'; choices: Json[] }

export interface FakeInteraction {
  id: string
  token: string
  actor: FakeUser
  channel: string
  state: 'new' | 'late' | 'deferred' | 'answered'
  private: boolean
  /** The message in the deferral's place. */
  original: FakeMessage | undefined
  /** The message whose button was pressed, or from whose form this came. */
  message: FakeMessage | undefined
  timer: NodeJS.Timeout
  settle: PromiseWithResolvers<Outcome>
}

/** Longest that a final answer is waited for, once the bot said that it is working on it. */
const PATIENCE = 8_000
/** The permissions that docs/discord.md asks for. */
const ALLOWED = 17_901_423_758_336n

export class FakeInteractions {
  /** Messages only one person sees. */
  readonly private = new Map<string, FakeMessage>()
  readonly all: FakeInteraction[] = []
  dispatch: (type: string, data: unknown) => void = () => {}
  readonly #world: FakeWorld
  readonly #deadline: number

  constructor(world: FakeWorld, deadline: number) {
    this.#world = world
    this.#deadline = deadline
  }

  /** Somebody does something (type 2 command, 3 button, 4 typing, 5 form). Resolves with what they see in the end. */
  act(
    type: 2 | 3 | 4 | 5,
    actor: FakeUser,
    channel: string,
    data: Json,
    message?: FakeMessage,
  ): Promise<Outcome> {
    const settle = Promise.withResolvers<Outcome>()
    const id = this.#world.id()
    const interaction: FakeInteraction = {
      id,
      token: `interaction-token-${id}`,
      actor,
      channel,
      state: 'new',
      private: false,
      original: undefined,
      message,
      settle,
      timer: setTimeout(() => {
        interaction.state = 'late'
        settle.reject(new Error('The application did not respond.'))
      }, this.#deadline),
    }
    this.all.push(interaction)
    this.dispatch('INTERACTION_CREATE', this.#payload(type, interaction, data))
    return settle.promise
  }

  /** The same event once more, as after a resume. */
  repeat(type: 2 | 3 | 5, interaction: FakeInteraction, data: Json): void {
    this.dispatch('INTERACTION_CREATE', this.#payload(type, interaction, data))
  }

  #payload(
    type: number,
    { id, token, actor, channel: channelId, message }: FakeInteraction,
    data: Json,
  ): Json {
    const channel = this.#world.channels.get(channelId)!
    const direct = channel.type === 1
    const shared = {
      id,
      application_id: this.#world.applicationId,
      type,
      data,
      token,
      version: 1,
      channel_id: channelId,
      app_permissions: String(channel.ours ?? ALLOWED),
      locale: 'en-GB',
      entitlements: [],
      authorizing_integration_owners: { 0: this.#world.guildId },
      context: direct ? 1 : 0,
      attachment_size_limit: 10_485_760,
      ...(message !== undefined && { message }),
    }
    const guildId = channel.guild ?? this.#world.guildId
    if (direct) return { ...shared, channel: { id: channelId, type: 1, recipients: [actor] }, user: actor }
    return {
      ...shared,
      channel: { id: channelId, type: channel.type, name: channel.name, guild_id: guildId },
      guild_id: guildId,
      guild_locale: 'en-GB',
      member: {
        user: actor,
        nick: null,
        roles: [],
        joined_at: '2026-01-01T00:00:00Z',
        permissions: '0',
        flags: 0,
        deaf: false,
        mute: false,
      },
    }
  }

  callback(id: string, token: string, body: Json): unknown {
    const interaction = this.all.find(i => i.id === id && i.token === token)
    if (interaction === undefined || interaction.state === 'late')
      throw new ApiError(404, 10062, 'Unknown interaction')
    if (interaction.state !== 'new')
      throw new ApiError(400, 40060, 'Interaction has already been acknowledged.')
    const data = (body.data ?? {}) as Json
    const checker = new Checker()
    switch (body.type) {
      case 4:
        checker.message(data, EPHEMERAL | 32768 | 4)
        break
      case 5:
        if ((Number(data.flags ?? 0) & ~EPHEMERAL) !== 0) checker.faults.push('flags: only EPHEMERAL')
        break
      case 8:
        checker.choices(data.choices as Json[])
        break
      case 9:
        checker.modal(data)
        break
      default:
        checker.faults.push(`type: ${body.type} is not used by this bot`)
    }
    this.#refuse(checker, interaction)
    this.#first(interaction, Number(body.type), data)
    return undefined
  }

  #first(interaction: FakeInteraction, type: number, data: Json): void {
    clearTimeout(interaction.timer)
    interaction.state = type === 5 ? 'deferred' : 'answered'
    interaction.private = (Number(data.flags ?? 0) & EPHEMERAL) !== 0
    if (type === 8) {
      interaction.settle.resolve({ kind: 'choices', choices: data.choices as Json[] })
      return
    }
    if (type === 9) {
      interaction.settle.resolve({ kind: 'form', modal: data, interaction })
      return
    }
    if (type === 4) {
      this.#show(interaction, this.#add(interaction, data, interaction.private), interaction.private)
      return
    }
    interaction.timer = setTimeout(
      () =>
        interaction.settle.reject(
          new Error(`The application is thinking, and no answer came to ${interaction.id}.`),
        ),
      PATIENCE,
    )
  }

  /** A refused answer fails the act at once, so that the test tells why. */
  #refuse(checker: Checker, interaction: FakeInteraction): void {
    if (checker.faults.length === 0 && !checker.breaks) return
    const why = `Invalid Form Body: ${checker.faults.join('; ')}`
    clearTimeout(interaction.timer)
    interaction.settle.reject(new Error(`Discord refused the answer. ${why}`))
    throw new ApiError(checker.breaks ? 500 : 400, 50035, why, checker.faults)
  }

  #add(interaction: FakeInteraction, data: Json, isPrivate: boolean): FakeMessage {
    const message = this.#world.create(interaction.channel, data, this.#world.bot)
    if (isPrivate) {
      message.flags |= EPHEMERAL
      this.private.set(message.id, message)
    } else this.#world.channel(interaction.channel).messages.push(message)
    return message
  }

  #show(interaction: FakeInteraction, message: FakeMessage, isPrivate: boolean): void {
    clearTimeout(interaction.timer)
    interaction.original ??= message
    interaction.settle.resolve({ kind: 'message', message, private: isPrivate })
  }

  #byToken(token: string): FakeInteraction {
    const interaction = this.all.find(i => i.token === token)
    if (interaction === undefined || interaction.state === 'new' || interaction.state === 'late')
      throw new ApiError(404, 10015, 'Unknown Webhook')
    return interaction
  }

  editOriginal(token: string, body: Json): FakeMessage {
    const interaction = this.#byToken(token)
    const checker = new Checker()
    checker.message(body, 32768 | 4)
    this.#refuse(checker, interaction)
    if (interaction.state === 'deferred') {
      interaction.state = 'answered'
      const message = this.#add(interaction, body, interaction.private)
      this.#show(interaction, message, interaction.private)
      return message
    }
    if (interaction.original === undefined) throw new ApiError(404, 10008, 'Unknown Message')
    return this.#world.change(interaction.original, body)
  }

  deleteOriginal(token: string): undefined {
    const interaction = this.#byToken(token)
    const { original } = interaction
    if (interaction.state !== 'deferred' && original === undefined)
      throw new ApiError(404, 10008, 'Unknown Message')
    interaction.state = 'answered'
    interaction.original = undefined
    if (original === undefined) return
    this.private.delete(original.id)
    const channel = this.#world.channel(interaction.channel)
    channel.messages = channel.messages.filter(m => m !== original)
  }

  /** The first follow-up after a deferral replaces it, with the deferral's visibility. */
  followUp(token: string, body: Json): FakeMessage {
    const interaction = this.#byToken(token)
    const checker = new Checker()
    checker.message(body, EPHEMERAL | 32768 | 4)
    this.#refuse(checker, interaction)
    const isPrivate =
      interaction.state === 'deferred' ? interaction.private : (Number(body.flags ?? 0) & EPHEMERAL) !== 0
    interaction.state = 'answered'
    const message = this.#add(interaction, body, isPrivate)
    this.#show(interaction, message, isPrivate)
    return message
  }

  stop(): void {
    for (const interaction of this.all) clearTimeout(interaction.timer)
  }
}
