/**
 * The kinds of option a command can declare. Each is a zod schema from the written text to its value, with what
 * every platform needs to ask for it. Options that name entries of a room (a group, an issue) are declared there.
 */
import { z } from 'zod'
import type { Transaction } from '../database/client.ts'
import { UserError } from '../errors.ts'
import type { GivenFile } from '../grammar/invocation.ts'
import type { Choice, CommandSpec, OptionKind, OptionSpec } from '../grammar/spec.ts'
import type { PlatformFacts } from '../platforms/platform.ts'
import type { ReferenceKind } from '../references/kind.ts'
import type { Actor } from '../roles/actor.ts'
import { cleanLine, cleanRecord, MAX_LENGTH, UnfitText } from '../text/clean.ts'
import { parseDate, parseTimeSpan, type TimeSpan } from '../time/parse.ts'
import { rankChoices } from './rank-choices.ts'

/** Somebody who is typing the value of an option, or looking at its field in a form. */
export interface Completing {
  tx: Transaction
  now: Temporal.Instant
  actor: Actor
  catalog: readonly CommandSpec[]
  platforms: readonly PlatformFacts[]
}

/** An option before it has a name: the name is its key in the command. */
export interface Option<T> extends Omit<OptionSpec, 'name' | 'completes' | 'hasDates'> {
  schema: z.ZodType<T>
  /** Values that fit what was typed so far, best first, at most 25. */
  complete?(typed: string, completing: Completing): Promise<Choice[]>
  /** Throws a UserError for a value that doesn't fit the platforms of this program. */
  check?(value: T, platforms: readonly PlatformFacts[]): void
  /** Whether a form asks this person for it; where left out, everybody. */
  isFor?(actor: Actor): boolean
  /** The value for a person who leaves it out and can mean only one, such as their own group; no form asks them for it. */
  own?(actor: Actor): string | undefined
  /** All values to pick from in a form, where that is a short list. */
  picks?(completing: Completing): Promise<Choice[]>
  /** The present value, for a form that changes it. */
  current?(completing: Completing): Promise<string | undefined>
  /** The answer to a question that the command asks itself: no form asks it before, nor keeps it where words can change. */
  isAnswer?: true
  /** The dates that a value has: an answer that doesn't say them says how they were understood. */
  dates?(value: T): readonly Temporal.PlainDate[]
  /** The option in whose place this one is given: where that one is known, no form asks for this one. */
  insteadOf?: string
}

/** Properties that every option is declared with. `positional`: can be given without its name, in text. */
export interface Asked {
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

/** An option of a kind, whose value `read` makes of the text; `read` throws a UserError for what breaks its rules. */
export const declareOption = <T>(
  kind: OptionKind,
  { label, example, positional }: Asked,
  read: (raw: string) => T,
): Option<T> => ({
  kind,
  label,
  example,
  positional: positional ?? false,
  required: true,
  schema: reads(read),
})

const parseText = (text: string): string => {
  if (text === '') throw new UserError('empty', 'It has nothing that can be seen; please write something.')
  return text
}

/** The value of an option as its parser gets it: bounded and cleaned by the option's kind. Throws a UserError. */
export function cleanValue({ kind, maxLength }: Pick<OptionSpec, 'kind' | 'maxLength'>, raw: string): string {
  try {
    return kind === 'long text'
      ? cleanRecord(raw, maxLength ?? MAX_LENGTH.record)
      : cleanLine(raw, maxLength ?? MAX_LENGTH.line)
  } catch (error) {
    if (error instanceof UnfitText) throw new UserError(error.code, error.message)
    throw error
  }
}

const fixed = (values: readonly Choice[]) => ({
  complete: async (typed: string) => rankChoices(values, typed),
  picks: async () => [...values],
})

export const option = {
  text: (asked: Asked): Option<string> => declareOption('text', asked, parseText),
  longText: (asked: Asked): Option<string> => declareOption('long text', asked, parseText),
  /** A long text that can be given as a file, too; then it may be longer. */
  fileText: (asked: Asked, maxLength: number = MAX_LENGTH.file): Option<string> => ({
    ...declareOption('long text', asked, parseText),
    maxLength,
    file: true,
  }),
  /** A document of any kind, of at most so many bytes. */
  file: (asked: Asked, maxBytes: number = MAX_LENGTH.fileBytes): Option<GivenFile> => ({
    kind: 'file',
    ...asked,
    positional: false,
    required: true,
    maxLength: maxBytes,
    schema: z.custom<GivenFile>(value => typeof value === 'object'),
  }),
  date: (asked: Asked): Option<Temporal.PlainDate> => ({
    ...declareOption('date', asked, parseDate),
    dates: date => [date],
  }),
  time: (asked: Asked): Option<TimeSpan> => declareOption('time', asked, parseTimeSpan),
  zone: (asked: Asked): Option<string> => ({
    ...declareOption('zone', asked, parseZone),
    complete: async typed => rankChoices(zones(), typed.replaceAll(' ', '_')),
  }),
  choice: <const C extends readonly string[]>(choices: C, asked: Asked): Option<C[number]> => ({
    ...declareOption('choice', asked, parseChoice(choices)),
    choices,
    ...fixed(choices.map(value => ({ label: value, value }))),
  }),
  /** The reference of an entry; its room says how it is completed. */
  reference: (
    kind: ReferenceKind,
    asked: Asked,
    complete?: (typed: string, completing: Completing) => Promise<Choice[]>,
  ): Option<number> => ({
    ...declareOption('reference', asked, kind.parse),
    ...(complete && { complete }),
  }),
  /** A text with rules of its own. `dates`: those that its value has. */
  own: <T>(
    asked: Asked,
    read: (raw: string) => T,
    dates?: (value: T) => readonly Temporal.PlainDate[],
  ): Option<T> => ({ ...declareOption('text', asked, read), ...(dates && { dates }) }),
  accounts: <T>(asked: Asked, read: (raw: string) => T): Option<T> => declareOption('accounts', asked, read),
}

function parseZone(raw: string): string {
  const name = raw.trim().replaceAll(' ', '_')
  const fixed = FIXED_ZONES[name.toUpperCase()]
  if (fixed !== undefined)
    throw new UserError(
      'fixed-zone',
      `"${raw}" is a fixed time without summer time; name your place, such as ${fixed}.`,
    )
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch {
    throw new UserError(
      'no-zone',
      `"${raw}" is not a time zone; write it like Asia/Tokyo or America/New_York.`,
    )
  }
}

/** Abbreviations that the zone data know as fixed times, and a place that somebody means by each. */
const FIXED_ZONES: Record<string, string> = {
  EST: 'America/New_York',
  MST: 'America/Denver',
  HST: 'Pacific/Honolulu',
  CET: 'Europe/Zurich',
  MET: 'Europe/Zurich',
  EET: 'Europe/Athens',
  WET: 'Europe/Lisbon',
}

/** Names under which people look for a zone, and which the zone data do not list. */
const ZONE_NAMES: Record<string, string> = {
  Geneva: 'Europe/Zurich',
  Kolkata: 'Asia/Kolkata',
  Delhi: 'Asia/Kolkata',
  Mumbai: 'Asia/Kolkata',
  Beijing: 'Asia/Shanghai',
  Kyiv: 'Europe/Kyiv',
  Yangon: 'Asia/Yangon',
  Kathmandu: 'Asia/Kathmandu',
  Washington: 'America/New_York',
  ...FIXED_ZONES,
}

/** The zones of places, then other names for them: "Geneva (Europe/Zurich)". */
const zones = (): Choice[] => [
  ...Intl.supportedValuesOf('timeZone')
    .filter(zone => !Object.hasOwn(FIXED_ZONES, zone))
    .map(zone => ({ label: zone, value: zone })),
  ...Object.entries(ZONE_NAMES).map(([name, zone]) => ({ label: `${name} (${zone})`, value: zone })),
]

const parseChoice =
  <C extends readonly string[]>(choices: C) =>
  (raw: string): C[number] => {
    const wanted = raw.trim().toLowerCase()
    const found = choices.find(c => c.toLowerCase() === wanted)
    if (found === undefined)
      throw new UserError('no-choice', `"${raw}" is not one of the choices: ${choices.join(', ')}.`)
    return found
  }

/** The option, of which forms say that its value will be read outside. */
export const shownOutside = <T>(inner: Option<T>): Option<T> => ({ ...inner, isPublic: true })

/** "yes" to a question that the command asks once it has one: that the year is right, that conflicts are known. */
export const answerOption = (label: string): Option<'yes' | undefined> => ({
  ...optional(option.choice(['yes'], { label, example: 'yes' })),
  isAnswer: true,
})

/** The option, which can also be given without its name. */
export const positional = <T>(inner: Option<T>): Option<T> => ({ ...inner, positional: true })

/** The option, but it may be left out. */
export const optional = <T>(inner: Option<T>): Option<T | undefined> => ({
  ...inner,
  required: false,
  schema: inner.schema.optional(),
})
