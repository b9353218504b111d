/**
 * Totals of a list of documents. A stated total may be meant in three ways: documents; marks; in a column, marks
 * less those of documents that have a mark in another column too.
 */
import type { Mark, TotalMeaning } from '../../reading/findings.ts'
import { countColumn } from '../../reading/recognise/totals.ts'

export interface Listed {
  marks: Mark[]
}

export type Totals = Record<TotalMeaning, number>

/** The three totals of the whole list, and of each group's column. */
export function countDocuments(listed: readonly Listed[]): { all: Totals; columns: Map<string, Totals> } {
  const groups = [...new Set(listed.flatMap(d => d.marks.map(mark => mark.group)))].toSorted()
  return {
    all: {
      documents: listed.length,
      marks: listed.reduce((sum, d) => sum + d.marks.length, 0),
      'exclusive marks': listed.filter(d => d.marks.length === 1).length,
    },
    columns: new Map(groups.map(group => [group, countColumn(listed, group).counted])),
  }
}

/** The meanings that a stated total has; none is a contradiction. */
export const findMeanings = (stated: number, totals: Totals): TotalMeaning[] =>
  (Object.keys(totals) as TotalMeaning[]).filter(meaning => totals[meaning] === stated)
