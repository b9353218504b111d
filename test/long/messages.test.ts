import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DOCUMENT, playedDocument } from '../../scripts/messages.ts'

it('docs/messages.md is what the program says, and has an example of every refusal; npm run docs:messages writes it', async () => {
  const { document, missed } = await playedDocument()
  expect(document).toBe(readFileSync(DOCUMENT, 'utf8'))
  expect(missed).toEqual([])
})
