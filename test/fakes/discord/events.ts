/** The scheduled events of the fake's servers, by Discord's rules: begun and over by the clock, never undone. */
import type { Json } from './validate.ts'
import { ApiError, type FakeWorld } from './world.ts'

export interface FakeEvent extends Json {
  id: string
  guild_id: string
  creator_id: string
  name: string
  description: string | null
  scheduled_start_time: string
  scheduled_end_time: string
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled */
  status: number
  entity_type: number
  entity_metadata: { location: string }
}

const FIELDS = [
  'name',
  'description',
  'scheduled_start_time',
  'scheduled_end_time',
  'privacy_level',
  'entity_type',
  'entity_metadata',
  'status',
]
const MOST = 100

export class FakeEvents {
  /** Every event that ever was, those that were deleted left out. */
  all: FakeEvent[] = []
  /** The bot's role has "Create Events". */
  allowed = true
  readonly #world: FakeWorld

  constructor(world: FakeWorld) {
    this.#world = world
  }

  /** Events that people see: those ahead or under way. */
  open(guild = this.#world.guildId): FakeEvent[] {
    const now = this.#world.now().epochMilliseconds
    for (const event of this.all) {
      if (event.status === 1 && Date.parse(event.scheduled_start_time) <= now) event.status = 2
      if (event.status === 2 && Date.parse(event.scheduled_end_time) <= now) event.status = 3
    }
    return this.all.filter(e => e.guild_id === guild && e.status < 3)
  }

  list(guild: string): FakeEvent[] {
    this.#enter(guild)
    return this.open(guild)
  }

  create(guild: string, body: Json): FakeEvent {
    this.#enter(guild)
    this.#permit()
    if (this.open(guild).length >= MOST)
      throw new ApiError(400, 30038, 'Maximum number of uncompleted guild scheduled events reached (100)')
    if (body.status !== undefined) refuse('status')
    if (body.entity_type !== 3 || body.privacy_level !== 2) refuse('entity_type, privacy_level')
    for (const field of ['name', 'scheduled_start_time', 'scheduled_end_time', 'entity_metadata'])
      if (body[field] === undefined) refuse(`${field}: required`)
    const event = {
      description: null,
      ...body,
      id: this.#world.id(),
      guild_id: guild,
      channel_id: null,
      creator_id: this.#world.bot.id,
      status: 1,
    } as unknown as FakeEvent
    this.#check(body, event)
    this.all.push(event)
    return event
  }

  change(guild: string, id: string, body: Json): FakeEvent {
    const event = this.#find(guild, id)
    this.#permit()
    if (event.status > 2) throw new ApiError(400, 180000, 'Cannot update a finished event')
    if (body.status !== undefined && !(body.status === 4 && event.status === 1))
      refuse('status: no way there')
    if (event.status === 2 && body.scheduled_start_time !== undefined) refuse('scheduled_start_time: begun')
    this.#check(body, { ...event, ...body } as FakeEvent)
    return Object.assign(event, body)
  }

  remove(guild: string, id: string): undefined {
    const event = this.#find(guild, id)
    this.#permit()
    this.all = this.all.filter(e => e !== event)
  }

  #enter(guild: string): void {
    if (!this.#world.guilds.has(guild)) throw new ApiError(403, 50001, 'Missing Access')
  }

  #permit(): void {
    if (!this.allowed) throw new ApiError(403, 50013, 'Missing Permissions')
  }

  #find(guild: string, id: string): FakeEvent {
    this.#enter(guild)
    this.open(guild)
    const event = this.all.find(e => e.guild_id === guild && e.id === id)
    if (event === undefined) throw new ApiError(404, 10070, 'Unknown Guild Scheduled Event')
    if (event.creator_id !== this.#world.bot.id) throw new ApiError(403, 50013, 'Missing Permissions')
    return event
  }

  /** `body`: what is given; `event`: what would come of it. */
  #check(body: Json, event: FakeEvent): void {
    for (const field of Object.keys(body)) if (!FIELDS.includes(field)) refuse(`${field}: unknown`)
    text('name', event.name, 100)
    if (event.description !== null) text('description', event.description, 1000)
    text('location', event.entity_metadata?.location, 100)
    const start = Date.parse(event.scheduled_start_time)
    if (body.scheduled_start_time !== undefined && !(start > this.#world.now().epochMilliseconds))
      refuse('scheduled_start_time: Cannot schedule event in the past')
    if (!(Date.parse(event.scheduled_end_time) > start)) refuse('scheduled_end_time: before the start')
  }
}

function text(field: string, value: unknown, most: number): void {
  if (typeof value !== 'string' || value.trim() === '' || value.length > most || !value.isWellFormed())
    refuse(`${field}: ${String(value).length} characters`)
}

function refuse(what: string): never {
  throw new ApiError(400, 50035, `Invalid Form Body: ${what}`)
}
