/** The choices offered while somebody types: Discord asks at each key, and waits three seconds. */
import { MAX_CHOICES, rankChoices } from '../../core/commands/rank-choices.ts'
import type { Choice } from '../../core/grammar/spec.ts'
import { within } from '../../timing.ts'

export interface SuggestionsOptions {
  /** How long the core is waited for, in ms. */
  waitMs: number
  /** A fault of the core, which is not shown: the person goes on typing. */
  failed(error: unknown): void
}

/** How many last answers are remembered, each of one account for one option. */
const MOST = 500

/** Returns the choices that fit what was typed; `key` names the account and the option. Never throws. */
export type Suggest = (key: string, typed: string, ask: () => Promise<Choice[]>) => Promise<Choice[]>

/**
 * When the database is slow or away, the choices come from the last answers to the same account for the same option,
 * those that fit what is typed now. A late answer is remembered as well, for the next key.
 */
export function createSuggestions({ waitMs, failed }: SuggestionsOptions): Suggest {
  const remembered = new Map<string, Choice[]>()

  /** The newest first; an answer for other letters adds to it. */
  function remember(key: string, choices: Choice[]): void {
    const earlier = remembered.get(key) ?? []
    const values = new Set(choices.map(c => c.value))
    remembered.delete(key)
    remembered.set(key, [...choices, ...earlier.filter(c => !values.has(c.value))].slice(0, 4 * MAX_CHOICES))
    const [oldest] = remembered.keys()
    if (remembered.size > MOST && oldest !== undefined) remembered.delete(oldest)
  }

  return async (key, typed, ask) => {
    const asking = ask().then(
      choices => {
        remember(key, choices)
        return choices
      },
      (error: unknown) => {
        failed(error)
        return undefined
      },
    )
    return (await within(waitMs, asking, undefined)) ?? rankChoices(remembered.get(key) ?? [], typed)
  }
}
