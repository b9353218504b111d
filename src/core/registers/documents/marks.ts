/** Marks that allocate a document to groups: "WP2, (RG-DT)". A bracketed mark is kept as such; its meaning is stated nowhere. */
import { z } from 'zod'
import type { Mark } from '../../reading/findings.ts'
import { type Field, field, parseBody } from '../field.ts'

export const markSchema: z.ZodType<Mark> = z.object({ group: z.string(), bracketed: z.boolean() })

export function parseMark(raw: string): Mark {
  const bracketed = /^\((.*)\)$/.exec(raw.trim())
  return { group: parseBody(bracketed ? bracketed[1]! : raw), bracketed: bracketed !== null }
}

export const formatMark = ({ group, bracketed }: Mark): string => (bracketed ? `(${group})` : group)

export const marksField = (label: string, example: string): Field<Mark[]> => ({
  ...field.list({ label, example }, markSchema, parseMark, formatMark),
  groups: marks => marks.map(({ group }) => group),
})

/** The marks with those of the groups named replaced; marks of other groups stay. */
export const withMarks = (marks: readonly Mark[], fresh: readonly Mark[]): Mark[] => [
  ...marks.filter(mark => !fresh.some(other => other.group === mark.group)),
  ...fresh,
]
