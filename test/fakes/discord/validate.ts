/**
 * Requests that Discord refuses, by its documents: this file's own copy of the numbers, written apart from the bot's.
 */

export type Json = Record<string, unknown>

/** Faults found, each "path: what". Empty: accepted. */
export type Faults = string[]

const NAME = /^[-_'\p{L}\p{N}]{1,32}$/u

export class Checker {
  readonly faults: Faults = []
  /** The whole would make Discord fail rather than refuse. */
  breaks = false
  #ids = new Set<number>()
  #customIds = new Set<string>()
  #components = 0
  #chars = 0
  #bytes = 0
  /** Files that came along and no component has named yet. */
  #files = new Set<string>()

  #fail(path: string, what: string): void {
    this.faults.push(`${path}: ${what}`)
  }

  #length(path: string, value: unknown, min: number, max: number): void {
    if (typeof value !== 'string') {
      this.#fail(path, 'is no text')
      return
    }
    if (!value.isWellFormed() || value.includes('\0')) this.#fail(path, 'has characters that can’t be sent')
    if (value.length > max) this.#fail(path, `has ${value.length} characters, at most ${max}`)
    if (value.trim().length < min) this.#fail(path, 'is empty')
  }

  #keys(path: string, of: Json, allowed: string): void {
    const names = allowed.split(' ')
    for (const [key, value] of Object.entries(of))
      if (value !== undefined && !names.includes(key)) this.#fail(`${path}.${key}`, 'is not known')
  }

  #id(path: string, id: unknown): void {
    if (id === undefined) return
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > 2 ** 31 - 1) {
      this.#fail(path, 'is no id')
      return
    }
    if (id !== 0 && this.#ids.has(id)) this.#fail(path, 'comes twice')
    this.#ids.add(id)
  }

  #customId(path: string, id: unknown): void {
    this.#length(path, id, 1, 100)
    if (this.#customIds.has(String(id))) this.#fail(path, 'comes twice')
    this.#customIds.add(String(id))
  }

  message(body: Json, flagsAllowed: number): void {
    const flags = Number(body.flags ?? 0)
    if ((flags & ~flagsAllowed) !== 0) this.#fail('flags', `${flags} is not allowed here`)
    if (body.nonce !== undefined) this.#length('nonce', String(body.nonce), 1, 25)
    const components = (body.components ?? []) as Json[]
    if ((flags & 32768) === 0) {
      if (!body.content && components.length === 0) this.#fail('content', 'Cannot send an empty message')
      if (body.content) this.#length('content', body.content, 1, 2000)
      if (components.some(c => c.type !== 1) || components.length > 5)
        this.#fail('components', 'only five action rows')
    } else {
      for (const key of ['content', 'embeds', 'poll', 'sticker_ids'])
        if (body[key] !== undefined && body[key] !== null)
          this.#fail(key, 'cannot be used with components V2')
      if (components.length === 0) this.#fail('components', 'is empty')
    }
    this.#files = new Set(((body.attachments ?? []) as Json[]).map(a => String(a.filename)))
    components.forEach((c, i) => {
      this.#component(`components[${i}]`, c, [1, 9, 10, 12, 13, 14, 17])
    })
    if (this.#files.size > 0 && (flags & 32768) !== 0) this.#fail('attachments', 'are named by no component')
    if (this.#components > 40) this.#fail('components', `${this.#components} in all, at most 40`)
    if (this.#chars > 4000) this.#fail('components', `${this.#chars} characters in all, at most 4000`)
    this.breaks = this.#bytes > 10_170
  }

  #component(path: string, c: Json, types: number[]): void {
    this.#components += 1
    this.#id(`${path}.id`, c.id)
    if (!types.includes(Number(c.type))) {
      this.#fail(`${path}.type`, `${c.type} is not allowed here`)
      return
    }
    const inner = (c.components ?? []) as Json[]
    switch (c.type) {
      case 1:
        this.#keys(path, c, 'type id components')
        if (inner.length < 1 || inner.length > 5) this.#fail(path, `has ${inner.length} buttons, 1 to 5`)
        inner.forEach((b, i) => {
          this.#component(`${path}.components[${i}]`, b, [2])
        })
        return
      case 2:
        this.#length(`${path}.label`, c.label, 1, 80)
        if (c.style === 5) {
          this.#keys(path, c, 'type id style label url disabled emoji')
          this.#length(`${path}.url`, c.url, 1, 512)
          if (!/^(?:https?|discord):\/\//.test(String(c.url))) this.#fail(`${path}.url`, 'is no address')
          return
        }
        this.#keys(path, c, 'type id style label custom_id disabled emoji')
        if (![1, 2, 3, 4].includes(Number(c.style))) this.#fail(`${path}.style`, 'is no style')
        this.#customId(`${path}.custom_id`, c.custom_id)
        return
      case 10:
        this.#keys(path, c, 'type id content')
        this.#length(`${path}.content`, c.content, 1, 4000)
        this.#chars += String(c.content).length
        this.#bytes += new TextEncoder().encode(String(c.content)).length + 12
        return
      case 13: {
        this.#keys(path, c, 'type id file spoiler')
        const name = /^attachment:\/\/([\w.-]+)$/.exec(String((c.file as Json | undefined)?.url))?.[1]
        if (!this.#files.delete(name ?? '')) this.#fail(path, 'names a file that is not there')
        return
      }
      case 14:
        this.#keys(path, c, 'type id divider spacing')
        return
      case 17:
        this.#keys(path, c, 'type id components accent_color spoiler')
        if (inner.length === 0) this.#fail(path, 'is empty')
        inner.forEach((b, i) => {
          this.#component(`${path}.components[${i}]`, b, [1, 9, 10, 12, 13, 14])
        })
        return
      default:
        this.#fail(path, 'is not used by this bot')
        return
    }
  }

  modal(data: Json): void {
    this.#keys('modal', data, 'custom_id title components')
    this.#length('title', data.title, 1, 45)
    this.#customId('custom_id', data.custom_id)
    const rows = (data.components ?? []) as Json[]
    if (rows.length < 1 || rows.length > 5) this.#fail('components', `has ${rows.length}, 1 to 5`)
    rows.forEach((row, i) => {
      const path = `components[${i}]`
      if (row.type === 10) {
        this.#keys(path, row, 'type id content')
        this.#length(`${path}.content`, row.content, 1, 4000)
        return
      }
      this.#keys(path, row, 'type id label description component')
      if (row.type !== 18) {
        this.#fail(`${path}.type`, 'is no label')
        return
      }
      this.#length(`${path}.label`, row.label, 1, 45)
      if (row.description !== undefined) this.#length(`${path}.description`, row.description, 1, 100)
      this.#input(`${path}.component`, row.component as Json)
    })
  }

  #input(path: string, c: Json): void {
    this.#customId(`${path}.custom_id`, c.custom_id)
    if (c.type === 4) {
      this.#keys(path, c, 'type id custom_id style min_length max_length required value placeholder')
      if (c.style !== 1 && c.style !== 2) this.#fail(`${path}.style`, 'is no style')
      const max = Number(c.max_length ?? 4000)
      if (max < 1 || max > 4000) this.#fail(`${path}.max_length`, '1 to 4000')
      if (c.value !== undefined) this.#length(`${path}.value`, c.value, 0, max)
      if (c.placeholder !== undefined) this.#length(`${path}.placeholder`, c.placeholder, 1, 100)
      return
    }
    if (c.type === 19) {
      this.#keys(path, c, 'type id custom_id min_values max_values required file_types')
      const [min, max] = [Number(c.min_values ?? 1), Number(c.max_values ?? 1)]
      if (min < 0 || max < 1 || max > 10 || min > max) this.#fail(path, `${min} to ${max} files`)
      return
    }
    if (c.type !== 3 && c.type !== 5) {
      this.#fail(`${path}.type`, `${c.type} is not allowed here`)
      return
    }
    this.#keys(path, c, 'type id custom_id options placeholder min_values max_values required default_values')
    const [min, max] = [Number(c.min_values ?? 1), Number(c.max_values ?? 1)]
    if (min < 0 || min > 25 || max < 1 || max > 25 || min > max) this.#fail(path, `${min} to ${max} values`)
    if (c.required !== false && min === 0) this.#fail(`${path}.required`, 'is required with no value')
    if (c.type === 5) return
    const options = (c.options ?? []) as Json[]
    if (options.length < 1 || options.length > 25)
      this.#fail(`${path}.options`, `has ${options.length}, 1 to 25`)
    if (max > options.length) this.#fail(`${path}.max_values`, 'is more than there are options')
    if (new Set(options.map(o => o.value)).size !== options.length)
      this.#fail(`${path}.options`, 'has a value twice')
    if (options.filter(o => o.default === true).length > max)
      this.#fail(`${path}.options`, 'has too many defaults')
    for (const option of options) {
      this.#length(`${path}.options.label`, option.label, 1, 100)
      this.#length(`${path}.options.value`, option.value, 1, 100)
    }
  }

  choices(choices: Json[]): void {
    if (choices.length > 25) this.#fail('choices', `has ${choices.length}, at most 25`)
    for (const choice of choices) {
      this.#length('choices.name', choice.name, 1, 100)
      this.#length('choices.value', choice.value, 1, 100)
    }
  }

  commands(commands: Json[], ofOneServer: boolean): void {
    // 100 that are typed, and 15 each in the menus of people (2) and messages (3).
    for (const [type, same] of Map.groupBy(commands, c => Number(c.type ?? 1))) {
      if (same.length > (type === 1 ? 100 : 15)) this.#fail('commands', 'more than are allowed')
      if (new Set(same.map(c => c.name)).size !== same.length) this.#fail('commands', 'a name comes twice')
    }
    for (const command of commands) {
      if (ofOneServer && command.contexts !== undefined)
        this.#fail(`${command.name}.contexts`, 'only for global commands')
      if (command.type === 2 || command.type === 3) {
        this.#length(`${command.name}.name`, command.name, 1, 32)
        if (command.description || command.options)
          this.#fail(String(command.name), 'a menu command has neither description nor options')
        continue
      }
      const size = this.#described(String(command.name), command, 0)
      if (size > 8000) this.#fail(String(command.name), `has ${size} characters, at most 8000`)
    }
  }

  #described(path: string, part: Json, depth: number): number {
    const name = String(part.name)
    if (!NAME.test(name) || name !== name.toLowerCase()) this.#fail(`${path}.name`, 'is no name')
    this.#length(`${path}.description`, part.description, 1, 100)
    const options = (part.options ?? []) as Json[]
    const choices = (part.choices ?? []) as Json[]
    if (options.length > 25) this.#fail(`${path}.options`, 'more than 25')
    if (choices.length > 25) this.#fail(`${path}.choices`, 'more than 25')
    if (part.choices !== undefined && part.autocomplete) this.#fail(path, 'has choices and autocomplete')
    if (new Set(options.map(o => o.name)).size !== options.length)
      this.#fail(`${path}.options`, 'a name comes twice')
    const subs = options.filter(o => o.type === 1 || o.type === 2).length
    if (subs > 0 && subs < options.length) this.#fail(`${path}.options`, 'sub-commands beside options')
    if (subs > 0 && part.type === 1 && depth > 0)
      this.#fail(`${path}.options`, 'sub-commands in a sub-command')
    if (options.some(o => o.type === 2) && depth > 0) this.#fail(`${path}.options`, 'a group in a group')
    if (part.type === 2 && (subs === 0 || options.length === 0))
      this.#fail(`${path}.options`, 'an empty group')
    const required = options.map(o => o.required === true)
    if (required.lastIndexOf(true) > required.indexOf(false) && required.includes(false))
      this.#fail(`${path}.options`, 'a required option after one that is not')
    let size = name.length + String(part.description).length
    for (const choice of choices) {
      this.#length(`${path}.choices.name`, choice.name, 1, 100)
      this.#length(`${path}.choices.value`, choice.value, 1, 100)
      size += String(choice.name).length + String(choice.value).length
    }
    return options.reduce((sum, o) => sum + this.#described(`${path} ${o.name}`, o, depth + 1), size)
  }
}
