/** The commands that are registered on the fake Discord, for all servers or for one. */
import { Checker, type Json } from './validate.ts'
import { type FakeWorld, refuse } from './world.ts'

export class FakeCommands {
  /** By scope: "global", or a server's id. */
  readonly registered = new Map<string, Json[]>()
  readonly #world: FakeWorld

  constructor(world: FakeWorld) {
    this.#world = world
  }

  list(scope: string): Json[] {
    return this.registered.get(scope) ?? []
  }

  /** Replaces the commands of a scope. Discord adds fields of its own, and omits those that have their default. */
  register(scope: string, commands: Json[]): Json[] {
    const checker = new Checker()
    checker.commands(commands, scope !== 'global')
    refuse(checker)
    const kept = commands.map(c => ({
      ...(JSON.parse(
        JSON.stringify(c, (key, value) => (key === 'required' && value === false ? undefined : value)),
      ) as Json),
      id: this.#world.id(),
      application_id: this.#world.applicationId,
      version: this.#world.id(),
      default_member_permissions: null,
      nsfw: false,
    }))
    this.registered.set(scope, kept)
    return kept
  }
}
