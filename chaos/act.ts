/** What somebody does, and what a story is made with. */
import type { Facts } from './model.ts'
import type { Person } from './people.ts'
import type { Chance } from './random.ts'

export interface Act {
  at: number
  by: Person
  /** What they type; undefined: the matter has gone another way. */
  line(facts: Facts): string | undefined
  /** The answer says that it was done. */
  done: RegExp
  /** Where they look whether it was done when no answer came, and what they see there then. */
  look(facts: Facts): string
  sign: RegExp
  /** Writes down what happened; `found`: the answer, or what they saw when they looked. */
  record(facts: Facts, at: number, found: string): void
}

/** What a story is made with. */
export interface Teller {
  chance: Chance
  acts: Act[]
  /** Words that stand nowhere else, by which what somebody said is known again. */
  mark(): string
  /** An instant of that day in office hours, away from those at which something falls due. */
  someTime(day: Temporal.PlainDate): number
}

/** The reference that stands before some words, with no other between. */
export const namedBefore = (kind: 'ISG' | 'MTG', words: string): RegExp =>
  new RegExp(`(${kind}-\\d+)(?:(?!${kind}-)[^])*?${words}`)
