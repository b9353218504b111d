/** LibreOffice writes a .docx in its own way: each layout says the same afterwards. */
import { expect, test } from 'vitest'
import { readDocx } from '../../../src/core/reading/docx/read-docx.ts'
import { LAYOUTS } from '../../core/reading/layouts.ts'
import { linesOf, read } from '../../core/reading/reading-lines.ts'
import { findLibreOffice, saveWithLibreOffice } from '../../support/docx/libreoffice.ts'
import { toDocx } from '../../support/docx/parts-of-document.ts'

const program = findLibreOffice()

test.skipIf(program === undefined).for(Object.entries(LAYOUTS))(
  '%s says the same after LibreOffice saved it (skipped where it is not installed)',
  async ([name, parts]) => {
    const bytes = await toDocx(parts)
    const saved = await saveWithLibreOffice(program!, bytes)
    expect(linesOf(read(await readDocx(saved, name)))).toEqual(linesOf(read(await readDocx(bytes, name))))
  },
)
