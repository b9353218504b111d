/**
 * Documents in layouts that no known report has. Their content was compared by hand with the lists in truth/layouts:
 * every entry, contradiction and place that could not be read.
 */
import { describe, expect, test } from 'vitest'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import { toDocx, toTabs, toText } from '../../support/docx/parts-of-document.ts'
import { FURTHER_LAYOUTS } from './further-layouts.ts'
import { LAYOUTS } from './layouts.ts'
import { linesOf, read } from './reading-lines.ts'

/** A text has no tracked changes: only what stands after them. */
const untracked = (lines: readonly string[]): string[] =>
  lines.filter(line => !line.includes('tracked change'))

describe.for(Object.entries({ ...LAYOUTS, ...FURTHER_LAYOUTS }))('%s', ([name, parts]) => {
  test('is read as somebody reads it who compares by hand', async () => {
    const lines = linesOf(read(await readDocx(await toDocx(parts), name)))
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
      `truth/layouts/${name.replaceAll(' ', '-')}.txt`,
    )
  })

  test('says the same as a text, with Windows line ends too', async () => {
    const lines = untracked(linesOf(read(await readDocx(await toDocx(parts), name))))
    expect(untracked(linesOf(read(readText(toText(parts), name))))).toEqual(lines)
    expect(untracked(linesOf(read(readText(toText(parts, '\r\n'), name))))).toEqual(lines)
  })
})

test.for([
  'action plan in columns',
  'tables of liaison statements',
  'table of joint activities',
  'list alone',
])('%s: pasted with a row a line, it says the same', name => {
  const parts = LAYOUTS[name]!
  expect(linesOf(read(readText(toTabs(parts), name)))).toEqual(linesOf(read(readText(toText(parts), name))))
})

test('a table with strokes between its cells is read', () => {
  const text = [
    'Documents of WP2, Geneva, 11-15 May 2026',
    '',
    '| TD | Source | Title | WP2 |',
    '|----|:------:|-------|----:|',
    '| TD7 | TSB | Lanterns | 1 |',
  ].join('\n')
  expect(linesOf(read(readText(text, 'TD1')))).toContain(
    'documents | TD7 | title Lanterns; source TSB; state available; marks WP2',
  )
})
