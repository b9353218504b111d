/** A modal that somebody filled in, as Slack sends it. */
import type { ShownForm } from '../../support/chat.ts'
import type { Args } from './http.ts'
import type { Modal } from './workspace.ts'

/** The fields of a modal, without the words between them. */
export const inputsOf = (view: Args): Args[] =>
  (view.blocks as Args[]).filter(block => block.type === 'input')

/** The state of a modal after somebody changed some of its fields. */
export function fillModal(
  modal: Modal,
  form: ShownForm,
  given: Record<string, string>,
  describeFile: (id: string) => Args,
): Args {
  const values = continued(modal, given)
  const unknown = Object.keys(values).filter(name => !form.fields.some(field => field.name === name))
  if (unknown.length > 0) throw new Error(`The form has no field ${unknown.join(', ')}`)
  const blocks = inputsOf(modal.view) as { block_id: string; element: Args; optional?: boolean }[]
  return Object.fromEntries(
    blocks.map(({ block_id: name, element }) => {
      const value = values[name] ?? form.fields.find(field => field.name === name)?.value ?? ''
      return [name, { [String(element.action_id)]: elementState(element, value, describeFile) }]
    }),
  )
}

/** Slack's input takes no more than its limit: who has more to say goes on in the next one, at the end of a word. */
function continued(modal: Modal, given: Record<string, string>): Record<string, string> {
  const values = { ...given }
  for (const { block_id: name, element } of modal.view.blocks as { block_id: string; element: Args }[]) {
    const max = Number(element?.max_length ?? Number.POSITIVE_INFINITY)
    const value = values[name]
    if (value === undefined || value.length <= max) continue
    const end = value.lastIndexOf(' ', max - 1) + 1 || max
    values[name] = value.slice(0, end)
    values[`${name}-more`] = value.slice(end)
  }
  return values
}

function elementState(element: Args, value: string, describeFile: (id: string) => Args): Args {
  const options = (element.options ?? []) as { value: string }[]
  const chosen = (wanted: string) => {
    const option = options.find(o => o.value === wanted)
    if (!option)
      throw new Error(`"${wanted}" can't be picked; there are ${options.map(o => o.value).join(', ')}`)
    return option
  }
  const { type } = element
  switch (type) {
    case 'static_select':
      return { type, selected_option: value === '' ? null : chosen(value) }
    case 'multi_static_select':
      return {
        type,
        selected_options: value
          .split(',')
          .filter(Boolean)
          .map(part => chosen(part.trim())),
      }
    case 'datepicker':
      return { type, selected_date: value === '' ? null : value }
    case 'users_select':
      return { type, selected_user: value === '' ? null : value.replace(/^slack:/, '') }
    case 'multi_users_select':
      return {
        type,
        selected_users: value
          .split(/[,\s]+/)
          .filter(Boolean)
          .map(part => part.replace(/^slack:/, '')),
      }
    case 'file_input':
      return { type, files: value === '' ? [] : [describeFile(value)] }
    default:
      return { type, value: value === '' ? null : value }
  }
}
