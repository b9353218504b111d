/**
 * Addressees of a liaison statement, as they are written: "SG3 (action, 2026-05-01), SG12 (information), SG13". Each
 * one's purpose and reply-by are known or not known. Rec. ITU-T A.1: with a request for action goes a date by which a
 * reply is required.
 */
import { z } from 'zod'
import { UserError } from '../../errors.ts'
import { describePartial, type Field, field, parseBody, parsePartialDate } from '../field.ts'

export const PURPOSES = ['action', 'comment', 'information'] as const
export type Purpose = (typeof PURPOSES)[number]

export interface Addressee {
  /** "SG3", or "all SGs" */
  group: string
  /** Null: not known. */
  purpose: Purpose | null
  /** "2026-05-01"; null: not known, or none. */
  replyBy: string | null
}

const schema: z.ZodType<Addressee> = z.object({
  group: z.string(),
  purpose: z.enum(PURPOSES).nullable(),
  replyBy: z.string().nullable(),
})

export const ALL_STUDY_GROUPS = 'all SGs'

/** "SG3", "all SGs", or a body outside ITU-T. */
export const parseAddressedGroup = (raw: string): string =>
  /^all (?:ITU-T )?(?:SGs|study groups)$/i.test(raw.trim()) ? ALL_STUDY_GROUPS : parseBody(raw)

/** "SG3 (action, 2026-05-01)". Throws a UserError. */
export function parseAddressee(raw: string): Addressee {
  const [, group = raw, inside = ''] = /^(.*?)\s*\((.*)\)$/.exec(raw.trim()) ?? []
  const found: Addressee = { group: parseAddressedGroup(group), purpose: null, replyBy: null }
  for (const part of inside.split(/\s*,\s*/).filter(p => p !== '')) {
    const purpose = PURPOSES.find(p => p === part.toLowerCase().replace(/^for /, ''))
    if (purpose) found.purpose = purpose
    else if (/\d{4}$|^\d{4}-/.test(part)) found.replyBy = parsePartialDate(part.replace(/^by /i, ''))
    else
      throw new UserError(
        'not-an-addressee',
        `"${part}" is neither action, comment, information nor a date like 2026-05-01.`,
      )
  }
  return found
}

export const formatAddressee = ({ group, purpose, replyBy }: Addressee): string => {
  const known = [purpose, replyBy].filter(part => part !== null)
  return known.length === 0 ? group : `${group} (${known.join(', ')})`
}

/** "SG3 (action, by 1 May 2026)" */
const describeAddressee = ({ group, purpose, replyBy }: Addressee): string =>
  formatAddressee({
    group,
    purpose,
    replyBy: replyBy === null ? null : `by ${describePartial(replyBy)}`,
  })

export const addresseesField = (label: string): Field<Addressee[]> => ({
  ...field.list(
    { label, example: 'SG3 (action, 2026-05-01), SG12' },
    schema,
    parseAddressee,
    formatAddressee,
    describeAddressee,
  ),
  groups: addressees => addressees.map(({ group }) => group),
})

/** A reply that was recorded by hand: by whom, and in which document where that is known. */
export interface RecordedReply {
  group: string
  document: string | null
}

const replySchema: z.ZodType<RecordedReply> = z.object({ group: z.string(), document: z.string().nullable() })

/** "SG3 (TD350)" */
export const recordedRepliesField = (label: string): Field<RecordedReply[]> =>
  field.list(
    { label, example: 'SG3 (TD350)' },
    replySchema,
    raw => {
      const [, group = raw, document] = /^(.*?)\s*\((.*)\)$/.exec(raw.trim()) ?? []
      return { group: parseBody(group), document: document ?? null }
    },
    ({ group, document }) => (document === null ? group : `${group} (${document})`),
  )

/** A reply that comes by another date than the one that was asked for. */
export interface LaterReply {
  group: string
  /** "2026-06-01", or to the month */
  date: string
}

const laterSchema: z.ZodType<LaterReply> = z.object({ group: z.string(), date: z.string() })

/** "SG3 (2026-06-01)" */
export const laterRepliesField = (label: string): Field<LaterReply[]> =>
  field.list(
    { label, example: 'SG3 (2026-06-01)' },
    laterSchema,
    raw => {
      const [, group, date] = /^(.*?)\s*\((.*)\)$/.exec(raw.trim()) ?? []
      if (group === undefined || date === undefined)
        throw new UserError('no-date', `"${raw.trim()}" has no date; write it like SG3 (2026-06-01).`)
      return { group: parseBody(group), date: parsePartialDate(date) }
    },
    ({ group, date }) => `${group} (${date})`,
    ({ group, date }) => `${group} (${describePartial(date)})`,
  )
