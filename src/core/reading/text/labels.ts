/** Labels of lists as they are typed: "1. Approve …", "a) …", "· …". */
import type { Words } from '../document.ts'

/** A line with its list label apart, if it has one. A bare figure such as a mark "(1)" is no label. */
export function labelled(line: string): { label?: string; words: Words } {
  const text = line.replaceAll('\t', ' ').trim()
  const match = /^([·•▪◦‣–—-]|\d{1,3}[.)]|[a-z][.)]|\([a-z0-9]{1,3}\))(?=[\s\u00a0])/.exec(text)
  const rest = match ? text.slice(match[0].length).trim() : ''
  return match && rest !== '' ? { label: match[1]!, words: { text: rest } } : { words: { text } }
}
