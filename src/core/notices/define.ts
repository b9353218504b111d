/**
 * A notice is defined once: its kind, the schema of its data, whom it reaches, its priority, until when it makes
 * sense, and its presenter. A kind without a presenter does not compile; data that do not fit the schema are not
 * written and not presented.
 */
import type { z } from 'zod'
import type { NoticePlace } from '../database/generated/enums.ts'
import type { Message } from '../messages/message.ts'
import type { Notice, Presenter, Presenters, Priority, Recipient, View } from './notice.ts'

/** A notice that follows from facts, before it has its kind and priority. */
export interface Planned<Data> {
  /** Unique for ever, so it begins with the kind or series: a second notice with the same key is the same notice. */
  key: string
  /** The subject: "MTG-7". */
  subject: string
  data: Data
  /** Whom it reaches; resolved to addresses when it is due. */
  audience: Recipient[]
  dueAt: Temporal.Instant
  /** From this instant on it makes no sense any more. */
  expiresAt?: Temporal.Instant
  /** Among the notices of a series about one subject that are due together, only the last is sent. */
  series?: string
  everyDays?: number
  place?: NoticePlace
}

export interface NoticeDefinition<Facts, Data> {
  readonly kind: string
  /** When it is sent and to whom, in one sentence, for docs/messages.md. */
  readonly about: string
  readonly schema: z.ZodType<Data>
  readonly priority: Priority
  readonly place?: NoticePlace
  /** The notice that follows from the facts. */
  plan(facts: Facts): Planned<Data>
  /** The notice in words, by the facts at the time of sending. Undefined: its matter is over, and it is not sent. */
  present(data: Data, view: View): Promise<Message | undefined>
}

export interface NoticeKind<Facts, Data = unknown> extends NoticeDefinition<Facts, Data> {
  /** The notice that follows from the facts, as the outbox takes it. */
  from(facts: Facts): Notice
}

// biome-ignore lint/suspicious/noExplicitAny: a list of notices with facts and data of any kind
export type AnyNotice = NoticeKind<any, any>

export function defineNotice<Facts, Data extends object>(
  definition: NoticeDefinition<Facts, Data>,
): NoticeKind<Facts, Data> {
  const { kind, schema, priority, place } = definition
  return {
    ...definition,
    from(facts) {
      const { data, ...planned } = definition.plan(facts)
      return {
        kind,
        data: schema.parse(data) as Notice['data'],
        priority,
        ...(place && { place }),
        ...planned,
      }
    },
  }
}

/** The presenters of all kinds, by their names. Each parses the stored data first. */
export const toPresenters = (kinds: readonly AnyNotice[]): Presenters =>
  Object.fromEntries(
    kinds.map(({ kind, schema, present }): [string, Presenter] => [
      kind,
      (data: unknown, view: View) => present(schema.parse(data), view),
    ]),
  )

/** The same presenters, which know the program's platforms and can link to its pages on the web. */
export const withProgram = (
  presenters: Presenters,
  program: Pick<View, 'publicUrl' | 'platforms'>,
): Presenters =>
  Object.fromEntries(
    Object.entries(presenters).map(([kind, present]): [string, Presenter] => [
      kind,
      (data, view) => present(data, { ...view, ...program }),
    ]),
  )
