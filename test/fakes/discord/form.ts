/** A modal as a person fills it in: what they can't do in Discord's own window is an error of the test. */
import type { Json } from './validate.ts'
import type { FakeUser } from './world.ts'

export interface Field {
  name: string
  label: string
  required: boolean
  hint: string | undefined
  value: string | undefined
  choices: { label: string; value: string }[] | undefined
  input: Json
}

export function findFields(modal: Json): Field[] {
  const labels = (modal.components as Json[]).filter(row => row.type === 18)
  return labels.map(row => {
    const input = row.component as Json
    const options = input.options as { label: string; value: string; default?: boolean }[] | undefined
    const people = input.default_values as { id: string }[] | undefined
    const chosen = options?.filter(o => o.default).map(o => o.value) ?? people?.map(p => p.id) ?? []
    return {
      name: String(input.custom_id),
      label: String(row.label),
      required: input.required !== false,
      hint: row.description as string | undefined,
      value: input.type === 4 ? (input.value as string | undefined) : chosen.join(',') || undefined,
      choices: options,
      input,
    }
  })
}

/** The submission that Discord sends with `values`, over those that the modal opened with. */
export function toSubmission(
  modal: Json,
  values: Record<string, string>,
  person: (name: string) => FakeUser | undefined,
  attachment: (id: string) => Json,
): Json {
  const fields = findFields(modal)
  for (const name of Object.keys(values))
    if (!fields.some(f => f.name === name))
      throw new Error(`The form has no field "${name}"; it has ${fields.map(f => f.name).join(', ')}.`)
  const users: Record<string, FakeUser> = {}
  const attachments: Record<string, Json> = {}
  const components = fields.map((field, i) => {
    const value = values[field.name] ?? field.value ?? ''
    if (field.required && value.trim() === '')
      throw new Error(`Discord does not send a form without "${field.label}".`)
    const { type, custom_id } = field.input
    const given = value === '' ? [] : value.split(',').map(v => v.trim())
    if (type === 4) {
      if (value.length > Number(field.input.max_length ?? 4000))
        throw new Error(`"${field.label}" is too long for Discord.`)
      return label(i, { type, custom_id, value })
    }
    const max = Number(field.input.max_values ?? 1)
    if (given.length > max) throw new Error(`Discord lets people pick ${max} of "${field.label}".`)
    if (type === 19) {
      for (const id of given) attachments[id] = attachment(id)
      return label(i, { type, custom_id, values: given })
    }
    if (type === 3) return label(i, { type, custom_id, values: given.map(v => pick(field, v)) })
    const people = given.map(name => person(name)!)
    for (const user of people) users[user.id] = user
    return label(i, { type, custom_id, values: people.map(u => u.id) })
  })
  return { custom_id: modal.custom_id, components, resolved: { users, attachments } }
}

const label = (i: number, component: Json): Json => ({
  type: 18,
  id: 2 * i + 1,
  component: { id: 2 * i + 2, ...component },
})

function pick(field: Field, value: string): string {
  const found = field.choices?.find(c => c.value === value || c.label === value)
  if (found === undefined) throw new Error(`"${value}" can't be picked for "${field.label}".`)
  return found.value
}
