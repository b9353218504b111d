/** A form as Discord's modal: a label with an input for each field. */
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js'
import type { Form, FormField } from '../../core/desk/port.ts'
import type { Choice } from '../../core/grammar/spec.ts'
import { plainText } from '../../core/messages/plain.ts'
import type { Text } from '../../core/text/spans.ts'
import { aboveFields } from '../above-fields.ts'
import { toFileLabel, toFileName } from '../file-field.ts'
import { SHOWN_OUTSIDE } from '../outside.ts'
import { parseAccount } from './decode.ts'
import { cut, LIMITS } from './limits.ts'
import { isVisible, oneLine, pieces, shorten } from './markup.ts'

export function renderModal(form: Form, customId: string): APIModalInteractionResponseCallbackData {
  const fields = form.fields.slice(0, LIMITS.modal.fields)
  const above = aboveFields(form)
  const about = above !== undefined && isVisible(plainText(above)) ? above : undefined
  const hasRoom = fields.length < LIMITS.modal.fields
  return {
    custom_id: customId,
    title: cut(shown(form.title, form.invocation.path), LIMITS.modal.title),
    components:
      about !== undefined && hasRoom
        ? [renderAbout(about), ...renderFields(fields, LIMITS.modal.fields - 1)]
        : withHint(renderFields(fields, LIMITS.modal.fields), about),
  }
}

/** The subject of the decision, above the fields. */
const renderAbout = (about: Text): APITextDisplayComponent => ({
  type: ComponentType.TextDisplay,
  content: shorten(pieces(about), { chars: LIMITS.modal.value, bytes: LIMITS.modal.value }).markup,
})

/** With a field in each place, the subject of the decision stands under the label of the first field, as far as it fits. */
const withHint = (
  [first, ...others]: readonly APILabelComponent[],
  about: Text | undefined,
): APILabelComponent[] =>
  first === undefined
    ? []
    : [
        about === undefined || first.description !== undefined
          ? first
          : { ...first, description: cut(oneLine(plainText(about)), LIMITS.modal.description) },
        ...others,
      ]

/**
 * A text that can come as a file gets a second field for the file where there is room for it among `most`; one of the two
 * is enough.
 */
function renderFields(fields: readonly FormField[], most: number): APILabelComponent[] {
  let left = most - fields.length
  return fields.flatMap(field => {
    if (!field.file || left === 0) return [renderLabel(field)]
    left--
    return [renderLabel({ ...field, required: false }), renderUpload(field, false)]
  })
}

const renderUpload = (field: FormField, required: boolean): APILabelComponent => ({
  type: ComponentType.Label,
  label: cut(shown(toFileLabel(field), field.name), LIMITS.modal.label),
  component: {
    type: ComponentType.FileUpload,
    custom_id: toFileName(field),
    required,
    min_values: required ? 1 : 0,
    max_values: 1,
  },
})

const shown = (text: string, otherwise: string): string => (isVisible(text) ? oneLine(text) : otherwise)

const renderLabel = (field: FormField): APILabelComponent =>
  field.kind === 'file'
    ? renderUpload(field, field.required)
    : {
        type: ComponentType.Label,
        label: cut(shown(field.label, field.name), LIMITS.modal.label),
        ...(field.isPublic && { description: SHOWN_OUTSIDE }),
        component: chooseInput(field),
      }

function chooseInput(field: FormField): APILabelComponent['component'] {
  switch (field.kind) {
    case 'choice':
      return select(field, field.picks ?? field.choices?.map(c => ({ label: c, value: c })), 1)
    case 'group':
      return select(field, field.picks, 1)
    case 'groups':
      return select(field, field.picks, LIMITS.select.options)
    case 'person':
      return personInput(field)
    case 'long text':
      return textInput(field, TextInputStyle.Paragraph)
    case 'file':
    case 'text':
    case 'reference':
    case 'date':
    case 'time':
    case 'accounts':
    case 'zone':
      return textInput(field, TextInputStyle.Short)
  }
}

/** A list to choose from; a text input where it is empty, longer than Discord allows, or lacks the field's value. */
function select(field: FormField, picks: Choice[] | undefined, most: number): APILabelComponent['component'] {
  const chosen = most === 1 ? [field.value ?? ''] : (field.value ?? '').split(/[\s,;]+/)
  const given = chosen.filter(value => value !== '')
  const fits =
    picks !== undefined &&
    picks.length > 0 &&
    picks.length <= LIMITS.select.options &&
    picks.every(pick => pick.value.length >= 1 && pick.value.length <= LIMITS.select.value) &&
    given.every(value => picks.some(pick => pick.value === value))
  if (!fits) return textInput(field, TextInputStyle.Short)
  return {
    type: ComponentType.StringSelect,
    custom_id: field.name,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: Math.min(most, picks.length),
    options: picks.map(({ label, value }) => ({
      label: cut(shown(label, value), LIMITS.select.label),
      value,
      ...(given.includes(value) && { default: true }),
    })),
  }
}

function personInput(field: FormField): APILabelComponent['component'] {
  const account = parseAccount(field.value ?? '')
  if (field.value && account === undefined) return textInput(field, TextInputStyle.Short)
  return {
    type: ComponentType.UserSelect,
    custom_id: field.name,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: 1,
    ...(account !== undefined && {
      default_values: [{ id: account, type: SelectMenuDefaultValueType.User }],
    }),
  }
}

function textInput(field: FormField, style: TextInputStyle): APILabelComponent['component'] {
  const value = cut(field.value ?? '', LIMITS.modal.value)
  return {
    type: ComponentType.TextInput,
    custom_id: field.name,
    style,
    required: field.required,
    max_length: LIMITS.modal.value,
    ...(isVisible(field.example) && { placeholder: cut(oneLine(field.example), LIMITS.modal.placeholder) }),
    ...(value !== '' && { value }),
  }
}
