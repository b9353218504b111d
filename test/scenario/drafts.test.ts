import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import type { SlackChat } from '../fakes/slack/chat.ts'
import type { Answer } from '../support/chat.ts'
import { type Harness, openHarness, REGISTER } from '../support/harness.ts'

/** The name and the first letters of the file as somebody gets it, on whatever platform. */
async function fileIn(
  { chats }: Harness,
  { shown }: Answer,
  account: string,
): Promise<[string, string] | undefined> {
  if (chats.slack) {
    const { files, workspace } = (chats.slack as SlackChat).slack
    const shared = files.shared.find(f => f.channel === workspace.direct.get(account))
    return shared && [shared.name, shared.content.slice(0, 2)]
  }
  if (chats.discord) {
    const [file] =
      (shown!.payload as { attachments?: { filename: string; content: string }[] }).attachments ?? []
    return file && [file.filename, file.content.slice(0, 2)]
  }
  const path = /Saved: (.*\/([^/\n]+))$/m.exec(shown!.text)
  return path
    ? [path[2]!.replace(/ \(\d+\)/, ''), (await readFile(path[1]!, 'latin1')).slice(0, 2)]
    : undefined
}

it.each(['slack', 'discord', 'terminal'] as const)('a draft comes as a Word file on %s', async platform => {
  const world = await openHarness({ platforms: [platform], at: '2026-04-27T10:00', apart: REGISTER })
  const ana = await world.person('Ana Costa', 'WP2 chair')
  const answer = await ana.try('report part 7 meeting:"TSAG 01-2026"')
  expect(answer.shown!.text).toContain('Draft report of WP2 at TSAG 01-2026: 7 Future plans')
  // A .docx is a zip, which begins with these letters.
  await expect
    .poll(() => fileIn(world, answer, ana.account), { timeout: 20_000 })
    .toEqual(['WP2-report-TSAG-01-2026-7.docx', 'PK'])
  await world.close()
})
