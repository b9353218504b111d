import { describe, expect, it } from 'vitest'
import { inGeneva } from '../support/zones.ts'
import { openCast, play } from './driver.ts'
import { ALL_DUE, type Due, seenOf } from './model.ts'
import { down } from './stops.ts'

describe('while the program is down', () => {
  /** Messages that fall due in a pause are due at its end. */
  const late = (due: readonly Due[], from: string, to: string) => {
    const [begin, end] = [from, to].map(t => inGeneva(t) / 1000)
    return due.map(d => (d.at > begin! && d.at <= end! ? { ...d, at: end! } : d))
  }
  const without = (due: readonly Due[], from: string, to: string) =>
    due.filter(d => d.at <= inGeneva(from) / 1000 || d.at > inGeneva(to) / 1000)

  it('for an hour, what was due comes at its end', async () => {
    const [from, to] = ['2026-08-05T00:00', '2026-08-20T00:00']
    const cast = await openCast(from)
    const pauses = [
      ['2026-08-10T08:30', '2026-08-10T09:30'],
      ['2026-08-16T13:30', '2026-08-16T14:30'],
    ] as const
    const due = pauses.reduce((all, [f, t]) => late(all, f, t), ALL_DUE)
    await play(cast, { from, to, acts: [], due, stops: pauses.map(([f, t]) => down(f, t)) })
    await cast.world.close()
    expect(cast.world.faults).toEqual([])
  })

  it('for three days over a deadline, one word says what was missed and what is ahead', async () => {
    const [from, to] = ['2026-02-15T00:00', '2026-03-12T00:00']
    const cast = await openCast(from)
    const pause = ['2026-03-03T12:00', '2026-03-06T12:00'] as const
    const lines = [
      'The bot was stopped from 4 March 2026, 09:00 Geneva time, and reminders were not sent.',
      'Missed: Contributions to the RG-DT interim RG meeting of 11 March 2026 were due by 4 March 2026.',
      'The RG-DT interim RG meeting is in 5 days, not confirmed yet: 11 March 2026, 13:00–15:00 Geneva time (CET).',
    ]
    const asked =
      'By the deadline of 4 March 2026, no contribution came in for the RG-DT interim RG meeting of 11 March 2026, 13:00–15:00 Geneva time (CET). Will it be held?'
    const instead = [
      ...['RG-DT', 'followers of RG-DT'].map(to => ({ to, words: lines.join(' '), lines })),
      ...['RG-DT Rapporteur', 'TSB'].map(to => ({ to, words: asked })),
    ].flatMap(t => seenOf({ ...t, at: pause[1], about: '2026-03-11' }))
    const due = [...without(ALL_DUE, ...pause), ...instead].toSorted((a, b) => a.at - b.at)
    await play(cast, { from, to, acts: [], due, stops: [down(...pause)] })
    await cast.world.close()
    expect(cast.world.faults).toEqual([])
  })
})
