/**
 * Events of a timeline as they are stored, parsed at the edge of the store: every form that was ever written, the
 * earlier ones included, since timelines are never rewritten.
 */
import { z } from 'zod'
import { bySchema } from '../roles/by.ts'
import { type EventBody, type EventKind, type IssueEvent, POSITIONS } from './state.ts'

const text = z.string()
const maybe = z.string().exactOptional()
const texts = z.array(z.string())
const number = z.number()
const reason = { reason: text }
const times = { meeting: number, starts: text, ends: text }
/** An answer to an offer: the number of its entry, and the SG that is to coordinate. */
const answer = { of: number, to: text }
const outcome = { coordinator: text, source: text }

/** A schema for each field; an optional one is marked in its schema. */
type Fields<T> = { [Name in keyof T]-?: z.ZodType<T[Name]> }

/** The fields of each kind besides those that all events have. */
const BODIES: { [Kind in EventKind]: Fields<Omit<Extract<EventBody, { kind: Kind }>, 'kind'>> } = {
  raised: {
    topic: text,
    summary: text,
    concerned: texts,
    documents: texts,
    link: maybe,
    lead: maybe,
    respondBy: maybe,
    shownToWp2: z.literal(true).exactOptional(),
  },
  'lead-offered': { to: text },
  'lead-set': { lead: text },
  'coordination-offered': { to: text },
  'coordination-accepted': answer,
  'coordination-agreed': answer,
  'coordination-objected': { ...answer, ...reason },
  'coordination-declined': { ...answer, from: maybe, ...reason },
  'coordination-withdrawn': { ...answer, ...reason },
  'coordination-stands': { coordinator: text },
  'coordination-end-wanted': { coordinator: text, ...reason },
  'coordination-ended': { coordinator: text, how: z.enum(['by itself', 'agreed']), reason: maybe },
  'coordination-entrusted': outcome,
  'coordination-not-entrusted': outcome,
  proposed: { text },
  position: { position: z.enum(POSITIONS), reason: maybe, on: number },
  solved: { text },
  comment: { text },
  statement: { text, delegation: maybe, meeting: number.exactOptional() },
  reminded: { silent: texts },
  added: { added: text, ...reason },
  joined: reason,
  left: reason,
  withdrawn: reason,
  resumed: reason,
  reopened: { ...reason, from: z.enum(['solved', 'concluded']) },
  extended: { to: text, from: maybe, ...reason },
  lapsed: { on: text },
  'meeting-called': times,
  'meeting-moved': times,
  'meeting-cancelled': { meeting: number, ...reason },
  'meeting-restored': { ...times, calledBy: maybe, ...reason },
  escalated: { ...reason, onLapse: z.boolean() },
  'taken-up': {},
  'on-agenda': { meeting: number, starts: maybe },
  'call-opened': times,
  'call-outcome': { meeting: number, outcome: text },
  'handed-back': { guidance: text, respondBy: maybe },
  concluded: {
    text,
    action: z.object({ number: text, text }).exactOptional(),
    actionText: maybe,
    meeting: number.exactOptional(),
    entrust: maybe,
    keepsCoordination: z.boolean().exactOptional(),
  },
  corrected: { corrects: number, text },
  confirmed: { entries: z.array(number), source: maybe },
  disowned: { entry: number, takenBack: z.boolean(), reason: maybe },
  resolved: { entry: number, takenBack: z.boolean() },
}

export const eventKindSchema = z.enum(Object.keys(BODIES) as EventKind[])

const common = { at: text, by: bySchema, group: text, said: maybe }

const SCHEMAS = new Map<string, z.ZodObject>(
  Object.entries(BODIES).map(([kind, body]) => [
    kind,
    // Unknown fields are those of a later version: an instance of this one reads on.
    z.object({ ...common, kind: z.literal(kind as EventBody['kind']), ...body }),
  ]),
)

/**
 * One event from its column. Throws when it is none: a field that is missing or of another type. The kind chooses the
 * schema: a union of all would be tried one by one.
 */
export function parseEvent(data: unknown): IssueEvent {
  const kind = typeof data === 'object' && data !== null && 'kind' in data ? String(data.kind) : ''
  const schema = SCHEMAS.get(kind)
  if (!schema) throw new Error(`there is no event of the kind "${kind}" in a timeline`)
  return schema.parse(data) as IssueEvent
}
