/** Places of a document in words: "clause 3.1.3", "Annex 1, table 3, row 4". */
import type { Place } from '../../reading/document.ts'

export function describePlace({ clause, table, row, line }: Place): string {
  const where = clause === undefined ? [] : [/^\d/.test(clause) ? `clause ${clause}` : clause]
  const at = table === undefined ? [] : [`table ${table}`, ...(row === undefined ? [] : [`row ${row}`])]
  const only = where.length + at.length === 0 && line !== undefined ? [`line ${line}`] : []
  return [...where, ...at, ...only].join(', ') || 'the document'
}
