/** The state of an issue as it is read from the database: parsed, and brought to the present shape where it is older. */
import { z } from 'zod'
import { bySchema } from '../roles/by.ts'
import type { CoordinationAnswer } from './coordination.ts'
import { eventKindSchema } from './event-schema.ts'
import { type IssueState, POSITIONS } from './state.ts'

const unconfirmed = z.number().exactOptional()
const said = { by: bySchema, at: z.string() }

const positionSchema = z.object({
  position: z.enum(POSITIONS),
  reason: z.string().exactOptional(),
  ...said,
  unconfirmed,
})

const proposalSchema = z.object({
  number: z.number(),
  text: z.string(),
  group: z.string(),
  ...said,
  unconfirmed,
})

const callSchema = z.object({
  meeting: z.number(),
  starts: z.string(),
  ends: z.string(),
  outcome: z.string().exactOptional(),
  calledBy: z.string().exactOptional(),
})

const answersSchema: z.ZodType<Record<string, CoordinationAnswer>> = z.record(
  z.string(),
  z.object({
    answer: z.enum(['agrees', 'objects']),
    reason: z.string().exactOptional(),
    ...said,
    unconfirmed,
  }),
)

const coordinationSchema = z.object({
  coordinator: z
    .object({
      group: z.string(),
      basis: z.enum(['agreed', 'entrusted', 'recorded']),
      since: z.string().exactOptional(),
      source: z.string().exactOptional(),
      answers: answersSchema,
      asked: z.array(z.string()),
      ending: z.record(z.string(), z.string()),
    })
    .exactOptional(),
  offer: z
    .object({
      number: z.number(),
      group: z.string(),
      from: z.string(),
      accepted: z.boolean(),
      answers: answersSchema,
      unconfirmed,
    })
    .exactOptional(),
  entrusting: z.object({ group: z.string(), action: z.string().exactOptional() }).exactOptional(),
})

const unconfirmedSchema = z.object({
  number: z.number(),
  kind: eventKindSchema,
  group: z.string(),
  said: z.string(),
  actedOn: z.boolean().exactOptional(),
  meeting: z.number().exactOptional(),
  before: z.object({
    proposal: proposalSchema.exactOptional(),
    positions: z.record(z.string(), positionSchema).exactOptional(),
    coordination: coordinationSchema.exactOptional(),
    calls: z.array(callSchema).exactOptional(),
  }),
})

const stateSchema = z.object({
  id: z.number(),
  topic: z.string(),
  summary: z.string(),
  documents: z.array(z.string()),
  link: z.string().exactOptional(),
  stage: z.enum(['chairs', 'escalated', 'wp2', 'solved', 'concluded', 'withdrawn']),
  raisedBy: bySchema,
  raisedFor: z.string(),
  raisedAt: z.string(),
  owner: z.string(),
  resumed: z.object({ group: z.string(), at: z.string() }).exactOptional(),
  reopened: z.object({ group: z.string(), reason: z.string(), at: z.string() }).exactOptional(),
  concerned: z.array(z.string()),
  notConcerned: z.array(z.string()),
  coordination: coordinationSchema,
  respondBy: z.string().exactOptional(),
  lapsed: z.boolean(),
  proposal: proposalSchema.exactOptional(),
  proposals: z.number(),
  positions: z.record(z.string(), positionSchema),
  remindedAt: z.string().exactOptional(),
  escalation: z
    .object({ group: z.string(), reason: z.string(), ...said, record: z.number().exactOptional() })
    .exactOptional(),
  shownToWp2: z.boolean(),
  escalated: z.boolean(),
  guidance: z.object({ text: z.string(), ...said }).exactOptional(),
  calls: z.array(callSchema),
  statements: z.number(),
  solution: z.string().exactOptional(),
  conclusion: z
    .object({
      number: z.number(),
      text: z.string(),
      action: z.object({ number: z.string(), text: z.string() }).exactOptional(),
      meeting: z.number().exactOptional(),
      ...said,
      corrections: z.number(),
    })
    .exactOptional(),
  pendingConclusion: z
    .object({
      number: z.number(),
      text: z.string(),
      actionText: z.string().exactOptional(),
      meeting: z.number().exactOptional(),
      entrust: z.string().exactOptional(),
      keepsCoordination: z.boolean().exactOptional(),
    })
    .exactOptional(),
  unconfirmed: z.array(unconfirmedSchema),
  disowned: z.array(z.number()),
  disputed: z.array(unconfirmedSchema),
  version: z.number(),
})

/** A state that was written before November 2026; replaying its timeline makes the present one of it exactly. */
const earlierSchema = z.looseObject({
  raisedBy: bySchema,
  raisedFor: z.string(),
  stage: z.string(),
  lead: z.string().exactOptional(),
  leadOffer: z.object({ group: z.string(), from: z.string() }).exactOptional(),
  proposal: z.looseObject({ number: z.number() }).exactOptional(),
  escalation: z.unknown().exactOptional(),
  guidance: z.unknown().exactOptional(),
  conclusion: z.looseObject({}).exactOptional(),
})

/** Whether the state was written before its shape changed in November 2026. */
export const isEarlier = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && !('coordination' in state)

/** The state of an issue from its column. Throws when it is none. */
export const parseState = (state: unknown): IssueState =>
  stateSchema.parse(isEarlier(state) ? upgrade(state) : state)

function upgrade(state: unknown): unknown {
  const { lead, leadOffer, ...rest } = earlierSchema.parse(state)
  const wasBrought =
    rest.escalation !== undefined || rest.guidance !== undefined || rest.stage === 'concluded'
  return {
    ...rest,
    raisedFor: rest.raisedBy.role?.group ?? rest.raisedFor,
    owner: rest.raisedFor,
    coordination: {
      ...(lead !== undefined && {
        coordinator: { group: lead, basis: 'recorded', answers: {}, asked: [], ending: {} },
      }),
      ...(leadOffer && {
        offer: { ...leadOffer, number: 0, accepted: leadOffer.from === leadOffer.group, answers: {} },
      }),
    },
    proposals: rest.proposal?.number ?? 0,
    shownToWp2: wasBrought,
    escalated: wasBrought,
    unconfirmed: [],
    disowned: [],
    disputed: [],
    ...(rest.conclusion && { conclusion: { number: 0, corrections: 0, ...rest.conclusion } }),
  }
}
