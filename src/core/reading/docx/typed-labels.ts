import type { Words } from '../document.ts'
import { labelled } from '../text/labels.ts'

/**
 * Takes a list label that was typed ("a) ", "– ") off the words of a paragraph, as it is from a text without
 * lists; returns it, or undefined when there is none.
 */
export function takeTypedLabel(words: Words): string | undefined {
  const { label } = labelled(words.text)
  if (label === undefined) return
  const strip = (text: string) =>
    text.trimStart().startsWith(label) ? text.trimStart().slice(label.length).trimStart() : text
  const before = words.before === undefined ? undefined : strip(words.before)
  words.text = strip(words.text)
  if (before !== undefined) words.before = before
  if (words.before === words.text) delete words.before
  return label
}
