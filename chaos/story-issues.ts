/** The courses that an issue may take, from being raised to its end. */

import { type Act, namedBefore, type StoryBuilder } from './act.ts'
import {
  chairOf,
  type IssueEvent,
  type IssueEventData,
  type IssueModel,
  isSolved,
  type Model,
  nextCoordination,
  type Stage,
  stageOf,
} from './model.ts'
import { CHAIRS, type Person, WP2_CHAIR, WP2_VICE } from './people.ts'

const OPEN: Stage[] = ['chairs', 'escalated', 'wp2']

type Find = (facts: Model) => IssueModel | undefined

export function raise(
  topic: string,
  concerned: string[],
  respondBy: Temporal.PlainDate | undefined,
  at: number,
): Act {
  const [raiser, ...others] = concerned as [string, ...string[]]
  const by = chairOf(raiser)!
  const timeline = respondBy ? ` respond-by:"${respondBy}"` : ''
  return {
    at,
    by,
    line: () =>
      `issue raise topic:"${topic}" summary:"Who covers what?" with:${others.join(',')}${timeline} show-to:WP2`,
    done: new RegExp(`ISG-\\d+ ${topic}: .*raised the issue for`),
    look: () => `issue list text:"${topic}" state:all`,
    sign: namedBefore('ISG', topic),
    record(facts, when, found) {
      const ref = namedBefore('ISG', topic).exec(found)![1]!
      const events: IssueEvent[] = [{ kind: 'raised', at: when, by, group: raiser }]
      facts.issues.push({ ref, topic, concerned, respondBy, events })
    },
  }
}

interface Does {
  at: number
  by: Person
  group: string
  /** The command and its options, without the issue. */
  verb: string
  words?: string
  /** The kind of entry that the timeline has afterwards. */
  told: string
  when: Stage[]
  eventData: IssueEventData
  /** The event that follows at once. */
  follows?: (issue: IssueModel, facts: Model, at: number) => IssueEventData | undefined
}

/** An act about an issue. */
const does = (its: Find, { at, by, group, verb, words = '', told, when, eventData, follows }: Does): Act => ({
  at,
  by,
  line(facts) {
    const issue = its(facts)
    const possible = issue && when.includes(stageOf(issue))
    return possible ? `issue ${verb} issue:${issue.ref} ${words}`.trim() : undefined
  },
  done: new RegExp(told),
  look: facts => `issue history issue:${its(facts)!.ref}`,
  sign: new RegExp(told),
  record(facts, asked) {
    const issue = its(facts)!
    issue.events.push({ ...eventData, at: asked, by, group })
    const next = follows?.(issue, facts, asked)
    if (next) issue.events.push({ ...next, at: asked + 1, by, group })
  },
})

export function commentOn(
  { mark }: StoryBuilder,
  at: number,
  group: string,
  its: Find,
  by = chairOf(group)!,
): Act {
  const own = mark()
  return does(its, {
    at,
    by,
    group,
    verb: 'comment',
    words: `text:"${own}"`,
    told: `commented: ${own}`,
    when: OPEN,
    eventData: { kind: 'commented', mark: own },
  })
}

/** Adds the story of one issue: it is solved, withdrawn, brought to WP2, or its timeline lapses. */
export function addIssueStory(builder: StoryBuilder, topic: string, first: Temporal.PlainDate): void {
  const { random, acts, mark, someTime } = builder
  const concerned = Object.keys(CHAIRS)
    .map(group => ({ group, turn: random.next() }))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ group }) => group)
    .slice(0, 2 + random.below(2))
  const [raiser, ...others] = concerned as [string, string, ...string[]]
  const way = random.pick(['solved', 'wp2', 'withdrawn', 'lapsed', 'solved', 'wp2'] as const)
  const its: Find = facts => facts.issues.find(i => i.topic === topic)
  let day = first
  let at = someTime(day)
  const later = (most: number) => {
    day = day.add({ days: 1 + random.below(most) })
    at = someTime(day)
  }
  const say = (
    by: Person,
    group: string,
    what: Pick<Does, 'verb' | 'when' | 'follows'>,
    option: string,
    told: string,
    kind: 'proposed' | 'escalated' | 'concluded' | 'withdrawn',
  ) => {
    const own = mark()
    acts.push(
      does(its, {
        at,
        by,
        group,
        ...what,
        // A conclusion is shown back before it counts.
        words: `${option}:"${own}"${what.verb === 'conclude' ? ' confirm:yes' : ''}`,
        told: `${told}: ${own}`,
        eventData: { kind, mark: own },
      }),
    )
  }
  const chair = chairOf(raiser)!
  const comment = (group: string, by?: Person) => acts.push(commentOn(builder, at, group, its, by))
  const position = (group: string, objects: boolean) => {
    const own = mark()
    const report = objects ? 'objects' : 'agrees'
    acts.push(
      does(its, {
        at,
        by: chairOf(group)!,
        group,
        verb: 'position',
        words: `position:${report} reason:"${own}"`,
        told: `${group} ${objects ? 'objects to' : 'agrees with'} proposal \\d+: ${own}`,
        when: ['chairs'],
        eventData: { kind: 'position', objects, mark: own },
        follows(issue) {
          const proposal = issue.events.findLast(h => h.kind === 'proposed')
          return proposal && 'mark' in proposal && isSolved(issue)
            ? { kind: 'solved', mark: proposal.mark }
            : undefined
        },
      }),
    )
  }

  const respondBy = way === 'lapsed' || random.once(3) ? day.add({ days: 9 + random.below(12) }) : undefined
  acts.push(raise(topic, concerned, respondBy, at))
  later(4)
  if (way === 'lapsed') {
    if (random.once(2)) comment(others[0])
    day = respondBy!
    later(5)
  } else {
    // At the same time, on two platforms.
    comment(raiser)
    comment(others[0])
    later(4)
    say(chair, raiser, { verb: 'propose', when: ['chairs'] }, 'text', 'proposed a way forward', 'proposed')
    later(4)
  }
  if (way === 'withdrawn')
    say(chair, raiser, { verb: 'withdraw', when: ['chairs'] }, 'reason', 'withdrew the issue', 'withdrawn')
  if (way === 'solved')
    for (const group of others) {
      position(group, false)
      later(4)
    }
  if (way === 'withdrawn' || way === 'solved') return

  if (way === 'wp2') {
    position(others[0], true)
    later(4)
  }
  const onAgenda: NonNullable<Does['follows']> = (_, facts, when) => {
    const meeting = nextCoordination(facts, when)
    return meeting && { kind: 'on the agenda', meeting: meeting.ref }
  }
  const escalate = { verb: 'escalate', when: ['chairs' as const], follows: onAgenda }
  say(chair, raiser, escalate, 'reason', `brought the issue to WP2 for ${raiser}`, 'escalated')
  later(16)
  const leader = random.pick([WP2_CHAIR, WP2_VICE])
  const takeUp = { at, by: leader, group: 'WP2', verb: 'take-up', told: 'took up the issue for WP2' }
  acts.push(does(its, { ...takeUp, when: ['escalated'], eventData: { kind: 'taken up' } }))
  later(7)
  comment(raiser)
  comment('WP2', leader)
  comment(others[0])
  later(7)
  say(leader, 'WP2', { verb: 'conclude', when: ['wp2'] }, 'text', 'WP2 concluded', 'concluded')
}
