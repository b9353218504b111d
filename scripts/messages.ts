/**
 * Writes docs/messages.md: every kind of notice from its definition, and every command's answers, with examples from
 * a story that the whole program plays. Fails for a kind or a command without an example.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { COMMANDS, NOTICES } from '../src/core/catalog.ts'
import type { Message } from '../src/core/messages/message.ts'
import { plainMessage } from '../src/core/messages/plain.ts'
import { DAILY_DIGEST } from '../src/core/notices/daily-digest.ts'
import { PRIORITY } from '../src/core/notices/notice.ts'
import { summaryOf } from '../test/support/summary.ts'
import { playCovered, type Refusal } from './messages/coverage.ts'
import { type Answered, type Played, playStory } from './messages/play.ts'

export const DOCUMENT = new URL('../docs/messages.md', import.meta.url)
const STORY = new URL('messages/year.txt', import.meta.url)
const REFUSALS = new URL('messages/refusals.txt', import.meta.url)
const BARE = new URL('messages/bare.txt', import.meta.url)

const INTRO = `# All messages

<!-- Written by \`npm run docs:messages\` from a story that the program plays. Change src/core or
scripts/messages/year.txt, not this file. -->

Every notice that the bot sends, and what each command answers, as they are at the terminal. The examples come from a
story of a year between study groups (\`scripts/messages/year.txt\`). On Slack and Discord buttons take the place of the
lines *You can*, and times are also in the reader's own zone.
`

const NOTICES_INTRO = `## Notices

Sent without a command, when something happened or comes near. The smaller the priority, the sooner a notice is sent when
many are due at once: urgent 1, cards 4, most notices 5, reminders 9.
`

const ANSWERS_INTRO = `## Answers

Shown to the person who gave the command. A refusal says what is wrong and what to do, and changes nothing.
`

/** At most so many lines of an example: a list is understood before. */
const MAX_LINES = 24
/** At most so many further examples of a notice, by their first sentences. */
const MAX_FURTHER = 40

/** The digest of several notices. It is made of the others, so no room defines it. */
const DIGEST = {
  kind: 'together',
  about:
    'Several reminders are due together, or came due while the program was stopped; to those who would get them one by one.',
  priority: PRIORITY.reminder,
}

/** The digest of a day, for those who chose one. */
const DAILY = {
  kind: DAILY_DIGEST,
  about:
    'What can wait, in one message at 09:00 in the zone of its reader; to those who chose a daily digest, by direct message.',
  priority: PRIORITY.reminder,
}

/** The kinds and commands without an example. */
export function withoutExample({ answers, sent }: Played): string[] {
  const kinds = new Set(sent.map(({ kind }) => kind))
  const paths = new Set(answers.filter(a => !a.refused).map(({ path }) => path))
  return [
    ...[...NOTICES, DIGEST, DAILY].filter(({ kind }) => !kinds.has(kind)).map(({ kind }) => `notice ${kind}`),
    ...COMMANDS.filter(({ path }) => !paths.has(path)).map(({ path }) => `command ${path}`),
  ]
}

export function messagesDocument(played: Played): string {
  const notices = [...NOTICES, DIGEST, DAILY].map(({ kind, about, priority }) =>
    noticeSection(
      { kind, about, priority },
      played.sent.filter(s => s.kind === kind).map(s => s.message),
    ),
  )
  const unread = played.answers.filter(({ path }) => path === '')
  const answers = COMMANDS.map(({ path }) =>
    answerSection(
      `\`/sg ${path}\``,
      played.answers.filter(a => a.path === path),
    ),
  )
  return `${[
    INTRO,
    NOTICES_INTRO,
    ...notices,
    ANSWERS_INTRO,
    ...answers,
    ...(unread.length > 0 ? [answerSection('A command that does not exist', unread)] : []),
  ]
    .join('\n')
    .trimEnd()}\n`
}

function noticeSection(
  { kind, about, priority }: { kind: string; about: string; priority: number },
  messages: Message[],
): string {
  const [first, ...others] = messages
  const further = distinct(others.map(summaryOf), first ? [summaryOf(first)] : []).slice(0, MAX_FURTHER)
  return [
    `### \`${kind}\``,
    '',
    `${about} Priority ${priority}.`,
    '',
    ...(first ? [block(plainMessage(first)), ''] : []),
    ...(further.length > 0 ? ['Also:', '', ...further.map(line => `- ${escapeMarkdown(line)}`), ''] : []),
  ].join('\n')
}

function answerSection(title: string, answers: readonly Answered[]): string {
  const shown = [...Map.groupBy(answers, a => `${a.refused} ${shapeOf(summaryOf(a.message))}`).values()].map(
    ([first]) => first!,
  )
  return [
    `### ${title}`,
    '',
    ...shown.flatMap(({ who, line, message, refused }) => [
      `${who}${refused ? ', refused' : ''}:`,
      '',
      block(`> /sg ${line}\n${plainMessage(message)}`),
      '',
    ]),
  ].join('\n')
}

/** Sentences that differ by more than names, numbers and dates. */
function distinct(sentences: readonly string[], known: readonly string[]): string[] {
  const seen = new Set(known.map(shapeOf))
  return sentences.filter(sentence => {
    const shape = shapeOf(sentence)
    if (seen.has(shape)) return false
    seen.add(shape)
    return true
  })
}

const shapeOf = (sentence: string): string =>
  sentence
    .replaceAll(/\([^()]*\)|“[^”]*”|slack:\w+/g, '…')
    .replaceAll(/\b[A-Z][a-z]+ [A-Z][a-z]+\b/g, 'N')
    .replaceAll(/\b(?:WP|RG-)[A-Z\d]+\b/g, '#')
    .replaceAll(/\b(?:SG|ISG-|MTG-|CON-|DLV-|TD)?\d[\d:.–-]*\b/g, '#')
    .replaceAll(
      /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/g,
      'M',
    )
    .replaceAll(/\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g, 'D')

/** Secrets differ each time the story is played, and so do numbers that depend on which message was addressed first. */
const withoutSecrets = (text: string): string =>
  text
    .replaceAll(/(\/calendar\/p\/)[\w-]+(?=\.ics)/g, '$1…')
    .replaceAll(/(\/sign-in\/)[\w-]{43}/g, '$1…')
    .replaceAll(/(Token:\s+)[\w-]{43}/g, '$1…')
    .replaceAll(/\bDLV-\d+/g, 'DLV-12')

function block(text: string): string {
  const lines = withoutSecrets(text)
    .split('\n')
    .map(line => line.trimEnd())
  const kept = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines
  return ['```text', ...kept, '```'].join('\n')
}

const escapeMarkdown = (text: string): string =>
  withoutSecrets(text)
    .replaceAll('\n', ' ')
    .replaceAll(/([*_<>`|[\]])/g, '\\$1')

/** The year, and beside it the slips that it does not have, each story on a database of its own. */
async function playAll(): Promise<Played> {
  const year = await playStory(readFileSync(STORY, 'utf8'))
  const slips = await playStory(readFileSync(REFUSALS, 'utf8'))
  const bare = await playStory(readFileSync(BARE, 'utf8'), { publicUrl: undefined })
  const refused = [...slips.answers, ...bare.answers].filter(a => a.refused)
  return { answers: [...year.answers, ...refused], sent: year.sent }
}

/**
 * The document as the program gives it now, and the refusals of which it has no example. Throws when a kind of notice or
 * a command has none.
 */
export async function playedDocument(): Promise<{ document: string; missed: Refusal[] }> {
  const { result: played, missed } = await playCovered(playAll)
  const missing = withoutExample(played)
  if (missing.length > 0)
    throw new Error(
      `The story has no example of: ${missing.join(', ')}. Add it to scripts/messages/year.txt.`,
    )
  return { document: messagesDocument(played), missed }
}

// `--check` writes nothing and fails where the document differs, or a refusal has no example.
if (import.meta.main) {
  const { document, missed } = await playedDocument()
  const isCheck = process.argv.includes('--check')
  if (!isCheck) writeFileSync(DOCUMENT, document)
  else if (document !== readFileSync(DOCUMENT, 'utf8'))
    console.log('docs/messages.md is not what the program says: npm run docs:messages writes it.')
  if (isCheck && (missed.length > 0 || document !== readFileSync(DOCUMENT, 'utf8'))) process.exitCode = 1
  if (missed.length > 0) {
    console.log(`Refusals without an example in scripts/messages/refusals.txt: ${missed.length}.`)
    if (process.argv.includes('--missed'))
      for (const { place, words } of missed) console.log(`${place}: ${words}`)
  }
}
