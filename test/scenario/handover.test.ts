import { describe, expect, it } from 'vitest'
import type { Platform } from '../../src/core/platforms/platform.ts'
import type { DiscordChat } from '../fakes/discord/chat.ts'
import { ApiError } from '../fakes/discord/world.ts'
import type { SlackChat } from '../fakes/slack/chat.ts'
import { CALENDAR, type Harness, openHarness } from '../support/harness.ts'

// Notices and tasks go to roles: the next holder goes on where the previous one stopped.
describe.each(['slack', 'discord', 'terminal'] as const)('a chair changes, on %s', (platform: Platform) => {
  it('tells the new one what is open, and the old one nothing more', async () => {
    const world = await openHarness({ platforms: [platform], at: '2026-03-02T10:00', apart: CALENDAR })
    await world.channels('SG13', 'SG17', 'WP2')
    const everywhere = async (words: string | RegExp) => {
      for (const group of ['SG13', 'SG17', 'WP2']) await world.adds(group, words)
    }
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    await ada.type(
      'issue raise topic:"Trust" summary:"Who covers what?" with:SG17 show-to:WP2 respond-by:"20 March 2026"',
    )
    await bo.isTold('raised the issue for SG13')
    await bo.type('issue comment ISG-1 "We discuss it on Friday"')
    await everywhere('Bo Lindqvist (SG17 chair) commented: We discuss it on Friday')
    await ada.type('issue propose ISG-1 text:"SG17 the framework"')
    await bo.isTold('proposed a way forward')
    await everywhere('proposed a way forward')

    // At the terminal the role is the account: there the two are told at the same place.
    const gus = await world.person('Gus Moreau', 'SG17 chair')
    const welcome = await gus.isTold('Open items')
    expect(welcome.text).toContain('you are SG17 chair now, after Bo Lindqvist')
    // The terminal has it in one line.
    if (platform !== 'terminal') {
      expect(welcome.text).toContain('It decides nothing')
      expect(welcome.text).toContain('says where your SG stands on a proposal')
    }
    expect(await gus.type('waiting')).toContain("SG17's position on the proposal, by 20 March 2026")
    await world.at('2026-03-13T09:00')
    await gus.isTold('the timeline ends in 7 days')
    await world.quiet()

    await gus.type('issue position ISG-1 agrees')
    await everywhere(/SG17 agrees.*Solved between the chairs/s)
    const history = await gus.type('issue history ISG-1')
    expect(history).toContain('Bo Lindqvist (SG17 chair) commented: We discuss it on Friday')
    expect(await gus.type('person list SG17 past:yes')).toMatch(
      /Bo Lindqvist[^\n]*2 March 2026 to 2 March 2026/,
    )
    if (platform !== 'terminal')
      expect(await bo.type('issue propose ISG-1 text:"Mine"')).toContain('You have no role here yet')
    await world.at('2026-04-01T10:00')
    await world.end()
  })
})

describe.each(['slack', 'discord'] as const)('roles that reach no person, on %s', (platform: Platform) => {
  it('are told to TSB on Mondays, who hears nothing when all is well', async () => {
    // 2 March 2026 is a Monday.
    const world = await openHarness({ platforms: [platform], at: '2026-03-02T10:00', apart: CALENDAR })
    await world.channels('SG13', 'SG17', 'WP2')
    const tsb = await world.person('Tomas Silva', 'TSB')
    const ada = await world.person('Ada Okafor', 'SG13 chair')
    await ada.type('issue raise topic:"Trust" summary:"Who covers what?" with:SG17 show-to:WP2')

    await world.at('2026-03-09T08:59')
    await world.quiet()
    await world.at('2026-03-09T09:00')
    expect((await tsb.isTold('Roles without a holder or an account')).text).toContain('SG17 chair: no holder')
    await world.quiet()
    await world.at('2026-03-16T09:00')
    await tsb.isTold('SG17 chair: no holder')

    // Somebody is named whom no message reaches.
    const bo = await world.person('Bo Lindqvist', 'SG17 chair')
    const openAgain = closeDirectMessages(world, platform, 'Bo Lindqvist')
    await world.at('2026-03-18T10:00')
    await ada.type('issue propose ISG-1 text:"SG17 the framework"')
    for (const group of ['SG13', 'SG17', 'WP2']) await world.adds(group, 'proposed a way forward')
    // It stands in the channel of his SG instead, and TSB reads of it the next morning, once.
    const channel = await world.db.channel.findFirstOrThrow({ where: { groupId: 'SG17', platform } })
    const inChannel = world.chats[platform]!.messages(channel.channel)
    expect(inChannel.filter(m => m.text.includes('proposed a way forward'))).toHaveLength(1)
    expect(world.faults.splice(0)).toHaveLength(1)
    await world.at('2026-03-19T08:59')
    await world.quiet()
    await world.at('2026-03-19T09:00')
    const digest = await tsb.isTold('Not delivered')
    expect(digest.text).toMatch(/Bo Lindqvist \(SG17 chair\) on (Slack|Discord), about ISG-1: .*Given up/s)
    await world.at('2026-03-23T09:00')
    await world.quiet()

    // He takes them again: what waits for him is sent, and nothing fails any more.
    openAgain()
    // A message that is in the channel is sent to him too when it is named.
    expect(digest.text).toContain('To send a message again that went elsewhere, name it')
    const [, number] = /DLV\W+(\d+)/.exec(digest.text)!
    expect(await tsb.type(`delivery retry DLV-${number}`)).toContain('One message is tried again now.')
    await bo.isTold(/proposed a way forward/)
    await world.at('2026-03-26T09:00')
    await bo.type('issue comment ISG-1 "Here I am"')
    for (const group of ['SG13', 'SG17', 'WP2']) await world.adds(group, 'Here I am')
    await world.at('2026-04-14T10:00')
    await world.end()
  })
})

/** From now on the platform refuses the bot's direct messages to somebody; gives how to end that. */
function closeDirectMessages({ chats }: Harness, platform: Platform, name: string): () => void {
  if (platform === 'slack') {
    const { workspace } = (chats.slack as SlackChat).slack
    const account = workspace.account(name)
    const resolve = workspace.resolve.bind(workspace)
    workspace.resolve = to => (to === account ? { error: 'messages_tab_disabled' } : resolve(to))
    return () => {
      workspace.resolve = resolve
    }
  }
  const { world } = (chats.discord as DiscordChat).fake
  const account = [...world.users.values()].find(u => u.global_name === name)!.id
  const direct = world.channels.get(String(world.openDirect(account).id))!
  direct.refusal = new ApiError(403, 50007, 'Cannot send messages to this user')
  return () => {
    delete direct.refusal
  }
}
