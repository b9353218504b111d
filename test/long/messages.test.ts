import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DOCUMENT, playedDocument } from '../../scripts/messages.ts'

it('docs/messages.md is what the program says; npm run docs:messages writes it', async () => {
  // Deliveries that run side by side may get their numbers in another order.
  const linesOf = (text: string) => text.split('\n').toSorted()
  expect(linesOf(await playedDocument())).toEqual(linesOf(readFileSync(DOCUMENT, 'utf8')))
})
