import { UserError } from '../../core/errors.ts'
import { atGeneva, inGeneva } from '../../core/time/geneva.ts'

/** The instant for `.at 2026-05-06T10:00` or `.advance 7d`, in Geneva time. Throws a UserError, also for one before `now`. */
export function parseMove(word: 'at' | 'advance', text: string, now: Temporal.Instant): Temporal.Instant {
  const to = word === 'at' ? parseAt(text) : parseAdvance(text, now)
  if (Temporal.Instant.compare(to, now) < 0)
    throw new UserError('back', `The clock only moves forward, and ${text} is in the past.`)
  return to
}

function parseAt(text: string): Temporal.Instant {
  try {
    const at = Temporal.PlainDateTime.from(text.trim().replace(' ', 'T'))
    return atGeneva(at.toPlainDate(), at.toPlainTime())
  } catch {
    throw new UserError(
      'not-an-instant',
      `"${text}" is not a date and time; write it like .at 2026-05-06T10:00 (Geneva time).`,
    )
  }
}

const UNITS: Record<string, 'minutes' | 'hours' | 'days' | 'weeks'> = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
}

function parseAdvance(text: string, now: Temporal.Instant): Temporal.Instant {
  const match = /^(\d{1,5})\s*(m|h|d|w)(?:in(?:utes?)?|ours?|ays?|eeks?)?$/.exec(text.trim())
  if (!match)
    throw new UserError(
      'not-a-duration',
      `"${text}" is not a duration; write it like .advance 7d (m, h, d or w).`,
    )
  return inGeneva(now)
    .add({ [UNITS[match[2]!]!]: Number(match[1]) })
    .toInstant()
}
