/** Options that come from the declaration of a register. */

import { type Asked, declareOption, type Option, option, optional } from '../../commands/options.ts'
import { MAX_CHOICES } from '../../commands/rank-choices.ts'
import { UserError } from '../../errors.ts'
import { type Field, type Fields, type FieldValues, parseWords } from '../field.ts'
import { toOptionName } from '../names.ts'
import type { AnyRegister, Register } from '../register.ts'
import { isInKey } from '../register.ts'
import { completeKeys } from '../store.ts'
import { ownOption } from './own.ts'

/** An option of a line of text, with rules of its own. */
export const shortOption = <T>(asked: Asked, read: (raw: string) => T): Option<T> =>
  declareOption('text', asked, raw => read(parseWords(raw)))

/** A page of a list, from 1. */
export const pageOption: Option<number | undefined> = optional(
  shortOption({ label: 'Page', example: '2' }, raw => {
    if (/^[1-9]\d{0,5}$/.test(raw)) return Number(raw)
    throw new UserError('not-a-page', `"${raw}" is no page; write its number, like 2.`)
  }),
)

/** An entry by its key as people write it; the key itself is made of it when the command runs, for it depends on the day. */
export const entryOption = ({ key, name }: AnyRegister): Option<string> => ({
  ...shortOption({ label: key.label, example: key.example, positional: true }, raw => raw),
  complete: async (typed, { tx, now }) =>
    (await completeKeys(tx, { name }, typed.trim(), MAX_CHOICES)).map(found => ({
      label: key.format(found, now),
      value: key.format(found, now),
    })),
})

/** A field as an option. */
export const fieldOption = <T>(field: Field<T>): Option<T> => {
  const asked = { label: field.label, example: field.example }
  const read: Option<T> = field.long
    ? declareOption('long text', asked, raw => field.parse(raw))
    : shortOption(asked, raw => field.parse(raw))
  const { dates } = field
  const declared: Option<T> = dates ? { ...read, dates } : read
  if (!field.choices) return declared
  const { check: _, dates: __, ...choice } = option.choice(field.choices, asked)
  return { ...declared, ...choice, schema: declared.schema }
}

/** All fields as options, those that a new entry must have required. */
export const fieldOptions = (register: AnyRegister): Record<string, Option<unknown>> =>
  Object.fromEntries(
    Object.entries(register.fields as Fields).flatMap(([name, field]) => {
      if (register.notAdded?.includes(name) || isInKey(register, name)) return []
      const { whose } = register
      const declared =
        whose?.field === name
          ? ownOption(fieldOption(field as Field<unknown>), whose.groups)
          : fieldOption(field as Field<unknown>)
      return [[toOptionName(name), register.required.includes(name) ? declared : optional(declared)]]
    }),
  )

/** The values of field options, by the names of the fields; what was left out is absent. */
export const fromOptions = <F extends Fields>(
  register: Register<F>,
  values: Record<string, unknown>,
): FieldValues<F> =>
  Object.fromEntries(
    Object.keys(register.fields).flatMap(name => {
      const value = values[toOptionName(name)]
      return value === undefined || isInKey(register, name) ? [] : [[name, value]]
    }),
  ) as FieldValues<F>

/** The source of a value: a document and its clause. */
export const sourceOption: Option<string | undefined> = optional(
  option.text({ label: 'Document and clause it is from', example: 'TD164R3, clause 3.2' }),
)

/** For text that comes as a file: ten thousand documents are half of that. */
const FILE_LENGTH = 2_000_000

/** The text of a file, in a form or at the terminal. */
export const fileOption = (label: string, example: string): Option<string> =>
  option.fileText({ label, example }, FILE_LENGTH)
