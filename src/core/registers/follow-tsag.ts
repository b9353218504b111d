/**
 * Entries follow the calendar of TSAG: "the next TSAG meeting" becomes a date once that meeting has one, in every
 * register, and goes with it when the meeting is moved or cancelled. The people concerned are notified.
 */
import type { MeetingChanged } from '../calendar/changes.ts'
import type { Work } from '../events/events.ts'
import { HANDLER } from '../groups/handler.ts'
import { meetingRef } from '../meetings/meeting.ts'
import { type Recipient, without } from '../notices/notice.ts'
import { writeNotices } from '../notices/outbox.ts'
import { chairOf, TSB } from '../roles/role.ts'
import { factTime } from './fact-time.ts'
import type { AnyValues, DatedTsag, Field, Fields } from './field.ts'
import type { Origin } from './history.ts'
import { findLeaders } from './leaders.ts'
import type { AnyRegister, RegisterEntry } from './register.ts'
import { REGISTERS } from './registers.ts'
import { changeEntry, listEntries } from './store.ts'
import { settleNext, toDatedTsag } from './tsag.ts'
import { type TsagChange, tsagFollowed } from './tsag-notice.ts'

/** From which meeting to which; undefined stands for the next one, which has no date yet. */
interface Step {
  what: TsagChange
  from: DatedTsag | undefined
  to: DatedTsag | undefined
}

/** The step that entries naming a TSAG meeting take after a change of the calendar; undefined: none. */
function toStep({ kind, before, after }: MeetingChanged): Step | undefined {
  switch (kind) {
    case 'SCHEDULED':
    case 'RESTORED':
    case 'ENTERED':
      return { what: 'dated', from: undefined, to: toDatedTsag(after) }
    case 'CANCELLED':
      return { what: 'cancelled', from: toDatedTsag(before ?? after), to: undefined }
    case 'MOVED': {
      const [from, to] = [toDatedTsag(before ?? after), toDatedTsag(after)]
      return from.firstDay === to.firstDay ? undefined : { what: 'moved', from, to }
    }
    default:
      return undefined
  }
}

export async function followTsagMeeting(work: Work, changed: MeetingChanged): Promise<void> {
  const { after, change } = changed
  const step = after.kind === 'TSAG_MEETING' ? toStep(changed) : undefined
  if (!step) return
  const origin = { by: change.by, source: meetingRef(after) }
  const followed: Followed[] = []
  for (const register of REGISTERS)
    for (const entry of await entriesNaming(work, register, step.from)) {
      const written = await follow(work, register, entry, step, origin)
      if (written.version !== entry.version) followed.push({ register, entry: written })
    }
  const told = followed.filter(({ register }) => register.tsag !== undefined)
  if (told.length > 0) await notify(work, told, step.what, changed)
}

interface Followed {
  register: AnyRegister
  entry: RegisterEntry
}

const following = (register: AnyRegister): [string, Field<unknown>][] =>
  Object.entries(register.fields as Fields).filter(([, field]) => field.next !== undefined)

/** The entries of a register that name a TSAG meeting, each once. */
async function entriesNaming(
  { tx }: Work,
  register: AnyRegister,
  meeting: DatedTsag | undefined,
): Promise<RegisterEntry[]> {
  const any = following(register).map(([name, { next }]) => ({ [name]: next!.containing(meeting) }))
  return any.length === 0 ? [] : listEntries(tx, register, { contains: [any] })
}

/** The entry as it is after the step. */
async function follow(
  work: Work,
  register: AnyRegister,
  entry: RegisterEntry,
  { what, from, to }: Step,
  origin: Origin,
): Promise<RegisterEntry> {
  // A number that was given at a meeting stays of that meeting, even if it is cancelled.
  if (what === 'cancelled' && from && entry.key.includes(from.label)) return entry
  const fields: AnyValues =
    what === 'dated'
      ? await settleAll(work, register, entry)
      : {
          ...entry.fields,
          ...Object.fromEntries(
            following(register).flatMap(([name, { next }]) =>
              entry.fields[name] === undefined ? [] : [[name, next!.follow(entry.fields[name], from, to)]],
            ),
          ),
        }
  const key = from && to ? entry.key.replaceAll(from.label, to.label) : entry.key
  // An entry from before this meeting is settled above; it doesn't mean the one after it.
  const since = what === 'dated' ? entry.at : work.now
  return changeEntry(work, register, entry, { key, fields }, { ...origin, since })
}

/** Each field that names the next TSAG meeting, with the one that came next when it was said. */
async function settleAll({ tx }: Work, register: AnyRegister, entry: RegisterEntry): Promise<AnyValues> {
  let { fields } = entry
  for (const [name] of following(register)) {
    if (fields[name] === undefined) continue
    const said = { [name]: fields[name] }
    fields = { ...fields, ...(await settleNext(tx, register, said, await factTime(tx, entry, name))) }
  }
  return fields
}

/** One notice to the leaders of each group concerned, and one of everything to TSB and WP2's chair. */
async function notify(
  { tx, now }: Work,
  followed: readonly Followed[],
  what: TsagChange,
  { after, change }: MeetingChanged,
): Promise<void> {
  const groups = new Map<string, Followed[]>()
  for (const one of followed)
    for (const group of new Set(one.register.tsag!.groups(one.entry) as string[]))
      groups.set(group, [...(groups.get(group) ?? []), one])
  groups.delete(HANDLER)
  const leaders = await findLeaders(tx, [...groups.keys()])
  const notice = (group: string | undefined, entries: readonly Followed[], to: readonly Recipient[]) =>
    tsagFollowed.from({
      meeting: after,
      what,
      group,
      entries: entries.map(({ register, entry }) => ({ register: register.name, id: entry.id })),
      audience: [...to, ...(change.caller ? [without(change.caller)] : [])],
      now,
    })
  await writeNotices(tx, [
    notice(undefined, followed, [{ role: TSB }, { role: chairOf(HANDLER) }]),
    ...[...groups].flatMap(([group, entries]) => {
      const roles = leaders.get(group) ?? []
      return roles.length === 0
        ? []
        : [
            notice(
              group,
              entries,
              roles.map(role => ({ role })),
            ),
          ]
    }),
  ])
}
