/** Somebody's own page: the parts that rooms contribute, each with its buttons. */
import {
  type Action,
  action,
  actions,
  type Block,
  code,
  heading,
  list,
  type Message,
  note,
  text,
} from '../messages/message.ts'
import { followedBy } from '../people/follows.ts'
import type { Caller } from '../platforms/platform.ts'
import { type Actor, describeKnown } from '../roles/actor.ts'
import type { Asking, HomeLine, HomePart } from '../rooms/room.ts'

/** The most lines of a part. */
const MAX_LINES = 5

const SUMMARY = 'Your meetings, deadlines and issues.'

/** The page of somebody, as it stands. It does not show the name that the platform has for the caller, which changes. */
export async function renderHome(
  asking: Asking,
  parts: readonly HomePart[],
  caller: Pick<Caller, 'platform' | 'account'>,
): Promise<Message> {
  const { tx, actor } = asking
  if (actor.person === undefined && actor.roles.length === 0) return welcome(actor, caller)
  const followed = await followedBy(tx, actor)
  const filled = await Promise.all(
    parts.map(async part => {
      const lines = await part.lines({ ...asking, followed }, (part.most ?? MAX_LINES) + 1)
      // An empty part says nothing that is looked for first.
      const rank = part.last ? 2 : lines.length === 0 ? 1 : 0
      return { rank, blocks: renderPart(part, lines) }
    }),
  )
  return {
    summary: SUMMARY,
    blocks: [
      ...filled.toSorted((a, b) => a.rank - b.rank).flatMap(({ blocks }) => blocks),
      actions([action('Raise an issue', 'issue raise', {}), ...ALWAYS]),
      note(`${describeKnown(actor)} Times are Geneva time, followed by your own.`),
    ],
  }
}

const ALWAYS: Action[] = [action('All meetings', 'meeting list', {}), action('Help', 'help', {})]

/** A heading, the first lines, a button for each; where there are more, the command that shows all. */
function renderPart({ title, none, all, most = MAX_LINES }: HomePart, lines: HomeLine[]): Block[] {
  if (lines.length === 0) return [heading(title), text(none)]
  const shown = lines.slice(0, most)
  const more = all !== undefined && lines.length > most ? [action('Show all', all, {})] : []
  const texts = shown.flatMap(l => (l.text === undefined ? [] : [l.text]))
  return [
    heading(title),
    ...(texts.length > 0 ? [list(texts)] : []),
    actions([...shown.flatMap(l => l.action ?? []), ...more]),
  ]
}

/** For somebody who is not registered: what this is, and how they get in. */
function welcome({ admin }: Actor, { platform, account }: Pick<Caller, 'platform' | 'account'>): Message {
  return {
    summary: 'intersg helps the study groups of ITU-T to work together. TSB adds people.',
    blocks: [
      heading('Welcome to intersg'),
      text(
        'intersg helps the study groups of ITU-T to work together: issues that concern several of them, their interim meetings, and the deadlines for contributions.',
      ),
      text([
        'You are not registered yet. Ask TSB to add you, with your role and your account: ',
        code(`${platform}:${account}`),
        '. Then this page shows your meetings, deadlines and issues.',
      ]),
      actions([...(admin ? [action('Register somebody', 'person add', {}, 'primary')] : []), ...ALWAYS]),
    ],
  }
}
