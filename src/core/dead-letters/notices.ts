/** The digest that TSB reads in the morning after something could not be delivered. */
import { z } from 'zod'
import { heading, note } from '../messages/message.ts'
import { defineNotice } from '../notices/define.ts'
import { PRIORITY } from '../notices/notice.ts'
import { TSB } from '../roles/role.ts'
import { cmd, phrase } from '../text/spans.ts'
import { atGeneva, inGeneva } from '../time/geneva.ts'
import { MORNING } from '../time/morning.ts'
import { findDeadLetters } from './dead-letters.ts'
import { renderDeadLetters, retryBlocks } from './words.ts'

/** The most that are named; /sg delivery list has more. */
const MAX_NAMED = 15

const schema = z.object({})

/** One digest each morning in Geneva, however often something fails until then. */
export const deadLetterDigest = defineNotice<{ now: Temporal.Instant }, z.infer<typeof schema>>({
  kind: 'undelivered',
  about: 'Messages could not be delivered, or are still being retried; to TSB, the next morning.',
  schema,
  priority: PRIORITY.normal,
  plan({ now }) {
    const today = inGeneva(now).toPlainDate()
    const first = atGeneva(today, MORNING)
    const day = Temporal.Instant.compare(first, now) > 0 ? today : today.add({ days: 1 })
    return {
      key: `undelivered:${day}`,
      subject: 'undelivered',
      data: {},
      audience: [{ role: TSB }],
      dueAt: atGeneva(day, MORNING),
    }
  },
  async present(_, { tx, now, platforms = [] }) {
    const all = await findDeadLetters({ tx, now, platforms }, MAX_NAMED, now.subtract({ hours: 24 }))
    if (all.length === 0) return undefined
    const count =
      all.length === MAX_NAMED
        ? `${MAX_NAMED} messages or more`
        : all.length === 1
          ? 'One message'
          : `${all.length} messages`
    const summary = `${count} could not be delivered: ${all.map(u => u.to).join(', ')}.`
    return {
      summary,
      blocks: [
        heading('Not delivered'),
        renderDeadLetters(all),
        note(
          phrase`${cmd('delivery list')} shows more; once the cause is fixed, ${cmd('delivery retry')} sends them.`,
        ),
        ...retryBlocks(all),
      ],
    }
  },
})
