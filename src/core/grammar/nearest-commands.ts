/** Suggests commands for a name that no command has. */
import { nearest } from './nearest.ts'
import type { CommandSpec } from './spec.ts'

/** A command that may have been meant, and how many of the words typed are its name. */
export interface Meant {
  path: string
  words: 1 | 2
}

/** At most so many commands are offered. */
const MOST_OFFERED = 3

/** Commands of which somebody typed the verb alone ("raise", "next RG-DT"), or something like their name. */
export function nearestCommands(typed: readonly string[], catalog: readonly CommandSpec[]): Meant[] {
  const [first = ''] = typed
  const paths = catalog.map(c => c.path)
  const named = paths.filter(path => verbOf(path) === first)
  if (named.length > 0) return named.slice(0, MOST_OFFERED).map(path => ({ path, words: 1 }))
  const whole = nearest(typed.join(' '), paths, MOST_OFFERED).map((path): Meant => ({ path, words: 2 }))
  if (whole.length > 0) return whole
  const single = nearest(first, paths, MOST_OFFERED)
  const verbs = nearest(first, [...new Set(paths.map(verbOf))], 1).filter(verb => verb.length > 2)
  const byVerb = paths.filter(path => verbs.includes(verbOf(path)))
  return [...new Set([...single, ...byVerb])].slice(0, MOST_OFFERED).map(path => ({ path, words: 1 }))
}

const verbOf = (path: string): string => path.split(' ').at(-1)!
