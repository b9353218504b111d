/** A year of coordination: who does what, when. Chance decides by the seed alone, so that a run can be had again. */

import type { Act, Teller } from './act.ts'
import { dayOf, type Facts, geneva, stageOf } from './model.ts'
import type { Chance } from './random.ts'
import { commentOn, raise, tellIssue } from './story-issues.ts'
import { tellMeetings } from './story-meetings.ts'

export interface Story {
  acts: Act[]
  /** One more act, for when all has been told and there are still kills to come. */
  more(facts: Facts, at: number): Act
}

/** The stories of so many issues and of all meetings. */
export function storyOf(chance: Chance, from: number, until: number, issues: number): Story {
  let marks = 0
  const teller: Teller = {
    chance,
    acts: [],
    mark: () => `mark-${String(++marks).padStart(4, '0')}`,
    someTime: day => geneva(day, `${10 + chance.below(6)}:${20 + chance.below(20)}`),
  }
  const first = dayOf(from)
  // A story takes some weeks.
  const days = Math.max(1, first.until(dayOf(until)).days - 30)
  for (let i = 0; i < issues; i++)
    tellIssue(teller, topicOf(i), first.add({ days: 1 + Math.floor((i / issues) * days) }))
  tellMeetings(teller, first)
  let raised = issues
  return {
    acts: teller.acts.filter(a => a.at > from && a.at < until).toSorted((a, b) => a.at - b.at),
    more(facts, at) {
      const open = facts.issues.find(i => ['chairs', 'escalated', 'wp2'].includes(stageOf(i)))
      return open
        ? commentOn(teller, at, chance.pick(open.concerned), () => open)
        : raise(topicOf(raised++), ['SG13', 'SG17', 'SG20'], undefined, at)
    },
  }
}

const topicOf = (number: number): string => `Topic ${String(number).padStart(3, '0')}`
