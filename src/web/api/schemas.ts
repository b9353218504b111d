/** What programs get, as schemas: answers are made to fit them, and the description of the interface is made of them. */
import { z } from 'zod'
import type { Fields } from '../../core/registers/field.ts'
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

/** The fields of a register, as its declaration has them. An absent field is not known. */
export const fieldsSchema = (fields: Fields): z.ZodType =>
  z.object(
    Object.fromEntries(
      Object.entries(fields).map(([name, { schema, label }]) => [
        name,
        (schema as z.ZodType).optional().describe(label),
      ]),
    ),
  )

const entryFields = {
  key: z.string().describe('“T25-TSAG-TD326”'),
  reference: z.string().describe('“TSAG-TD326”'),
  version: z.number().int(),
  changed: instant,
  fields: z
    .union(REGISTERS.map(register => fieldsSchema(register.fields as Fields).meta({ title: register.title })))
    .describe('As its register declares them. An absent field is not known.'),
  url,
}

export const entrySchema = z.object(entryFields).meta({ id: 'Entry' })

export const entriesSchema = z
  .object({
    entries: z.array(entrySchema),
    total: z.number().int().describe('At most 10,000.'),
    counted: z.boolean().describe('False: there are more than the total says.'),
    ...paged,
  })
  .meta({ id: 'Entries' })

export const wholeEntrySchema = z
  .object({
    ...entryFields,
    history: z.array(
      z.object({
        version: z.number().int(),
        at: instant,
        by: bySchema,
        source: z.string().nullable(),
        clause: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'EntryWithHistory' })

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
