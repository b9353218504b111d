/** An issue on trust between SG13, SG17 and SG20, and the people around it, for tests of the rules. */

import type { RoleKind } from '../../src/core/database/generated/enums.ts'
import { replay } from '../../src/core/issues/apply.ts'
import { type Decision, decide } from '../../src/core/issues/lifecycle.ts'
import type { IssueCommand } from '../../src/core/issues/rules.ts'
import type { IssueEvent, IssueState } from '../../src/core/issues/state.ts'
import type { HeldRole } from '../../src/core/roles/actor.ts'
import type { RoleName } from '../../src/core/roles/role.ts'
import { describeRole, parseRole } from '../../src/core/roles/role.ts'
import { toWords } from '../../src/core/text/spans.ts'

export const NOW = Temporal.Instant.from('2026-02-02T09:00:00Z')
export const role = (kind: RoleKind, group: string | null): RoleName => ({ kind, group })

/** The roles in words ("SG17 chair, WP2 vice-chair"), each with the kind of its group. */
export const rolesOf = (who: string): HeldRole[] =>
  who === ''
    ? []
    : who.split(', ').map(words => {
        const named = parseRole(words)
        return { ...named, groupKind: named.group === null ? null : kindOf(named.group) }
      })

const kindOf = (group: string) =>
  group.startsWith('SG') ? 'SG' : group.startsWith('RG') ? 'RG' : group.startsWith('WP') ? 'WP' : 'TSAG'

export interface Story {
  state: IssueState
  /** The whole timeline, 'raised' first. */
  timeline: IssueEvent[]
}

/** SG13 raises the issue with SG17 and SG20. */
export function raised(more: Partial<IssueEvent & { kind: 'raised' }> = {}): Story {
  const event = {
    kind: 'raised' as const,
    at: NOW.toString(),
    by: { name: 'SG13 chair', role: { kind: 'CHAIR' as const, group: 'SG13' } },
    group: 'SG13',
    topic: 'Trust',
    summary: 'Who covers what?',
    concerned: ['SG13', 'SG17', 'SG20'],
    documents: [],
    ...more,
  }
  return { state: replay([event], 1)!, timeline: [event] }
}

/** The decision of the rules for the holder of these roles ("SG17 chair, WP2 vice-chair"). */
export function asked(story: Story, who: string, command: IssueCommand, now = NOW, as?: string): Decision {
  const roles = rolesOf(who)
  return decide(story.state, command, { name: roles.map(describeRole).join(', '), roles, for: as }, now)
}

/** The story after somebody acted. Throws when they may not. */
export function acts(story: Story, who: string, command: IssueCommand, now = NOW, as?: string): Story {
  const decision = asked(story, who, command, now, as)
  if ('refusal' in decision) throw new Error(`${who} ${command.do}: ${toWords(decision.refusal.sentence)}`)
  return { state: decision.after, timeline: [...story.timeline, ...decision.events] }
}

/** Why the rules refuse. Throws when they don't. */
export function refusal(story: Story, who: string, command: IssueCommand, now = NOW, as?: string) {
  const decision = asked(story, who, command, now, as)
  if ('events' in decision) throw new Error(`${who} may ${command.do}`)
  return { ...decision.refusal, sentence: toWords(decision.refusal.sentence) }
}

export const kinds = (story: Story): string[] => story.timeline.map(e => e.kind)

const reason = 'a reason'
/** SG2, which is not concerned, was asked to coordinate, has accepted, and all SGs concerned agreed. */
export const coordinatedBySg2 = (story: Story): Story => {
  const asked = acts(acts(story, 'SG13 chair', { do: 'ask', to: 'SG2' }), 'SG2 chair', { do: 'accept' })
  return ['SG17 chair', 'SG20 chair'].reduce((s, who) => acts(s, who, { do: 'agree' }), asked)
}

/** The story at each stage, by the shortest way. */
export function at(stage: IssueState['stage']): Story {
  const open = acts(raised({ respondBy: '2026-06-30' }), 'SG13 chair', { do: 'propose', text: 'A way out' })
  switch (stage) {
    case 'chairs':
      return open
    case 'escalated':
      return acts(open, 'SG20 chair', { do: 'escalate', reason })
    case 'wp2':
      return acts(at('escalated'), 'WP2 chair', { do: 'take-up' })
    case 'solved':
      return ['SG17 chair', 'SG20 chair'].reduce(
        (s, who) => acts(s, who, { do: 'position', position: 'agrees' }),
        open,
      )
    case 'concluded':
      return acts(at('wp2'), 'WP2 chair', { do: 'conclude', text: 'Each in its scope' })
    case 'withdrawn':
      return acts(open, 'SG13 chair', { do: 'withdraw', reason })
  }
}
