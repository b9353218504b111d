/** The rules by which the chairs settle an issue among themselves, and bring it to WP2. */
import { isSameRole } from '../../roles/role.ts'
import { cmd, phrase } from '../../text/spans.ts'
import { formatDate } from '../../time/geneva.ts'
import type { RulesOf } from '../rules.ts'
import { ALL_STAGES, OPEN, silentOf } from '../state.ts'
import { assertDayAhead, no, REPRESENTS } from './shared.ts'

type SettlingVerb =
  | 'propose'
  | 'position'
  | 'comment'
  | 'statement'
  | 'remind'
  | 'add'
  | 'join'
  | 'leave'
  | 'withdraw'
  | 'resume'
  | 'reopen'
  | 'extend'
  | 'meet'
  | 'escalate'

const CHAIRS = 'a chair or vice-chair of an SG concerned'
const CHAIRS_OR_COORDINATOR = 'a chair or vice-chair of an SG concerned, or of the SG that coordinates'

/** Without a current proposal: whether there was one. */
const noProposal = (proposals: number): string =>
  proposals > 0 ? 'No proposal is current any more' : 'There is no proposal yet'

/** How long silent SGs are left in peace after a reminder. */
const REMINDED_AGAIN_HOURS = 24

export const settlingRules: RulesOf<SettlingVerb> = {
  propose: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'coordinator'],
    who: CHAIRS_OR_COORDINATOR,
    recorded: 'sg',
    decide: (state, { text }) =>
      state.proposal?.text === text
        ? no('same-proposal', 'This text is already the current proposal.')
        : [{ kind: 'proposed', text }],
  },
  position: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: CHAIRS,
    recorded: 'sg',
    // An SG that objects may come to agree, and a chair may replace what a vice-chair said.
    offered({ proposal, positions }, { kind, group }) {
      const held = positions[group]
      if (!proposal || !held) return proposal !== undefined
      return held.position === 'objects' || (kind === 'chair' && held.by.role?.kind !== 'CHAIR')
    },
    ready({ proposal, proposals, positions }, { group, capacity }) {
      if (!proposal)
        return no('no-proposal', phrase`${noProposal(proposals)}. ${cmd('issue propose')} makes one.`)
      const held = positions[group]
      return capacity !== 'chair' && held?.by.role?.kind === 'CHAIR'
        ? no(
            'chair-spoke',
            `${group}'s chair has already taken a position (${held.position}); only the chair can change it.`,
          )
        : undefined
    },
    decide(state, { position, reason }, { by, group }) {
      if (position === 'objects' && !reason)
        return no('no-reason', 'An objection needs a reason: add reason:"…".')
      const held = state.positions[group]
      if (held?.position === position && held.reason === reason && isSameRole(held.by.role, by.role))
        return no('same-position', `That is already ${group}'s position.`)
      return [{ kind: 'position', position, on: state.proposal!.number, ...(reason && { reason }) }]
    },
  },
  comment: {
    stages: ALL_STAGES,
    capacities: [...REPRESENTS, 'support', 'coordinator', 'outside', 'wp2', 'tsb'],
    who: 'chairs and vice-chairs, and TSB',
    decide: (_, { text }) => [{ kind: 'comment', text }],
  },
  statement: {
    stages: ALL_STAGES,
    capacities: [...REPRESENTS, 'wp2', 'tsb'],
    who: "a chair or vice-chair of an SG concerned; TSB and WP2's chair for a delegation",
    onlyWords: 'for a delegation',
    recorded: 'sg',
    only(_, { kind }, command) {
      const ofSg = kind === 'chair' || kind === 'vice-chair' || kind === 'support'
      return command?.delegation === undefined ? ofSg : !ofSg
    },
    decide: (_, { text, delegation, meeting }) => [
      {
        kind: 'statement',
        text,
        ...(delegation !== undefined && { delegation }),
        ...(meeting !== undefined && { meeting }),
      },
    ],
  },
  remind: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'coordinator'],
    who: CHAIRS_OR_COORDINATOR,
    offered: state => state.proposal !== undefined && silentOf(state).length > 0,
    ready(state, { group, now }) {
      if (!state.proposal)
        return no('no-proposal', `${noProposal(state.proposals)}, so no SG has to take a position.`)
      if (silentOf(state).every(g => g === group))
        return no('none-silent', 'Every other SG concerned has already taken a position.')
      const again =
        state.remindedAt && Temporal.Instant.from(state.remindedAt).add({ hours: REMINDED_AGAIN_HOURS })
      return again && Temporal.Instant.compare(now, again) < 0
        ? no('reminded', 'They were reminded less than a day ago; a new reminder is possible after that.')
        : undefined
    },
    decide: (state, _, { group }) => [{ kind: 'reminded', silent: silentOf(state).filter(g => g !== group) }],
  },
  add: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'coordinator', 'wp2'],
    who: 'a chair or vice-chair of an SG concerned or of the SG that coordinates, and WP2',
    decide: (state, { added, reason }) =>
      state.concerned.includes(added)
        ? no('concerned', `${added} is already one of the SGs concerned.`)
        : [{ kind: 'added', added, reason }],
  },
  join: {
    stages: OPEN,
    capacities: ['outside'],
    who: 'a chair or vice-chair of an SG that does not take part yet',
    decide: (_, { reason }) => [{ kind: 'joined', reason }],
  },
  leave: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'a chair or vice-chair of an SG concerned, other than the one that raised the issue',
    onlyWords: 'not the raiser',
    only: (state, { group }) => group !== state.owner,
    ready: (state, { group }) =>
      state.concerned.length <= 2
        ? no(
            'last-two',
            `Without ${group} only one SG would be left; ${state.owner} can withdraw the issue instead.`,
          )
        : undefined,
    decide: (_, { reason }) => [{ kind: 'left', reason }],
  },
  withdraw: {
    stages: OPEN,
    capacities: REPRESENTS,
    who: 'the chair or a vice-chair of the SG that raised the issue',
    onlyWords: 'raiser',
    only: (state, { group }) => group === state.owner,
    decide: (_, { reason }) => [{ kind: 'withdrawn', reason }],
  },
  resume: {
    stages: ['withdrawn'],
    capacities: REPRESENTS,
    who: CHAIRS,
    decide: (_, { reason }) => [{ kind: 'resumed', reason }],
  },
  reopen: {
    stages: ['solved', 'concluded'],
    capacities: [...REPRESENTS, 'wp2'],
    who: "a chair or vice-chair of an SG concerned for a solved issue, WP2's chair or vice-chair for a concluded one",
    onlyWords: 'if solved: SGs concerned; if concluded: WP2',
    only: (state, { kind }) => (kind === 'wp2') === (state.stage === 'concluded'),
    decide: (state, { reason }) => [
      { kind: 'reopened', reason, from: state.stage === 'concluded' ? 'concluded' : 'solved' },
    ],
  },
  extend: {
    stages: ['chairs'],
    capacities: [...REPRESENTS, 'coordinator'],
    who: CHAIRS_OR_COORDINATOR,
    decide(state, { to, reason }, { now }) {
      const past = assertDayAhead(to, now)
      if (past) return past
      if (state.respondBy && Temporal.PlainDate.compare(to, state.respondBy) <= 0)
        return no(
          'not-later',
          `The timeline already runs until ${formatDate(Temporal.PlainDate.from(state.respondBy))}; give a later date.`,
        )
      return [
        { kind: 'extended', to: to.toString(), reason, ...(state.respondBy && { from: state.respondBy }) },
      ]
    },
  },
  meet: {
    stages: OPEN,
    capacities: [...REPRESENTS, 'coordinator'],
    who: CHAIRS_OR_COORDINATOR,
    decide: (_, { meeting, starts, ends }) => [{ kind: 'meeting-called', meeting, starts, ends }],
  },
  escalate: {
    stages: ['chairs'],
    capacities: REPRESENTS,
    who: CHAIRS,
    recorded: 'sg',
    decide: (_, { reason }) => [{ kind: 'escalated', reason, onLapse: false }],
  },
}
