/** Files that people send on Slack and Discord: fetched from there and nowhere else, and no more of them than is read. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDownloads } from '../../src/bots/download.ts'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { CALENDAR, type Harness, openHarness, type Person } from '../support/harness.ts'

let world: Harness
let ada: Person
let slack: SlackChat
let discord: DiscordChat
beforeAll(async () => {
  world = await openHarness({ platforms: ['slack', 'discord'], at: '2026-05-01T10:00', apart: CALENDAR })
  await world.channels('SG13', 'SG17')
  ada = await world.person('Ada Okafor', 'SG13 chair')
  await ada.type('issue raise topic:Trust summary:"Who covers what?" with:SG17')
  slack = world.chats.slack as SlackChat
  discord = world.chats.discord as DiscordChat
})
afterAll(() => world.close())

const CANT = 'text: the file s.txt could not be fetched; please send it again, or send its text.'

describe('on Slack', () => {
  const send = async (content: string) => {
    const { form } = await ada.try('statement make ISG-1')
    return ada.fill(form!, { 'text-file': slack.file('s.txt', content) })
  }

  test('the form stays open with the words in it when the file can’t be fetched', async () => {
    for (const fault of ['cut before', { status: 500 }] as const) {
      slack.slack.fail('file', fault)
      const { form } = await send('SG13 states')
      expect(form!.errors.text).toBe(CANT)
    }
    expect(world.faults.splice(0).every(f => f.includes('a file could not be fetched'))).toBe(true)
    expect((await send('SG13 states')).shown!.text).toContain('11 characters, word for word: “SG13 states”')
  })

  test('a file that Slack says is too long is not fetched at all', async () => {
    const before = slack.slack.files.sent
    const { form } = await send('x'.repeat(90_000))
    expect(form!.errors.text).toContain('the file s.txt has 90000 bytes; at most 20000 characters are kept')
    expect(slack.slack.files.sent).toBe(before)
  })
})

describe('on Discord', () => {
  const give = (content: string, line = 'statement make ISG-1', option = 'text-file') =>
    discord.typeWith(ada.on('discord').account, discord.channel('SG13'), line, {
      [option]: discord.file('s.txt', content),
    })

  test('an attachment of the command is its text; no form is asked for', async () => {
    const asked = await give('SG13 states\r\n  as agreed')
    expect(asked.shown!.text).toContain('24 characters, word for word: “SG13 states')
    const done = await ada.on('discord').press(asked, 'Yes, on the record')
    expect(done.shown!.text).toContain('put a statement on record for SG13')
  })

  test('one that can’t be fetched, is too long or is given beside a text is refused', async () => {
    discord.fake.fail('GET attachment', { kind: 'cut', accepted: false })
    expect((await give('x')).shown!.text).toContain(CANT)
    expect(world.faults.splice(0)).toHaveLength(1)
    const before = discord.fake.attachments.sent
    expect((await give('x'.repeat(90_000))).shown!.text).toContain('the file s.txt has 90000 bytes')
    expect(discord.fake.attachments.sent).toBe(before)
    const both = await give('One', 'statement make ISG-1 text:Two')
    expect(both.shown!.text).toContain('text: please send either the text or a file, not both.')
  })

  test('where the form is still to be filled in, the words of the file are kept until then', async () => {
    const { shown } = await give('group,kind\n', 'plan load source:TD200', 'plan-file')
    expect(shown!.text).toMatch(/^Only TSB and WP2's chair/)
    const tessa = (await world.person('Tessa Berg', 'TSB')).on('discord')
    const { form } = await discord.typeWith(
      tessa.account,
      discord.channel('SG13'),
      'plan load source:TD200',
      { 'plan-file': discord.file('s.txt', 'group,kind\n') },
    )
    expect(form!.fields.map(f => f.name)).toEqual(['agreed'])
    const filled = await tessa.fill(form!, { agreed: '29 April 2026' })
    expect(filled.shown!.text).toContain('objective')
  })
})

describe('a download', () => {
  const served = createServer((request, response) => {
    if (request.url === '/endless') {
      response.on('close', () => closed.resolve())
      const write = () => {
        while (response.write(Buffer.alloc(65_536))) {}
        response.once('drain', write)
      }
      return write()
    }
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  const closed = Promise.withResolvers<void>()
  let origin: string
  beforeAll(async () => {
    await new Promise<void>(resolve => served.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(served.address() as AddressInfo).port}`
  })
  afterAll(() => served.close())

  test('ends as soon as the file is longer than what is read', async () => {
    const file = createDownloads([origin], 5_000)({ name: 'a', url: `${origin}/endless` })
    const bytes = await file.fetch(1_000)
    expect(bytes.length).toBeGreaterThan(1_000)
    expect(bytes.length).toBeLessThan(1_000_000)
    await closed.promise
  })

  test('follows no redirection, and goes nowhere but to the platform', async () => {
    const download = createDownloads([origin], 5_000)
    await expect(download({ name: 'a', url: `${origin}/x` }).fetch(9)).rejects.toThrow('HTTP 302')
    const metadata = download({ name: 'a', url: 'http://169.254.169.254/latest/meta-data' })
    await expect(metadata.fetch(9)).rejects.toThrow('a file is kept at http://169.254.169.254')
    await expect(download({ name: 'a', url: 'file:///etc/passwd' }).fetch(9)).rejects.toThrow()
  })
})
