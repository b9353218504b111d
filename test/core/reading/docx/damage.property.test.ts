import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserError } from '../../../../src/core/errors.ts'
import { readDocx } from '../../../../src/core/reading/docx/read-docx.ts'
import { docxOf, entriesOf, p, part, r, tbl, tc, tr } from '../../../support/docx/parts.ts'
import { zip } from '../../../support/docx/zip.ts'

/** A document, or a refusal in a sentence; any other fault is a defect. */
async function readOrRefuse(bytes: Uint8Array): Promise<string> {
  const outcome = await readDocx(bytes, 'any.docx').catch((fault: unknown) => fault)
  if (outcome instanceof UserError) return outcome.code
  expect(outcome).toHaveProperty('blocks')
  return 'read'
}

const WHOLE = docxOf({
  body: p(r('7\tPlans'), '<w:outlineLvl w:val="0"/>') + tbl(tr(tc(p(r('a'))) + tc(p(r('b'))))),
  styles: '<w:style w:type="paragraph" w:default="1" w:styleId="N"/>',
  footnotes: `<w:footnote w:id="1">${p(r('note'))}</w:footnote>`,
})

test('bytes that were changed, cut out or put in', { timeout: 120_000 }, async () => {
  const outcomes = new Set<string>()
  const change = fc.record({
    at: fc.integer({ min: 0, max: WHOLE.length }),
    cut: fc.integer({ min: 0, max: 3 }),
    put: fc.uint8Array({ maxLength: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async changes => {
      let bytes = Buffer.from(WHOLE)
      for (const { at, cut, put } of changes)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)])
      outcomes.add(await readOrRefuse(bytes))
    }),
    { numRuns: 400 },
  )
  expect(outcomes.has('damaged')).toBe(true)
})

/** Elements of a document in any order and place. */
const NAMES =
  'p r t delText tab br tbl tr tc tcPr trPr pPr rPr numPr numId ilvl outlineLvl gridSpan vMerge hMerge ins del moveFrom cellIns hyperlink fldSimple fldChar instrText txbxContent sdt sdtContent footnoteReference headerReference sym vanish body footnote gridBefore'
    .split(' ')
    .map(name => `w:${name}`)
    .concat('mc:AlternateContent', 'mc:Choice', 'mc:Fallback')
const attributes = fc.constantFrom(
  '',
  ' w:val="1"',
  ' w:val="continue"',
  ' w:val="x"',
  ' w:fldCharType="begin"',
  ' w:fldCharType="separate"',
  ' w:fldCharType="end"',
  ' w:id="1"',
  ' w:char="F0B7" w:font="Symbol"',
  ' Requires="wps"',
)
const { element } = fc.letrec<{ element: string }>(tie => ({
  element: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom('text', ' ', 'SG17'),
    fc
      .tuple(fc.constantFrom(...NAMES), attributes, fc.array(tie('element'), { maxLength: 4 }))
      .map(([name, given, inner]) => `<${name}${given}>${inner.join('')}</${name}>`),
  ),
}))

test('elements in any order and place', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(element, { minLength: 1, maxLength: 8 }), async elements => {
      const body = elements.join('')
      const bytes = zip(
        entriesOf(part('w:document', `<w:body>${body}</w:body>`), { footnotes: body, header: body }),
      )
      expect(await readOrRefuse(bytes)).toBe('read')
    }),
    { numRuns: 600 },
  )
})
