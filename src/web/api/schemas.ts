/**
 * The answers to programs, as schemas: answers are made to fit them, and the description of the interface is made of
 * them.
 */
import { z } from 'zod'
import type { Fields } from '../../core/registers/field.ts'
import type { AnyRegister } from '../../core/registers/register.ts'
import { REGISTERS } from '../../core/registers/registers.ts'
import { bySchema } from '../../core/roles/by.ts'

const instant = z.string().describe('An instant, ISO 8601 in UTC.')
const date = z.string().describe('A date in Geneva, ISO 8601.')
const url = z.string().describe('Its page, for people.')

const paged = {
  page: z.number().int().describe('From 1.'),
  more: z.boolean().describe('Whether a further page has entries.'),
}

export const faultSchema = z
  .object({ fault: z.string().describe('One sentence: what is wrong, and what to do.'), code: z.string() })
  .meta({ id: 'Fault' })

export const meetingSchema = z
  .object({
    reference: z.string().describe('“MTG-7”'),
    name: z.string(),
    group: z.string(),
    kind: z.string(),
    starts: instant,
    ends: instant,
    objective: z.string(),
    deadline: instant
      .nullable()
      .describe('The last instant for contributions; null: none, or not a date yet.'),
    status: z.string(),
    outcome: z.string().nullable(),
    issue: z.string().nullable(),
    version: z.number().int(),
    url,
  })
  .meta({ id: 'Meeting' })

export const meetingsSchema = z
  .object({ meetings: z.array(meetingSchema), ...paged })
  .meta({ id: 'Meetings' })

const issueFields = {
  reference: z.string().describe('“ISG-4”'),
  topic: z.string(),
  summary: z.string(),
  stage: z.string(),
  concerned: z.array(z.string()),
  raised: z.object({ at: instant, by: bySchema, group: z.string() }),
  respondBy: date.nullable(),
  proposal: z.object({ number: z.number().int(), group: z.string(), text: z.string() }).nullable(),
  positions: z
    .record(
      z.string(),
      z.object({ position: z.string(), reason: z.string().nullable(), unconfirmed: z.boolean() }),
    )
    .describe('By SG. An SG without one is silent; silence is never agreement.'),
  conclusion: z.string().nullable(),
  version: z.number().int(),
  url,
}

export const issueSchema = z.object(issueFields).meta({ id: 'Issue' })
export const issuesSchema = z.object({ issues: z.array(issueSchema), ...paged }).meta({ id: 'Issues' })

export const wholeIssueSchema = z
  .object({
    ...issueFields,
    timeline: z.array(
      z.object({
        number: z.number().int(),
        at: instant,
        by: bySchema,
        group: z.string(),
        kind: z.string(),
        words: z.string(),
        said: z.string().nullable().describe('Where it was said, of an act that TSB recorded.'),
        status: z.enum(['waiting', 'confirmed', 'disowned']).nullable(),
      }),
    ),
  })
  .meta({ id: 'IssueWithTimeline' })

/** The answers about one register: a page of its entries, and one with its history. */
export interface RegisterSchemas {
  entries: z.ZodType
  wholeEntry: z.ZodType
}

function schemasOf({ name, fields }: AnyRegister): RegisterSchemas {
  const id = (name as string).replaceAll(/(?:^|\W)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const entry = {
    key: z.string().describe('Such as “T25-TSAG-TD326”.'),
    reference: z.string().describe('The key as people write it: “TSAG-TD326”.'),
    version: z.number().int(),
    changed: instant,
    fields: fieldsSchema(fields as Fields),
    url,
  }
  const change = z.object({
    version: z.number().int(),
    at: instant,
    by: bySchema,
    source: z.string().nullable(),
    clause: z.string().nullable(),
  })
  return {
    entries: z
      .object({
        entries: z.array(z.object(entry)),
        total: z.number().int().describe('At most 10,000.'),
        counted: z.boolean().describe('False: there are more than the total says.'),
        ...paged,
      })
      .meta({ id }),
    wholeEntry: z.object({ ...entry, history: z.array(change) }).meta({ id: `${id}WithHistory` }),
  }
}

/** The fields as the register declares them. An absent field is not known. */
const fieldsSchema = (fields: Fields): z.ZodType =>
  z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, { schema, label }]) => [
        name,
        (schema as z.ZodType).optional().describe(label),
      ]),
    ),
  )

/** By the names of the registers. */
export const registerSchemas: ReadonlyMap<string, RegisterSchemas> = new Map(
  REGISTERS.map(register => [register.name as string, schemasOf(register)]),
)

export const registersSchema = z
  .object({
    registers: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        path: z.string(),
        entries: z.number().int(),
        filters: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Registers' })
