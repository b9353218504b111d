import { expect, test } from 'vitest'
import { openPackage } from '../../../src/core/reading/docx/package.ts'
import { writeSheet } from '../../../src/core/writing/sheet.ts'

const unpack = async (bytes: Uint8Array, part: string): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of (await openPackage(bytes)).read(part)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('a workbook has a row for each row; text is no formula, numbers are numbers, what is not known is empty', async () => {
  const bytes = await writeSheet({
    name: 'Statuses: of a/b [c] and more than a sheet’s name can have',
    columns: ['Document', 'Revision', 'Title'],
    rows: [
      ['TD1', 2, '=1+1'],
      ['TD2', undefined, 'Côte d’Ivoire <&>'],
    ],
  })
  const sheet = await unpack(bytes, 'xl/worksheets/sheet1.xml')
  expect(sheet).not.toContain('<f>')
  expect(sheet).toMatch(/<v>2<\/v>/)
  expect(sheet.match(/<row /g)).toHaveLength(3)
  expect(sheet).toContain('state="frozen"')
  const texts = await unpack(bytes, 'xl/sharedStrings.xml')
  expect(texts).toContain('>=1+1<')
  expect(texts).toContain('Côte d’Ivoire &lt;&amp;&gt;')
  const name = /<sheet [^>]*name="([^"]*)"/.exec(await unpack(bytes, 'xl/workbook.xml'))![1]!
  expect(name).toBe('Statuses  of a b  c  and more t')
})
