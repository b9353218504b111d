/** The Home tab: what each person sees there, and that it stays true. Through the real SDK. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import manifest from '../../../slack-manifest.json' with { type: 'json' }
import type { Bot } from '../../../src/bots/bot.ts'
import { simulatedClock } from '../../../src/clock.ts'
import { SlackChat } from '../../fakes/slack/chat.ts'
import { genevaTime, openStage, type Stage } from '../../support/recording-bot.ts'

let chat: SlackChat
let stage: Stage
let ada: string

const published = () => chat.slack.callsOf('views.publish').length
const page = (account: string) => chat.home(account)?.text ?? ''

/** The program has noted what it showed. */
async function noted(): Promise<void> {
  while ((await stage.db.homeView.count({ where: { digest: null } })) > 0);
}

async function open(account: string): Promise<string> {
  await chat.openHome(account)
  await noted()
  return page(account)
}

beforeEach(async () => {
  const clock = simulatedClock(genevaTime('2026-02-02T09:00'))
  chat = new SlackChat({ clock })
  const bot: Bot = {
    platform: 'slack',
    ordering: 'address',
    connects: 'everywhere',
    start: desk => chat.start(desk),
    stop: () => chat.bot.stop(),
    send: (...given) => chat.bot.send(...given),
    update: (...given) => chat.bot.update(...given),
    find: (...given) => chat.bot.find(...given),
    showHome: (...given) => chat.bot.showHome!(...given),
  }
  stage = await openStage(clock, bot)
  ada = chat.account('Ada')
  await stage.does('TSB', `person add "Ada Okafor" role:"SG13 chair, RG-DT Rapporteur" account:slack:${ada}`)
})
afterEach(async () => {
  await stage.close()
  await chat.slack.stop()
})

describe('the Home tab shows', () => {
  test('somebody with roles: what waits, their meetings, deadlines and issues, with buttons', async () => {
    await stage.does(
      'SG17 chair',
      'issue raise topic:"Trust" summary:"Who covers what?" with:SG13 respond-by:"20 February 2026"',
    )
    await stage.does('SG17 chair', 'issue propose ISG-1 SG17 covers it')
    const text = await open(ada)
    expect(text).toContain(
      "Waiting for you\n• ISG-1 Trust: SG13's position on the proposal, by 20 February 2026",
    )
    expect(text).toContain(
      '• RG-DT interim RG meeting (MTG-1, not confirmed yet): 11 March 2026, 13:00–15:00 Geneva time (CET); your time: ',
    )
    expect(text).toContain(
      '• 4 March 2026, 23:59 Geneva time: contributions to the RG-DT interim RG meeting (MTG-1)',
    )
    expect(text).toContain('• 20 February 2026, 23:59 Geneva time: respond-by date of ISG-1 Trust')
    expect(text).toContain('• ISG-1 Trust: between the chairs concerned')
    expect(text).toContain('Your roles here: SG13 chair, RG-DT Rapporteur.')
    expect(text).toContain('• WP2 interim coordination e-meeting (MTG-3, not confirmed yet): 25 May 2026')
    expect(text).not.toContain('WP2 e-meeting')
    expect(chat.home(ada)?.buttons).toEqual(
      expect.arrayContaining([
        'Position on ISG-1',
        'Show MTG-1',
        'Contribution to MTG-1',
        'Show ISG-1',
        'Raise an issue',
      ]),
    )
  })

  test('the next deadline first, the registers, and what they have set, with the form that changes it', async () => {
    const text = await open(ada)
    const titles = [
      'Deadlines',
      'Coming meetings',
      // Nothing is in these, so they follow.
      'Waiting for you',
      'Open issues',
      'Registers',
      'Your preferences',
    ]
    expect(titles.toSorted((a, b) => text.indexOf(a) - text.indexOf(b))).toEqual(titles)
    for (const title of titles) expect(text).toContain(title)
    expect(chat.home(ada)?.buttons).toEqual(
      expect.arrayContaining(['Who owes what', 'Liaison statements', 'Lead SG roles', 'Follow a group']),
    )
    expect(text).toContain('Direct messages, and messages in channels\n• Quiet hours: none\n• Reminders: all')

    const { form } = await chat.pressHome(ada, 'Change preferences')
    expect(form?.title).toBe('Your preferences')
    await chat.fill(ada, form!, { quiet: '22:00–07:00', reminders: '7d, 1d', digest: 'on' })
    await stage.settle()
    expect(page(ada)).toMatch(/Quiet hours: 22:00–07:00, .* time/)
    expect(page(ada)).toMatch(/Daily digest: at 09:00, .* time, for what can wait/)
    expect(page(ada)).toContain('Reminders: 7 days and 1 day before')
    expect(stage.logged).toEqual([])
  })

  test('a page that is full within the limits of a view', async () => {
    for (let i = 0; i < 12; i++)
      await stage.does(
        'SG17 chair',
        `issue raise topic:"Trust ${i}" summary:"${'Who? '.repeat(60)}" with:SG13`,
      )
    for (const group of ['WP2', 'RG-WPR', 'SG17', 'SG20'])
      await chat.type(ada, chat.channel('lobby'), `follow ${group}`)
    const text = await open(ada)
    expect(text).toContain('You follow')
    expect(chat.home(ada)?.buttons.filter(label => label === 'Show all').length).toBeGreaterThan(1)
    const { view } = chat.slack.workspace.homes.get(ada)!
    const blocks = view.blocks as unknown[]
    expect(blocks.length).toBeLessThanOrEqual(100)
    expect(text).not.toContain('Shortened here.')
  })

  test('somebody unknown: what the bot is, and how they are added', async () => {
    const stranger = chat.account('Stranger')
    const text = await open(stranger)
    expect(text).toContain('issues that concern several of them, their interim meetings')
    expect(text).toContain(`Ask TSB to add you, with your role and your account: slack:${stranger}.`)
    await stage.does('TSB', `person add "Sam" role:"SG20 chair" account:slack:${stranger}`)
    await stage.settle()
    expect(page(stranger)).toContain('Nothing is waiting for you.')
    expect(page(stranger)).toContain('Your role here: SG20 chair.')
  })

  test('somebody who follows groups their meetings, and not more than a page takes', async () => {
    const fan = chat.account('Fan')
    await stage.does('TSB', `person add "Fan" account:slack:${fan}`)
    await chat.type(fan, chat.channel('lobby'), 'follow WP2')
    expect(await open(fan)).not.toContain('RG-DT')
    await chat.type(fan, chat.channel('lobby'), 'follow RG-DT')
    await stage.settle()
    const text = page(fan)
    expect(text).toContain('WP2')
    expect(text).toContain('RG-DT')
    const meetings = text.split('Coming meetings')[1]!.split('Open issues')[0]!
    expect(meetings.match(/•/g)).toHaveLength(5)
    expect(chat.home(fan)?.buttons).toContain('Show all')
  })

  test('nothing to somebody who looks at the messages beside it', async () => {
    await chat.openHome(ada, 'messages')
    await open(chat.account('Else'))
    expect(chat.home(ada)).toBeUndefined()
    expect(await stage.db.homeView.count()).toBe(1)
  })
})

describe('the Home tab stays true', () => {
  test('after an issue is raised, a meeting moves, and a deadline passes; and is left alone else', async () => {
    await open(ada)
    await stage.settle()
    const before = published()
    await stage.does('SG17 chair', 'issue raise topic:"Trust" summary:"Who covers what?" with:SG13')
    await stage.settle()
    expect(page(ada)).toContain('ISG-1 Trust')
    expect(published()).toBe(before + 1)

    await stage.does('RG-DT Rapporteur', 'meeting move MTG-1 date:"18 March 2026" reason:"clash with SG13"')
    await stage.settle()
    expect(page(ada)).toContain('(MTG-1, not confirmed yet): 18 March 2026, 13:00–15:00 Geneva time')
    expect(published()).toBe(before + 2)

    await stage.does('SG5 chair', 'issue raise topic:"Maps" summary:"Which?" with:SG17')
    await stage.settle()
    expect(page(ada)).not.toContain('Maps')
    await stage.until('2026-03-11T23:59')
    expect(page(ada)).toContain('11 March 2026, 23:59 Geneva time: contributions')
    expect(published()).toBe(before + 2)
    await stage.until('2026-03-12T00:00')
    expect(page(ada)).not.toContain('11 March 2026, 23:59 Geneva time: contributions')
    expect(published()).toBe(before + 3)
    expect(stage.logged).toEqual([])
  })

  test('when it is opened again, and when another publishing came between', async () => {
    await open(ada)
    await open(ada)
    const [, again] = chat.slack.callsOf('views.publish')
    expect(again?.args.hash).toMatch(/^\d+\.\d+$/)
    chat.slack.fail('views.publish', { error: 'hash_conflict' })
    await open(ada)
    expect(chat.slack.callsOf('views.publish').at(-1)?.args.hash).toBeUndefined()
    expect(page(ada)).toContain('Coming meetings')
  })

  test('when Slack was down as it was opened', async () => {
    chat.slack.fail('views.publish', { status: 503 })
    await chat.openHome(ada)
    expect(chat.home(ada)).toBeUndefined()
    await stage.settle()
    expect(page(ada)).toContain('Coming meetings')
  })
})

describe('a button on the Home tab', () => {
  const blocksIn = (form: { payload: unknown } | undefined) =>
    JSON.stringify((form!.payload as { view: { blocks: unknown } }).view.blocks)

  test('is answered in a window over the page, and its buttons in another', async () => {
    await stage.does('SG17 chair', 'issue raise topic:"Trust" summary:"Who covers what?" with:SG13')
    await open(ada)
    const before = chat.directMessages(ada).length
    const { form } = await chat.pressHome(ada, 'Show MTG-1')
    expect(form?.title).toBe('intersg')
    expect(blocksIn(form)).toContain('11 March 2026')
    const issue = await chat.pressHome(ada, 'Show ISG-1')
    expect(blocksIn(issue.form)).toContain('Who covers what?')
    const history = await chat.pressWindow(ada, issue.form!, 'History')
    expect(blocksIn(history.form)).toContain('raised the issue')
    const comment = await chat.pressWindow(ada, issue.form!, 'Comment')
    expect(comment.form?.title).toBe('Comment on ISG-1')
    expect(chat.slack.callsOf('views.push')).toHaveLength(2)
    expect(chat.directMessages(ada)).toHaveLength(before)
    expect(chat.slack.callsOf('respond')).toEqual([])
  })

  test('is answered by a direct message where the window can’t be opened', async () => {
    await open(ada)
    chat.slack.fail('views.open', { error: 'expired_trigger_id' })
    const answer = await chat.pressHome(ada, 'Show MTG-1')
    expect(answer.private).toBe(true)
    expect(chat.directMessages(ada).at(-1)?.text).toContain('11 March 2026')
  })

  test('opens the form for what is missing, and what comes of it is on the page', async () => {
    await open(ada)
    const { form } = await chat.pressHome(ada, 'Raise an issue')
    expect(form?.title).toBe('Raise an issue')
    const answer = await chat.fill(ada, form!, { topic: 'Trust', summary: 'Who covers what?', with: 'SG17' })
    expect(answer.shown?.text).toContain('ISG-1')
    await stage.settle()
    expect(page(ada)).toContain('• ISG-1 Trust: between the chairs concerned')
  })
})

test('the manifest has the Home tab and its event', () => {
  expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true })
  expect(manifest.settings.event_subscriptions.bot_events).toContain('app_home_opened')
})
