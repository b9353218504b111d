import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DOCUMENT, playedDocument } from '../../scripts/messages.ts'

it('docs/messages.md is what the program says; npm run docs:messages writes it', async () => {
  expect((await playedDocument()).document).toBe(readFileSync(DOCUMENT, 'utf8'))
})
