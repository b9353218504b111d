/**
 * Documents in layouts that no known report has. What is in them was compared by hand with the lists in
 * truth/layouts: every entry, contradiction and place that could not be read.
 */
import { describe, expect, test } from 'vitest'
import type { Document } from '../../../src/core/reading/document.ts'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { type Reading, readDocument } from '../../../src/core/reading/read-document.ts'
import { readText } from '../../../src/core/reading/text/read-text.ts'
import {
  describeDisagreement,
  describeUnread,
} from '../../../src/core/registers/reading/disagreement-words.ts'
import { findLibreOffice, saveWithLibreOffice } from '../../support/docx/libreoffice.ts'
import { toDocx, toTabs, toText } from '../../support/docx/parts-of-document.ts'
import { LAYOUTS } from './layouts.ts'

const GROUPS = [
  ...'2 3 5 11 12 13 15 17 20 21'.split(' ').map(n => `SG${n}`),
  'WP2',
  'RG-WPR',
  'RG-DT',
  'TSAG',
]

const read = (document: Document): Reading => readDocument(document, { groups: GROUPS })

/** What a reading enters, offers, finds and leaves, a line each, without places. */
const linesOf = ({ entries, findings, disagreements, unread, kind, group, meeting }: Reading): string[] => [
  `${kind} of ${group ?? 'nobody'}, ${meeting?.from ?? 'no date'}`,
  ...entries.map(({ register, key, fields, disputed }) => {
    const known = Object.entries(fields).filter(([, value]) => value !== '')
    const words = known.map(([name, value]) => `${name} ${value.replaceAll('\n', ' / ')}`).join('; ')
    return `${disputed ? 'disputed ' : ''}${register} | ${key.replaceAll('\n', ' / ')} | ${words}`
  }),
  ...findings.flatMap(f =>
    f.kind === 'person'
      ? [`person | ${f.name}, ${f.role} of ${f.group}`]
      : f.kind === 'no-meeting'
        ? [`no meeting | ${f.group}`]
        : f.kind === 'total'
          ? [`total | ${f.of} ${f.group ?? ''} ${f.stated} ${f.means.join(', ')}`]
          : [],
  ),
  ...disagreements.map(d => `${d.certain ? 'contradiction' : 'to look at'} | ${describeDisagreement(d)}`),
  ...unread.map(u => `not read | ${describeUnread(u.why)}: ${u.words}`),
]

/** A text has no tracked changes: only what stands after them. */
const untracked = (lines: readonly string[]): string[] =>
  lines.filter(line => !line.includes('tracked change'))

describe.for(Object.entries(LAYOUTS))('%s', ([name, parts]) => {
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

  test.skipIf(findLibreOffice() === undefined)(
    'says the same after LibreOffice saved it (skipped where it is not installed)',
    async () => {
      const bytes = await toDocx(parts)
      const saved = await saveWithLibreOffice(findLibreOffice()!, bytes)
      expect(linesOf(read(await readDocx(saved, name)))).toEqual(linesOf(read(await readDocx(bytes, name))))
    },
  )
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
