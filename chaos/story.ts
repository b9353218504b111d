/** A year of coordination: who does what, when. It depends on the seed alone, so that a run can be repeated. */

import type { Act, StoryBuilder } from './act.ts'
import { dayOf, geneva, type Model, stageOf } from './model.ts'
import type { Random } from './random.ts'
import { addIssueStory, commentOn, raise } from './story-issues.ts'
import { addMeetingStories } from './story-meetings.ts'

export interface Story {
  acts: Act[]
  /** One more act, when the story is over and more kills are wanted. */
  more(facts: Model, at: number): Act
}

/** Creates the stories of so many issues and of all meetings. */
export function createStory(random: Random, from: number, until: number, issues: number): Story {
  let marks = 0
  const builder: StoryBuilder = {
    random,
    acts: [],
    mark: () => `mark-${String(++marks).padStart(4, '0')}`,
    someTime: day => geneva(day, `${10 + random.below(6)}:${20 + random.below(20)}`),
  }
  const first = dayOf(from)
  // A story takes some weeks.
  const days = Math.max(1, first.until(dayOf(until)).days - 30)
  for (let i = 0; i < issues; i++)
    addIssueStory(builder, topicOf(i), first.add({ days: 1 + Math.floor((i / issues) * days) }))
  addMeetingStories(builder, first)
  let raised = issues
  return {
    acts: builder.acts.filter(a => a.at > from && a.at < until).toSorted((a, b) => a.at - b.at),
    more(facts, at) {
      const open = facts.issues.find(i => ['chairs', 'escalated', 'wp2'].includes(stageOf(i)))
      return open
        ? commentOn(builder, at, random.pick(open.concerned), () => open)
        : raise(topicOf(raised++), ['SG13', 'SG17', 'SG20'], undefined, at)
    },
  }
}

const topicOf = (number: number): string => `Topic ${String(number).padStart(3, '0')}`
