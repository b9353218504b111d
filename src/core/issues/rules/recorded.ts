/** How those for whom TSB recorded something confirm it, or say that it is not in their name. */
import { cmd, phrase } from '../../text/spans.ts'
import type { RulesOf } from '../rules.ts'
import { ALL_STAGES, type EventBody, issueRef } from '../state.ts'
import { no, REPRESENTS } from './shared.ts'

export const recordedRules: RulesOf<'confirm' | 'disown' | 'resolve'> = {
  confirm: {
    stages: ALL_STAGES,
    capacities: [...REPRESENTS, 'outside', 'wp2', 'tsb'],
    who: 'those for whom TSB recorded something, and TSB by the approved report that says so',
    onlyWords: 'for the own group; TSB by its source',
    only: (state, { kind, group }, command) =>
      kind === 'tsb' ? command?.source !== undefined : state.unconfirmed.some(e => e.group === group),
    decide(state, { entries, source, actionNumber }, { group, capacity }) {
      const confirmed = state.unconfirmed
        .filter(e => entries.includes(e.number) && (capacity === 'tsb' || e.group === group))
        .map(e => e.number)
      if (confirmed.length === 0)
        return no(
          'nothing-to-confirm',
          `None of these entries of ${issueRef(state)} waits for ${group} to confirm it.`,
        )
      const events: EventBody[] = [
        { kind: 'confirmed', entries: confirmed, ...(source !== undefined && { source }) },
      ]
      const pending = state.pendingConclusion
      if (!pending || !confirmed.includes(pending.number) || state.stage !== 'wp2') return events
      const { text, actionText, meeting, entrust, keepsCoordination } = pending
      events.push({
        kind: 'concluded',
        text,
        ...(actionText !== undefined &&
          actionNumber !== undefined && { action: { number: actionNumber, text: actionText } }),
        ...(meeting !== undefined && { meeting }),
        ...(entrust !== undefined && { entrust }),
        ...(keepsCoordination && { keepsCoordination }),
      })
      return events
    },
  },
  disown: {
    stages: ALL_STAGES,
    capacities: [...REPRESENTS, 'outside', 'wp2'],
    who: 'those for whom TSB recorded something',
    onlyWords: 'for the own group',
    only: (state, { group }, command) =>
      state.unconfirmed.some(e => e.group === group && (command === undefined || e.number === command.entry)),
    decide(state, { entry, reason }) {
      const found = state.unconfirmed.find(e => e.number === entry)!
      return [
        {
          kind: 'disowned',
          entry,
          takenBack: found.actedOn !== true,
          ...(reason !== undefined && { reason }),
        },
      ]
    },
  },
  resolve: {
    stages: ALL_STAGES,
    capacities: ['wp2', 'tsb'],
    who: "WP2's chair or vice-chair, and TSB",
    decide: (state, { entry, takesBack }) =>
      state.disputed.some(e => e.number === entry)
        ? [{ kind: 'resolved', entry, takenBack: takesBack }]
        : no(
            'not-disputed',
            phrase`Entry ${entry} of ${issueRef(state)} is not waiting for this; see ${cmd('issue history')}.`,
          ),
  },
}
