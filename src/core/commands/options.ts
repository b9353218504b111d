/**
 * The kinds of option a command can declare. Each is a zod schema from the written text to its value,
 * with what every platform needs to ask for it.
 */
import { z } from 'zod'
import type { GroupKind } from '../database/generated/enums.ts'
import { UserError } from '../errors.ts'
import type { OptionKind, OptionSpec } from '../grammar/spec.ts'
import { parseGroupId, parseGroupIds } from '../references/group-names.ts'
import { parseDate, parseTimeSpan, type TimeSpan } from '../time/parse.ts'

/** An option before it has a name: the name is its key in the command. */
export interface Option<T> extends Omit<OptionSpec, 'name'> {
  schema: z.ZodType<T>
}

/** What every option is declared with. `positional`: can be given without its name, in text. */
interface Asked {
  label: string
  example: string
  positional?: true
}

/** A schema from text to a value by `read`, whose UserError becomes the sentence of the fault. */
function reads<T>(read: (raw: string) => T): z.ZodType<T> {
  return z.string().transform((raw, fault) => {
    try {
      return read(raw)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      fault.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
}

const declare = <T>(
  kind: OptionKind,
  { label, example, positional }: Asked,
  schema: z.ZodType<T>,
): Option<T> => ({
  kind,
  label,
  example,
  positional: positional ?? false,
  required: true,
  schema,
})

/** The longest text that is kept of a short and of a long option, in characters. */
const SHORT = 200
const LONG = 4000

const textOf = (most: number) =>
  reads(raw => {
    const text = raw.trim()
    if (text === '') throw new UserError('empty', 'It is empty; please write something.')
    if ([...text].length > most)
      throw new UserError(
        'too-long',
        `It has ${[...text].length} characters; at most ${most} are kept, please shorten it.`,
      )
    return text
  })

const reference = (prefix: string, noun: string) =>
  reads(raw => {
    const match = new RegExp(`^(?:${prefix}-?)?(\\d{1,9})$`, 'i').exec(raw.trim())
    if (!match)
      throw new UserError(
        'not-a-reference',
        `"${raw}" is not the reference of ${noun}; write it like ${prefix}-1.`,
      )
    return Number(match[1])
  })

export const option = {
  text: (asked: Asked): Option<string> => declare('text', asked, textOf(SHORT)),
  longText: (asked: Asked): Option<string> => declare('long text', asked, textOf(LONG)),
  group: (asked: Asked, among?: readonly GroupKind[]): Option<string> => ({
    ...declare('group', asked, reads(parseGroupId)),
    ...(among && { among }),
  }),
  studyGroup: (asked: Asked): Option<string> => option.group(asked, ['SG']),
  studyGroups: (asked: Asked): Option<string[]> => ({
    ...declare('groups', asked, reads(parseGroupIds)),
    among: ['SG'],
  }),
  issue: (asked: Asked): Option<number> => declare('issue', asked, reference('ISG', 'an issue')),
  meeting: (asked: Asked): Option<number> => declare('meeting', asked, reference('MTG', 'a meeting')),
  date: (asked: Asked): Option<Temporal.PlainDate> => declare('date', asked, reads(parseDate)),
  time: (asked: Asked): Option<TimeSpan> => declare('time', asked, reads(parseTimeSpan)),
  zone: (asked: Asked): Option<string> =>
    declare(
      'zone',
      asked,
      reads(raw => {
        try {
          return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zoneName(raw)).timeZoneId
        } catch {
          throw new UserError(
            'no-zone',
            `"${raw}" is not a time zone; write it like Asia/Tokyo or America/New_York.`,
          )
        }
      }),
    ),
  choice: <const C extends readonly string[]>(choices: C, asked: Asked): Option<C[number]> => ({
    ...declare('choice', asked, choiceOf(choices)),
    choices,
  }),
  /** A text with rules of its own; `read` throws a UserError for what breaks them. */
  own: <T>(asked: Asked, read: (raw: string) => T): Option<T> => declare('text', asked, reads(read)),
  accounts: <T>(asked: Asked, read: (raw: string) => T): Option<T> => declare('accounts', asked, reads(read)),
}

const zoneName = (raw: string) => raw.trim().replaceAll(' ', '_')

const choiceOf = <C extends readonly string[]>(choices: C): z.ZodType<C[number]> =>
  reads(raw => {
    const wanted = raw.trim().toLowerCase()
    const found = choices.find(c => c.toLowerCase() === wanted)
    if (found === undefined)
      throw new UserError('no-choice', `"${raw}" is not one of the choices: ${choices.join(', ')}.`)
    return found
  })

/** The option, but it may be left out. */
export const optional = <T>(inner: Option<T>): Option<T | undefined> => ({
  ...inner,
  required: false,
  schema: inner.schema.optional(),
})
