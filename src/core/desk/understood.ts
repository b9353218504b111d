/** Dates as they were understood, for an answer that doesn't say them itself. Pure. */
import type { AnyCommand } from '../commands/command.ts'
import type { Option } from '../commands/options.ts'
import type { Message } from '../messages/message.ts'
import { plainMessage } from '../messages/plain.ts'
import { formatDate, formatDay } from '../time/geneva.ts'

/** "Respond by: Tuesday 30 June 2026.", for each date that was given and that the answer doesn't have. */
export function understoodDates(
  { options }: Pick<AnyCommand, 'options'>,
  values: Record<string, unknown>,
  answer: Message,
): string[] {
  const dates = Object.entries(options as Record<string, Option<unknown>>).flatMap(
    ([name, { kind, label }]) => {
      const value = values[name]
      return kind === 'date' && value instanceof Temporal.PlainDate ? [{ label, value }] : []
    },
  )
  if (dates.length === 0) return []
  const said = plainMessage(answer)
  return dates
    .filter(({ value }) => !said.includes(formatDate(value)))
    .map(({ label, value }) => `${label}: ${formatDay(value)}.`)
}
