/** Dates as they were understood, for an answer that doesn't say them itself. Pure. */
import type { AnyCommand } from '../commands/command.ts'
import type { Option } from '../commands/options.ts'
import type { Message } from '../messages/message.ts'
import { plainMessage } from '../messages/plain.ts'
import { joinWords } from '../text/sentences.ts'
import { formatDate, formatDay } from '../time/geneva.ts'

/** "Respond by: Tuesday 30 June 2026.", for each option with a date that the answer does not say. */
export function understoodDates(
  { options }: Pick<AnyCommand, 'options'>,
  values: Record<string, unknown>,
  answer: Message,
): string[] {
  const given = Object.entries(options as Record<string, Option<unknown>>).flatMap(
    ([name, { dates, label }]) => {
      const value = values[name]
      const found = value === undefined ? [] : (dates?.(value) ?? [])
      return found.length > 0 ? [{ label, found }] : []
    },
  )
  if (given.length === 0) return []
  const said = plainMessage(answer)
  return given
    .filter(({ found }) => found.some(date => !isSaid(date, said)))
    .map(({ label, found }) => `${label}: ${joinWords(found.map(formatDay))}.`)
}

/** In words, or as registers write it. */
const isSaid = (date: Temporal.PlainDate, said: string): boolean =>
  said.includes(formatDate(date)) || said.includes(date.toString())
