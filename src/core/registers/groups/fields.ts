/** The fields of a group or body. */
import { z } from 'zod'
import { UserError } from '../../errors.ts'
import { GROUPS } from '../../groups/registry.ts'
import { describePartial, type Field, field, parseBody, parsePartialDate } from '../field.ts'

/** "outside": a body that is none of ITU-T's, which registers name as a sender or addressee. */
export const KINDS = ['TSAG', 'WP', 'RG', 'SG', 'JCA', 'JCG', 'CG', 'FG', 'JMT', 'outside'] as const
export type BodyKind = (typeof KINDS)[number]

/** An earlier name of a body: its short name, its full name, or both. */
export interface EarlierName {
  id?: string
  name?: string
  /** Until when, as far as it is known. */
  until?: string
}

const earlierName: z.ZodType<EarlierName> = z.object({
  id: z.string().exactOptional(),
  name: z.string().exactOptional(),
  until: z.string().exactOptional(),
})

/** "JCA-IMT2020 “Coordination of IMT” (until 2026-01)" */
const formatName = ({ id, name, until }: EarlierName): string =>
  [id, name === undefined ? undefined : `“${name}”`, until === undefined ? undefined : `(until ${until})`]
    .filter(part => part !== undefined)
    .join(' ')

function parseName(raw: string): EarlierName {
  const [, id = '', name, until] =
    /^(.*?)\s*(?:“([^”]*)”)?\s*(?:\(until ([^()]*\d)\))?$/s.exec(raw.trim()) ?? []
  if (id === '' && name === undefined)
    throw new UserError(
      'no-name',
      `"${raw.trim()}" is no earlier name; write a short name, and the full one as “…”.`,
    )
  return {
    ...(id !== '' && { id: parseBodyName(id) }),
    ...(name !== undefined && { name }),
    ...(until !== undefined && { until: parsePartialDate(until) }),
  }
}

const names: Field<EarlierName[]> = {
  label: 'Earlier names',
  example: 'JCA-IMT2020 (until 2026-01)',
  schema: z.array(earlierName),
  parse: raw => raw.split(/\s*;\s*/).map(parseName),
  format: values => values.map(formatName).join('; '),
  describe: values =>
    values
      .map(({ until, ...name }) =>
        formatName(until === undefined ? name : { ...name, until: describePartial(until) }),
      )
      .join('; '),
  long: true,
}

export const groupFields = {
  kind: field.choice(KINDS, { label: 'Kind', example: 'JCA' }),
  name: field.text({ label: 'Full name', example: 'Joint Coordination Activity on metaverse' }),
  parents: field.groups({ label: 'Parent', example: 'TSAG' }),
  since: field.date({ label: 'From', example: '2025-05' }),
  until: field.date({ label: 'Until', example: '2026-01-30' }),
  predecessors: field.groups({ label: 'Predecessors', example: 'SG9, SG16' }),
  names,
  terms: field.text({ label: 'Document with its terms of reference', example: 'TD299' }),
  createdBy: field.text({ label: 'Created by', example: 'TD100R1, WP2-4' }),
  closedBy: field.text({ label: 'Closed by', example: 'TD328' }),
}

/** The name under which its entries are stored, and their fields. */
export const storedGroups = { name: GROUPS, fields: groupFields }

/** "SG 21" → "SG21", "JCA-MV", "IEEE 802.3". Throws a UserError for what can't be a short name. */
export function parseBodyName(raw: string): string {
  const text = parseBody(raw.replace(/\s+/g, ' '))
  const name = text.replace(/^(?:jca|jcg|cg|fg|jmt)(?=[-\d])/i, letters => letters.toUpperCase())
  if (/^\p{L}[\p{L}\p{N} ,&/+.()-]{0,99}$/u.test(name)) return name
  throw new UserError(
    'not-a-group',
    `"${text.slice(0, 60)}" is no short name of a group or body; write it like SG21, JCA-MV or FG-MV.`,
  )
}

const PREFIXES: readonly (readonly [RegExp, BodyKind])[] = [
  [/^TSAG$/, 'TSAG'],
  [/^WP\d+$/, 'WP'],
  [/^RG-/, 'RG'],
  [/^SG\d+$/, 'SG'],
  [/^JCA-/, 'JCA'],
  [/^JCG-/, 'JCG'],
  [/^CG-/, 'CG'],
  [/^FG-/, 'FG'],
  [/^JMT/, 'JMT'],
]

/** The kind that a short name says; undefined: it says none. */
export const kindOfName = (id: string): BodyKind | undefined =>
  PREFIXES.find(([prefix]) => prefix.test(id))?.[1]
