/** A command as somebody types it on Discord. */
import type { FakeDiscord } from './discord.ts'
import type { Json } from './validate.ts'

/** A command as Discord sends it, by what is registered: nothing else can be typed there. */
export function nativeCommand(
  registered: Json[],
  path: string,
  given: Record<string, string>,
  fake: FakeDiscord,
  focused?: string,
): Json {
  const [room, ...subs] = path.split(' ')
  const command = registered.find(c => c.name === room)
  if (command === undefined) throw new Error(`/${room} is not registered.`)
  let known = (command.options ?? []) as Json[]
  const parts = subs.map(name => {
    const part = known.find(o => o.name === name && (o.type === 1 || o.type === 2))
    if (part === undefined) throw new Error(`/${path} is not registered.`)
    known = (part.options ?? []) as Json[]
    return part
  })
  if (known.some(o => o.type === 1 || o.type === 2)) throw new Error(`/${path} names no sub-command.`)
  const attachments: Record<string, Json> = {}
  const options = Object.entries(given).map(([name, value]) => {
    const option = known.find(o => o.name === name)
    if (option === undefined) throw new Error(`/${path} has no option "${name}" on Discord.`)
    const choices = option.choices as { name: string; value: string }[] | undefined
    if (choices !== undefined && !choices.some(c => c.value === value))
      throw new Error(`Discord does not let people give "${value}" for ${name}.`)
    if (focused !== undefined && option.autocomplete !== true)
      throw new Error(`${name} has no suggestions on Discord.`)
    if (option.type === 11) {
      attachments[value] = fake.attachments.describe(value, fake.url)
      return { name, type: 11, value }
    }
    if (value.length > 6000) throw new Error('Discord takes 6000 characters at most.')
    const native = option.type === 6 ? findAccount(value, fake) : value
    return { name, type: option.type, value: native, ...(name === focused && { focused: true }) }
  })
  const nested = parts.reduceRight<Json[]>(
    (inner, { name, type }) => [{ name, type, options: inner }],
    options,
  )
  const resolved = Object.keys(attachments).length > 0 ? { resolved: { attachments } } : {}
  return { id: command.id, name: room, type: 1, options: nested, ...resolved }
}

/** An account's id, in whatever way a test names the account. */
export function findAccount(value: string, fake: FakeDiscord): string {
  const id =
    /\d{17,19}/.exec(value)?.[0] ??
    fake.world.users.values().find(u => `@${u.global_name}` === value || u.global_name === value)?.id
  if (id === undefined) throw new Error(`Nobody on the fake Discord is called "${value}".`)
  return id
}
