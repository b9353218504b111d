/** Words of a tracked change that were kept beside what replaced them (kind 12): both readings, never the concatenation. */
import { excerpt, squeeze } from '../codes/words.ts'
import { gluedPersons } from '../recognise/people.ts'
import { textBlocks } from '../recognise/scene.ts'
import type { Disagreement } from './disagreement.ts'
import { type Material, passage } from './material.ts'

export const checkChanges = (material: Material): Disagreement[] => [
  ...gluedWords(material),
  ...keptPersons(material),
  ...trackedChanges(material),
]

/** Shorter parts make words of their own: "with" and "out". */
const SHORTEST_PART = 7
/** Parts of this length are to look at, where an entry is read from the line: "reportterms". */
const SHORT_PART = 5

/** A long word made of two that the document uses apart: "documentsdeliverable". */
function gluedWords({ text, findings }: Material): Disagreement[] {
  const read = new Set(findings.flatMap(f => [f.place, ...(f.also ?? [])]).map(place => place.line))
  const counts = new Map<string, number>()
  const tokens = text.map(t => ({ ...t, words: t.sentence.toLowerCase().match(/[\p{L}\p{Pd}]+/gu) ?? [] }))
  for (const { words } of tokens) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return tokens.flatMap(({ sentence, place, words }) =>
    words.flatMap((word): Disagreement[] => {
      const shortest = place.line !== undefined && read.has(place.line) ? SHORT_PART : SHORTEST_PART
      if (word.length < 2 * shortest || word.length > 60 || counts.get(word)! > 1) return []
      for (let at = shortest; at <= word.length - shortest; at++) {
        const [before, after] = [word.slice(0, at), word.slice(at)]
        if (counts.has(before) && counts.has(after))
          return [
            {
              kind: 'kept-change',
              certain: Math.min(before.length, after.length) >= SHORTEST_PART,
              readings: [before, after],
              places: [passage(place, sentence)],
            },
          ]
      }
      return []
    }),
  )
}

/** "Mr A (X) Ms B (Y) becomes the Rapporteur" */
const keptPersons = ({ scene }: Material): Disagreement[] =>
  textBlocks(scene).flatMap(block => {
    const text = squeeze(block.words.text)
    return gluedPersons(text).map(
      (readings): Disagreement => ({
        kind: 'kept-change',
        certain: true,
        readings,
        places: [passage(block.place, text)],
      }),
    )
  })

/** Tracked changes of a .docx in passages that were read: what is entered is the later reading. */
const trackedChanges = ({ scene, findings }: Material): Disagreement[] => {
  const read = new Set(findings.flatMap(f => [f.place, ...(f.also ?? [])]).map(place => place.line))
  return textBlocks(scene).flatMap((block): Disagreement[] => {
    const { text, before } = block.words
    if (before === undefined || squeeze(before) === squeeze(text) || !read.has(block.place.line)) return []
    return [
      {
        kind: 'kept-change',
        certain: false,
        readings: [excerpt(before), excerpt(text)],
        places: [passage(block.place, text)],
      },
    ]
  })
}
