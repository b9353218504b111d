/** The subject of each act on an issue, as its author saw it (desk/seen.ts asks again where that has changed). */
import type { Context, DecidesOn } from '../commands/command.ts'
import { cmd, phrase, type Text } from '../text/spans.ts'
import { replay } from './apply.ts'
import { describeCoordination } from './coordination-words.ts'
import { type IssueState, issueRef } from './state.ts'
import { findIssue, findTimeline } from './store.ts'
import { describeStage } from './words.ts'

/** The longest words of a proposal that a form shows; the rest is in the history. */
const SHOWN_LENGTH = 700

interface Facts {
  /** The subject of the act, as a value to compare. */
  of(state: IssueState): unknown
  describe(state: IssueState): Text | undefined
}

/** Whether what an act decides about is the same in two states of an issue; an issue never had an undefined one. */
export const isSameSubject = (
  { of }: Pick<Facts, 'of'>,
  then: IssueState | undefined,
  now: IssueState,
): boolean => then !== undefined && JSON.stringify(of(then)) === JSON.stringify(of(now))

const decidesOnFacts = (facts: Facts): DecidesOn<{ issue: number }> => ({
  version: async ({ issue }, { tx }) => (await findIssue(tx, issue)).version,
  describe: async ({ issue }, { tx }) => facts.describe(await findIssue(tx, issue)),
  async difference({ issue }, seen, { tx }) {
    const now = await findIssue(tx, issue)
    const then = await findStateAt({ tx }, now, seen)
    if (isSameSubject(facts, then, now)) return undefined
    const shown = then && facts.describe(then)
    const present = facts.describe(now) ?? `${issueRef(now)}, which is ${describeStage(now)}.`
    return shown === undefined
      ? phrase`${issueRef(now)} has changed since this was shown. It is now about ${present}`
      : phrase`${issueRef(now)} has changed. You were shown: ${shown} Now it is: ${present}`
  },
})

/** The state at a version; undefined: the issue never had it. */
async function findStateAt(
  { tx }: Pick<Context, 'tx'>,
  now: IssueState,
  version: number,
): Promise<IssueState | undefined> {
  if (version === now.version) return now
  if (version < 1 || version > now.version) return undefined
  return replay(await findTimeline(tx, now.id, version), now.id)
}

/** "proposal 2 by SG13: “…”", its beginning where it is long. */
export function describeProposal(state: IssueState): Text | undefined {
  const { proposal } = state
  if (!proposal) return undefined
  const characters = [...proposal.text]
  const mark = proposal.unconfirmed === undefined ? '' : ' (recorded by TSB, not yet confirmed)'
  const opening = `proposal ${proposal.number} by ${proposal.group}${mark}: `
  if (characters.length <= SHOWN_LENGTH) return `${opening}“${proposal.text}”`
  return phrase`${opening}“${characters.slice(0, SHOWN_LENGTH).join('')}…” (${characters.length} characters; the whole: ${cmd('issue history', { issue: issueRef(state) })})`
}

const describeAtStage = (state: IssueState): Text => `${issueRef(state)}, which is ${describeStage(state)}.`

const positionsOf = ({ positions }: IssueState) =>
  Object.entries(positions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, { position, reason }]) => [group, position, reason ?? ''])

function describeConcluding(state: IssueState): Text {
  const stands = positionsOf(state).map(([group, position]) => `${group} ${position}`)
  const proposal = describeProposal(state)
  const positions = stands.length > 0 ? ` Positions: ${stands.join(', ')}.` : ''
  return proposal === undefined
    ? describeAtStage(state)
    : phrase`${issueRef(state)}, which is ${describeStage(state)}, with ${proposal}.${positions}`
}

/** The subject of each kind of act. */
export const SUBJECTS = {
  /** A position: its proposal. */
  proposal: {
    of: ({ proposal }) => [proposal?.number, proposal?.text],
    describe: describeProposal,
  },
  /** Bringing it to WP2, taking it up, handing it back, withdrawing, resuming and reopening: the stage. */
  stage: { of: ({ stage }) => stage, describe: describeAtStage },
  /** A conclusion: the stage, the proposal and the positions. */
  conclusion: {
    of: state => [state.stage, state.proposal?.number, positionsOf(state), state.pendingConclusion?.number],
    describe: describeConcluding,
  },
  /** A correction: the conclusion that it corrects. */
  correction: {
    of: ({ stage, conclusion }) => [stage, conclusion?.number],
    describe: ({ conclusion }) => conclusion && `the conclusion: “${conclusion.text}”`,
  },
  /** An answer: the offer. */
  offer: {
    of: ({ coordination: { offer, coordinator } }) => [
      offer?.number,
      offer?.group,
      offer?.from,
      coordinator?.group,
      coordinator?.since,
    ],
    describe(state) {
      const words = describeCoordination(state)
      return words === undefined ? undefined : `the coordination: ${words}.`
    },
  },
  /** TSAG's answer: the SG that was proposed to it, with the action. */
  entrusting: {
    of: ({ coordination: { entrusting } }) => entrusting,
    describe: ({ coordination: { entrusting } }) =>
      entrusting &&
      `the proposal to TSAG to entrust the coordination to ${entrusting.group}${entrusting.action ? ` (${entrusting.action})` : ''}.`,
  },
} satisfies Record<string, Facts>

export const onProposal = decidesOnFacts(SUBJECTS.proposal)
export const onStage = decidesOnFacts(SUBJECTS.stage)
export const onConclusion = decidesOnFacts(SUBJECTS.conclusion)
export const onCorrection = decidesOnFacts(SUBJECTS.correction)
export const onOffer = decidesOnFacts(SUBJECTS.offer)
export const onEntrusting = decidesOnFacts(SUBJECTS.entrusting)
