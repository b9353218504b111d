/** One act of a person, and the builder of stories. */
import type { Model } from './model.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export interface Act {
  at: number
  by: Person
  /** The command they type; undefined: the issue has taken another course. */
  line(facts: Model): string | undefined
  /** Matches a reply that confirms it. */
  done: RegExp
  /** When no reply came: the command that shows whether it was done, and a match of what it shows then. */
  look(facts: Model): string
  sign: RegExp
  /** Records it in the model; `found`: the reply, or the text of the look-up. */
  record(facts: Model, at: number, found: string): void
}

/** Adds acts to a story. */
export interface StoryBuilder {
  random: Random
  acts: Act[]
  /** A unique word, by which a statement is recognised. */
  mark(): string
  /** An instant of that day in office hours, away from instants at which something is due. */
  someTime(day: Temporal.PlainDate): number
}

/** Matches the last reference before some words. */
export const namedBefore = (kind: 'ISG' | 'MTG', words: string): RegExp =>
  new RegExp(`(${kind}-\\d+)(?:(?!${kind}-)[^])*?${words}`)
