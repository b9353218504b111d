/** A table as a spreadsheet program opens it. */
import writeExcelFile from 'write-excel-file/node'

export interface Sheet {
  /** At most 31 characters, without the signs that a sheet's name can't have. */
  name: string
  columns: readonly string[]
  /** A text stays text, whatever it begins with: "=1+1" is no formula. Undefined: an empty cell. */
  rows: readonly (readonly (string | number | undefined)[])[]
}

/** In characters. */
const [NARROWEST, WIDEST] = [8, 60]
/** As many rows decide how wide a column is. */
const MEASURED = 200
/** The most characters that a cell holds (ECMA-376: Excel's limit). */
const LONGEST_CELL = 32_767

/** The .xlsx: a bold header that stays in sight, and a row for each row. */
export async function writeSheet({ name, columns, rows }: Sheet): Promise<Uint8Array> {
  const header = columns.map(value => ({ value, fontWeight: 'bold' as const }))
  const body = rows.map(row =>
    row.map(value => {
      if (value === undefined || value === '') return null
      return typeof value === 'number'
        ? { value, type: Number }
        : { value: value.slice(0, LONGEST_CELL), type: String, wrap: true, alignVertical: 'top' as const }
    }),
  )
  const widths = columns.map((title, i) => {
    const lengths = rows.slice(0, MEASURED).map(row => String(row[i] ?? '').length)
    return { width: Math.min(WIDEST, Math.max(NARROWEST, title.length + 2, ...lengths)) }
  })
  const options = {
    sheet: name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns: widths,
    stickyRowsCount: 1,
  }
  return new Uint8Array(await writeExcelFile([header, ...body], options).toBuffer())
}
