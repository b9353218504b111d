/** Forms as modals. Every field is an input block whose `block_id` is the option's name. */
import type { types } from '@slack/bolt'
import type { Form, FormField } from '../../core/desk/port.ts'
import type { Choice } from '../../core/grammar/spec.ts'
import { plainText } from '../../core/messages/plain.ts'
import { aboveFields } from '../above-fields.ts'
import { toFileLabel, toFileName } from '../file-field.ts'
import { SHOWN_OUTSIDE } from '../outside.ts'
import { clean, cut, isVisible, LIMITS } from './limits.ts'
import { splitText, toMoreName } from './long-text.ts'
import { plain } from './render.ts'
import { mrkdwn } from './spans.ts'

/** The id that all our modals share, and that of the element in each input block. */
export const FORM_ID = 'form'
export const FIELD_ID = 'value'

/** The modal for a form. `metadata` comes back with it when it is sent. */
export function renderModal(form: Form, metadata: string): types.ModalView {
  const about = renderAbout(form)
  return {
    type: 'modal',
    callback_id: FORM_ID,
    private_metadata: metadata,
    title: plain(form.title, LIMITS.modalTitle),
    submit: plain(form.submit, LIMITS.modalButton, 'Send'),
    close: plain('Cancel', LIMITS.modalButton),
    blocks: [...about, ...form.fields.flatMap(renderInputs)].slice(0, LIMITS.modalBlocks),
  }
}

/** The subject of the decision, above the fields. */
function renderAbout(form: Form): types.SectionBlock[] {
  const about = aboveFields(form)
  if (about === undefined || !isVisible(plainText(about))) return []
  return [
    {
      type: 'section',
      text: { type: 'mrkdwn', text: mrkdwn(about, LIMITS.textObject), verbatim: true },
    },
  ]
}

/**
 * One input for most fields. Slack's own holds 3,000 characters, so a long text has a second one for its end, and one for
 * a file where it can come as one: then either of both is enough.
 */
function renderInputs(field: FormField): types.InputBlock[] {
  if (field.kind === 'file') return [renderUpload(field)]
  if (field.kind !== 'long text') return [renderInput(field)]
  const [start, rest] = splitText(field.value ?? '', LIMITS.inputValue)
  const first = renderInput({ ...field, value: start, required: field.required && !field.file })
  const more = renderInput({
    ...field,
    name: toMoreName(field.name),
    label: `${field.label}, continued`,
    example: '',
    value: rest,
    required: false,
  })
  return [first, more, ...(field.file ? [renderUpload({ ...field, required: false })] : [])]
}

const renderUpload = (field: FormField): types.InputBlock => ({
  type: 'input',
  block_id: toFileName(field),
  label: plain(toFileLabel(field), LIMITS.inputLabel, field.name),
  optional: !field.required,
  element: { type: 'file_input', action_id: FIELD_ID, max_files: 1 },
})

const renderInput = (field: FormField): types.InputBlock => ({
  type: 'input',
  block_id: field.name,
  label: plain(field.label, LIMITS.inputLabel, field.name),
  optional: !field.required,
  ...(field.isPublic && { hint: plain(SHOWN_OUTSIDE, LIMITS.inputHint) }),
  element: chooseElement(field),
})

/** The element for the kind of field; a text input where that couldn't hold the value the field already has. */
function chooseElement(field: FormField): types.InputBlockElement {
  switch (field.kind) {
    case 'group':
    case 'choice':
      return toSelect(field) ?? toTextInput(field)
    case 'groups':
      return toMultiSelect(field) ?? toTextInput(field)
    case 'date':
      return toDatepicker(field) ?? toTextInput(field)
    case 'person':
      return toPersonSelect(field) ?? toTextInput(field)
    case 'long text':
      return toTextInput(field, true)
    case 'accounts':
      return toPeopleSelect(field) ?? toTextInput(field)
    // A time can be a range (13:00–15:00), for which Slack has no picker.
    case 'time':
    case 'file':
    case 'text':
    case 'reference':
    case 'zone':
      return toTextInput(field)
  }
}

function toTextInput(field: FormField, multiline = false): types.PlainTextInput {
  const value = clean(field.value ?? '')
  return {
    type: 'plain_text_input',
    action_id: FIELD_ID,
    multiline,
    max_length: LIMITS.inputValue,
    ...(value !== '' && { initial_value: cut(value, LIMITS.inputValue) }),
    ...toPlaceholder(field),
  }
}

const toPlaceholder = (field: FormField) =>
  field.example.trim() === '' ? {} : { placeholder: plain(field.example, LIMITS.placeholder) }

function toSelect(field: FormField): types.StaticSelect | undefined {
  const options = toOptions(field)
  const initial = pick(options, field.value ? [field.value] : [])
  if (!options || !initial) return undefined
  return {
    type: 'static_select',
    action_id: FIELD_ID,
    options,
    ...(initial[0] && { initial_option: initial[0] }),
  }
}

function toMultiSelect(field: FormField): types.MultiStaticSelect | undefined {
  const options = toOptions(field)
  const initial = pick(options, (field.value ?? '').split(/[,;\s]+/).filter(Boolean))
  if (!options || !initial) return undefined
  return {
    type: 'multi_static_select',
    action_id: FIELD_ID,
    options,
    ...(initial.length > 0 && { initial_options: initial }),
  }
}

/** The choices, if Slack can show them: 1 to 100 different, short values. */
function toOptions(field: FormField): types.PlainTextOption[] | undefined {
  const picks: Choice[] = field.picks ?? (field.choices ?? []).map(value => ({ label: value, value }))
  const values = new Set(picks.map(p => p.value))
  const shown = picks.length > 0 && picks.length <= LIMITS.selectOptions && values.size === picks.length
  if (!shown || picks.some(p => p.value === '' || p.value.length > LIMITS.optionValue)) return undefined
  return picks.map(p => ({ text: plain(p.label, LIMITS.optionText, p.value), value: p.value }))
}

/** The options with these values; undefined when one is missing. */
function pick(
  options: types.PlainTextOption[] | undefined,
  values: string[],
): types.PlainTextOption[] | undefined {
  const found = values.map(value => options?.find(o => o.value?.toLowerCase() === value.toLowerCase()))
  return found.every(option => option !== undefined) ? [...new Set(found)] : undefined
}

function toDatepicker(field: FormField): types.Datepicker | undefined {
  const value = field.value?.trim()
  if (value && !isDate(value)) return undefined
  return { type: 'datepicker', action_id: FIELD_ID, ...(value && { initial_date: value }) }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

function toPersonSelect(field: FormField): types.UsersSelect | undefined {
  const users = parseUsers(field)
  if (users === undefined || users.length > 1) return undefined
  return { type: 'users_select', action_id: FIELD_ID, ...(users[0] && { initial_user: users[0] }) }
}

function toPeopleSelect(field: FormField): types.MultiUsersSelect | undefined {
  const users = parseUsers(field)
  if (users === undefined) return undefined
  return {
    type: 'multi_users_select',
    action_id: FIELD_ID,
    ...(users.length > 0 && { initial_users: users }),
  }
}

/** The accounts in a value; undefined when it names a person in another way. */
function parseUsers(field: FormField): string[] | undefined {
  const parts = (field.value ?? '').split(/[,;\s]+/).filter(Boolean)
  const users = parts.map(part => /^slack:([UW][A-Z0-9]+)$/.exec(part)?.[1])
  return users.every(user => user !== undefined) ? [...new Set(users)] : undefined
}
