/** Statements on the record: an annex that is one, or a sentence that says who asked for it. Kept word for word. */

import { isAnnex } from '../clauses.ts'
import { groupsIn } from '../codes/groups.ts'
import { squeeze } from '../codes/words.ts'
import type { Block, Heading } from '../document.ts'
import type { StatementFinding } from '../findings.ts'
import type { Scene } from './scene.ts'

export function recogniseStatements(scene: Scene): StatementFinding[] {
  return [...annexStatements(scene), ...inlineStatements(scene)]
}

const TITLE = /\bstatements?\b(?: (?:by|of|from) (?:the )?(.{1,80}))?/i

function annexStatements(scene: Scene): StatementFinding[] {
  const found: StatementFinding[] = []
  for (const [i, block] of scene.blocks.entries()) {
    if (block.kind !== 'heading' || !isAnnex(block.number)) continue
    const title = TITLE.exec(squeeze(block.words.text))
    if (title) found.push(toStatement(scene, block, i, title[1]))
  }
  return found
}

function toStatement(scene: Scene, heading: Heading, at: number, by: string | undefined): StatementFinding {
  const body: Block[] = []
  for (const block of scene.blocks.slice(at + 1)) {
    if (block.kind === 'heading' && block.number !== undefined) break
    body.push(block)
  }
  for (const block of [heading, ...body]) scene.claimed.add(block)
  const lines = body.flatMap(block => (block.kind === 'table' ? [] : [block.words.text]))
  // The heading may go on in the next line: "at WP2 plenary on 29 January 2026".
  const occasion = /^(?:at|on|during|in) /i.test(squeeze(lines[0] ?? '')) && squeeze(lines[0]!).length < 120
  const words = (occasion ? lines.slice(1) : lines).filter(line => !/^[_\s—–-]*$/.test(line.slice(0, 200)))
  return {
    kind: 'statement',
    by: toSpeaker(by ?? ''),
    occasion: occasion ? squeeze(lines[0]!) : null,
    words: words.join('\n'),
    verbatim: true,
    place: heading.place,
  }
}

/** "SG20 chair" for a role, otherwise the delegation as written. */
function toSpeaker(by: string): string {
  const [group] = groupsIn(by)
  const role = /\b(vice-?chair|chair|rapporteur|convenor)/i.exec(by)?.[1]
  return group && role
    ? `${group} ${/rapporteur/i.test(role) ? 'Rapporteur' : role.toLowerCase()}`
    : by.trim()
}

const ASKED =
  /(?:^|[.;,] )(?:[Tt]he )?(\p{Lu}[\p{L} '’-]{1,50}?) asked for (?:the )?(?:following )?(?:statement )?(?:to be included|inclusion|to include) (?:in|into|in to) the report(?: ?: ?| that | of )/gu

/** "The delegation of A requested that the following statement be recorded: “…”", "A made the following statement: …" */
const MADE =
  /(?:^|[.;] )(?:[Tt]he )?(?:[Dd]elegation of (?:the )?)?(\p{Lu}[\p{L}\d '’-]{1,50}?) (?=[\p{Ll}])[^.:;“"]{0,60}?following statement[^.:;“"]{0,80}: ?[“"]([^”"]{1,20000})[”"]/gu

/** "A asked for the following statement to be included into the report: “…”" */
function inlineStatements(scene: Scene): StatementFinding[] {
  return scene.blocks.flatMap(block => {
    if (block.kind !== 'paragraph') return []
    const text = squeeze(block.words.text)
    const made = [...text.matchAll(MADE)].filter(match => !/asked for/.test(match[0]))
    for (const _ of made) scene.claimed.add(block)
    const stated = made.map(
      (match): StatementFinding => ({
        kind: 'statement',
        by: match[1]!,
        occasion: null,
        words: match[2]!,
        verbatim: true,
        place: block.place,
      }),
    )
    const asked = [...text.matchAll(ASKED)].map((match): StatementFinding => {
      const rest = text.slice(match.index + match[0].length)
      const quoted = /^[“"]([^”"]{1,20000})[”"]/.exec(rest)
      scene.claimed.add(block)
      return {
        kind: 'statement',
        by: match[1]!,
        occasion: null,
        words: quoted?.[1] ?? rest,
        verbatim: quoted !== null,
        place: block.place,
      }
    })
    return [...stated, ...asked]
  })
}
