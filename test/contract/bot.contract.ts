/** Behaviour that all bots share, with the real core behind them. Each platform's test runs this. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withAddressee } from '../../src/core/dead-letters/addressee.ts'
import { sentence } from '../../src/core/messages/message.ts'
import type { Platform } from '../../src/core/platforms/platform.ts'
import type { Answer, Chat, Shown, ShownForm } from '../support/chat.ts'
import { CALENDAR, type Harness, openHarness, type Person } from '../support/harness.ts'

/** Markup and mentions of every platform. */
export const HOSTILE = '<!channel> @everyone *x* <@U1> <t:1:F> # h'

/** `alive`: what in the messages so far would have alarmed somebody or be shown as markup. */
export function botContract(platform: Platform, alive: (chat: Chat) => string[] = () => []): void {
  const isTerminal = platform === 'terminal'
  let world: Harness
  let ada: Person
  let bo: Person
  let gita: Person
  let rosa: Person

  beforeAll(async () => {
    world = await openHarness({ platforms: [platform], at: '2026-05-01T10:00', apart: CALENDAR })
    await world.channels('SG13', 'SG17', 'SG5', 'WP2', 'RG-DT')
    ada = await world.person('Ada Okafor', 'SG13 chair')
    bo = await world.person('Bo Lindqvist', 'SG17 chair')
    gita = await world.person('Gita Rao', 'SG5 chair, SG12 vice-chair')
    rosa = await world.person('Rosa Lima', 'RG-DT Rapporteur')
  })
  afterAll(() => world.close())

  /** Opens the form of a command; what is asked in it is filled in. */
  async function formOf(person: Person, line: string): Promise<ShownForm> {
    const { form } = await person.try(line)
    expect(form, `${line} opens a form`).toBeDefined()
    return form!
  }
  const textOf = ({ shown }: Answer) => shown?.text ?? ''
  const raise = async (values: Record<string, string>) => {
    const given = { topic: 'Trust', summary: 'Who covers what?', with: 'SG17', ...values }
    return textOf(await ada.fill(await formOf(ada, 'issue raise'), given))
  }
  const cardOf = (issue: string): Promise<Shown> => world.card('SG17', issue)

  describe('understands what people write', () => {
    it('helps: every command, and one with its options and an example', async () => {
      const all = await ada.type('help')
      // A line for each room, with its commands.
      for (const line of [/issue: raise, /, /meeting: next, /, /deadline.*\blist\b/, /waiting/])
        expect(all).toMatch(line)
      const one = await ada.type('help "issue raise"')
      expect(one).toContain('respond-by')
      expect(one).toContain('For example: ')
      expect(one).toContain('topic:Trust')
    })

    it('names the nearest commands to one that is not there', async () => {
      const unknown = ada.type('isue rais')
      // On Discord only registered commands can be typed.
      if (platform === 'discord') await expect(unknown).rejects.toThrow('There is no command "isue rais".')
      else expect(await unknown).toContain('There is no command "isue rais". Did you mean /sg issue raise')
    })

    it('says in one sentence what is wrong with a value, and how it is written', async () => {
      expect(await ada.type('meeting next SG99')).toMatch(/SG99[^\n]*/)
      expect(await ada.type('meeting show MTG-99')).toContain('There is no meeting MTG-99;')
      expect(await ada.type('issue show 4711')).toContain('There is no issue ISG-4711;')
    })

    it('asks with a form for what is missing, and shows what is wrong with what was filled in', async () => {
      const form = await formOf(ada, 'issue raise')
      const names = form.fields.filter(f => f.required).map(f => f.name)
      expect(names).toEqual(['topic', 'summary', 'with'])
      expect(form.title).toBe('Raise an issue')
      const wrong = { topic: 'Maps', summary: 'One map', with: 'SG17', 'respond-by': '30 February 2027' }
      const refused = await ada.fill(form, wrong)
      const right = { ...wrong, 'respond-by': '28 February 2027' }
      const sentence = '"30 February 2027" is not a date; write it like 13 May 2026 or 2026-05-13.'
      if (platform === 'slack') {
        // The form stays open, with the sentence beside the field.
        expect(refused.form!.errors['respond-by']).toContain(sentence)
        expect(textOf(await ada.fill(form, right))).toContain('raised the issue')
      } else if (platform === 'discord') {
        expect(refused.shown!.text).toContain(sentence)
        const again = await ada.press(refused, 'Edit again')
        expect(again.form!.fields.map(f => f.value)).toEqual([
          'Maps',
          'One map',
          'SG17',
          undefined,
          '30 February 2027',
        ])
        expect(textOf(await ada.fill(again.form!, right))).toContain('raised the issue')
      } else {
        expect(refused.shown!.text).toContain(sentence)
        expect(textOf(await ada.fill(await formOf(ada, 'issue raise'), right))).toContain('raised the issue')
      }
      expect(await ada.type('issue list text:Maps')).toContain('Maps')
    })

    it('says in a form what everybody can read in the open calendar', async () => {
      const { fields } = await formOf(rosa, 'meeting schedule RG-DT')
      const seen = fields.filter(f => f.hint === 'Everybody who reads the open calendar can see this.')
      expect(seen.map(f => f.name)).toContain('objective')
      expect(seen.map(f => f.name)).not.toContain('date')
    })

    it('asks somebody with roles in two SGs for which one they act', async () => {
      const asked = await gita.try('issue raise topic:Heat summary:"Whose heat?" with:SG17')
      expect(textOf(asked)).toContain('Which SG raises it? Add for:SG5 or for:SG12.')
      const done = isTerminal
        ? await gita.type('issue raise topic:Heat summary:"Whose heat?" with:SG17 for:SG12')
        : textOf(await gita.press(asked, 'SG12'))
      expect(done).toContain('Gita Rao (SG12 vice-chair) raised the issue for SG12, with SG17.')
    })
  })

  describe('knows who is who', () => {
    it('tells who may to whom it refuses something', async () => {
      expect(await ada.type('meeting schedule WP2 date:"2 June 2026" time:13:00-14:00 objective:Lead')).toBe(
        `Only WP2's chair or vice-chair, and TSB, can do this. Your role here: SG13 chair.`,
      )
      if (isTerminal) return
      const nobody = world.stranger('Nina')
      expect(await nobody.type('issue raise topic:T summary:S with:SG17,SG20')).toContain(
        'Only a chair or vice-chair of an SG, or TSB on behalf of one, can do this. You have no role here yet. TSB can register you.',
      )
    })

    it('shows people who they are, and keeps the zone they set', async () => {
      expect(await gita.type('me')).toMatch(
        /You are Gita Rao\. Your roles here: SG5 chair, SG12 vice-chair\./,
      )
      expect(await gita.type('me zone:Asia/Kolkata')).toMatch(
        /Asia\/Kolkata, where it is 1 May 2026, 13:30 now/,
      )
      expect(await gita.type('me')).toContain('Asia/Kolkata, where it is 1 May 2026, 13:30 now')
      expect(await gita.type('me zone:Atlantis')).toContain('"Atlantis" is not a time zone')
    })

    it('answers when a group meets next', async () => {
      const next = await rosa.type('meeting next RG-DT')
      expect(next).toContain('RG-DT meets next on Wednesday 13 May 2026, 13:00–15:00 Geneva time (CEST).')
      // Counted live where the platform can, and once in any case.
      expect(next).toMatch(/Contributions by\W+7 May 2026, 23:59 Geneva time \([^;]+; stated, 6 days before/)
      expect(next.match(/days left/g)?.length ?? 0).toBe(isTerminal ? 1 : 0)
      expect(next).toMatch(/Status\W+scheduled/)
    })
  })

  describe('keeps what people wrote', () => {
    it('shows markup and mentions as they were written', async () => {
      const answer = await raise({ topic: `A ${HOSTILE}`, summary: `B ${HOSTILE}` })
      const issue = /ISG-\d+/.exec(answer)![0]
      expect(answer).toContain(`A ${HOSTILE}`)
      expect((await cardOf(issue)).text).toContain(isTerminal ? `A ${HOSTILE}` : `B ${HOSTILE}`)
      expect(await ada.type(`issue propose ${issue} text:"C ${HOSTILE}"`)).toContain(`C ${HOSTILE}`)
      expect(await ada.type(`issue show ${issue}`)).toContain(`C ${HOSTILE}`)
      expect(await ada.type(`issue history ${issue}`)).toContain(`C ${HOSTILE}`)
      expect(alive(world.chats[platform]!)).toEqual([])
    })

    it('takes a summary of 4,000 characters; what is cut is said to be', async () => {
      const long = `${'Coordination needs words. '.repeat(160)}`.slice(0, 3996)
      const issue = /ISG-\d+/.exec(await raise({ topic: 'Long', summary: `${long}End.` }))![0]
      expect((await cardOf(issue)).text).toContain('Long')
      const shown = await ada.type(`issue show ${issue}`)
      expect(shown).toMatch(/End\.|[Ss]hortened here\./)
      const row = await world.db.issue.findUniqueOrThrow({ where: { id: Number(issue.slice(4)) } })
      expect((row.state as { summary: string }).summary).toBe(`${long}End.`)
    })

    it('does an interaction that is repeated once, and answers the same again', async () => {
      const { desk } = world.app
      const caller = { platform, account: ada.account }
      const invocation = { path: 'issue comment', options: { issue: 'ISG-1', text: 'Only once' } }
      const [first, second] = await Promise.all([
        desk.execute(invocation, caller, 'the-same'),
        desk.execute(invocation, caller, 'the-same'),
      ])
      const third = await desk.execute(invocation, caller, 'the-same')
      expect([first.refused, second, third]).toEqual([false, first, first])
      expect((await ada.type('issue history ISG-1')).match(/Only once/g)).toHaveLength(1)
    })
  })

  describe('lets people decide on what they saw', () => {
    // At the terminal one person types at a time, and a form is answered before anything else is done.
    it.skipIf(isTerminal)('a form names it, and asks again where it has changed meanwhile', async () => {
      const issue = /ISG-\d+/.exec(await raise({ topic: 'Twins' }))![0]
      await ada.type(`issue propose ${issue} text:"Each in its scope"`)
      const bo = await world.person('Bo Berg', 'SG17 vice-chair')
      const form = await formOf(bo, `issue position ${issue}`)
      expect(JSON.stringify(form.payload)).toContain('Proposal 1 by SG13: “Each in its scope”')
      await ada.type(`issue propose ${issue} text:"All in one"`)
      const asked = await bo.fill(form, { position: 'agrees' })
      expect(textOf(asked)).toContain(
        `${issue} has changed. You were shown: proposal 1 by SG13: “Each in its scope” Now it is: proposal 2 by SG13: “All in one”`,
      )
      expect(await ada.type(`issue show ${issue}`)).toContain('silent')
      expect(textOf(await bo.press(asked, 'Do it anyway'))).toContain('SG17 agrees with proposal 2')
    })

    it.skipIf(isTerminal)('so does one that leaves the time of a meeting as it is', async () => {
      const form = await formOf(rosa, 'meeting move MTG-6')
      expect(JSON.stringify(form.payload)).toContain('9 September 2026, 13:00–15:00')
      await rosa.type('meeting move MTG-6 date:"15 September 2026" time:09:00-11:00 reason:room')
      const asked = await rosa.fill(form, { date: '2026-09-16', reason: 'travel' })
      expect(textOf(asked)).toContain('it would be moved to 16 September 2026, 09:00–11:00')
      expect(textOf(asked)).toContain('Nothing has been done.')
    })
  })

  describe('takes files', () => {
    const field = (option: string) => (isTerminal ? option : `${option}-file`)
    const send = (name: string, content: string | Uint8Array) => world.chats[platform]!.file(name, content)

    /** Sends a file for the text of a statement, and whatever else; gives what its author sees. */
    async function state(file: string, more: Record<string, string> = {}): Promise<Answer> {
      const form = await formOf(ada, 'statement make ISG-1')
      return ada.fill(form, { [field('text')]: file, ...more })
    }
    const said = async (file: string, more?: Record<string, string>) => {
      const { shown, form } = await state(file, more)
      return shown?.text ?? Object.values(form!.errors).join(' ')
    }

    it('a statement of 20,000 characters is kept as it stands in the file', async () => {
      const words = `SG13 states:\r\n\r\n\t“As agreed”  –  ${'ÿ€😀 word '.repeat(2500)}`.slice(0, 19_990)
      const whole = `${words.trimEnd()}${'x'.repeat(20_000 - [...words.trimEnd()].length)}`
      const asked = await state(send('statement.txt', whole))
      expect(textOf(asked)).toContain('20000 characters, word for word: “SG13 states:')
      if (isTerminal) {
        const line = `statement make ISG-1 text:${send('statement.txt', whole)} confirm:yes`
        expect(await ada.type(line)).toContain('put a statement on record')
      } else await ada.press(asked, 'Yes, on the record')
      const events = await world.db.issueEvent.findMany({ where: { issueId: 1, kind: 'statement' } })
      expect((events.at(-1)!.data as { text: string }).text).toBe(whole)
    })

    it('what is too long, no text or can’t be read is refused in one sentence', async () => {
      expect(await said(send('long.txt', 'x'.repeat(20_001)))).toContain(
        'text: the file long.txt has 20001 characters; at most 20000 are kept, please shorten it.',
      )
      expect(await said(send('huge.txt', 'x'.repeat(3_000_000)))).toMatch(
        /text: the file huge\.txt (has 3000000 bytes|is too long); at most 20000 characters are kept, please shorten it\./,
      )
      expect(await said(send('report.pdf', '%PDF-1.7 …'))).toContain(
        'text: the file report.pdf is not a text file; save it as plain text or CSV (UTF-8) and send that.',
      )
      expect(await said(send('latin.txt', Buffer.from('Déclaration', 'latin1')))).toContain(
        'text: The file is not UTF-8;',
      )
      expect(await said(send('empty.txt', ' \n'))).toContain('text: the file empty.txt has no text in it.')
      expect(await said(send('tricky.txt', 'SG13 \u202estates'))).toContain(
        'It has a mark that changes the direction of the text (U+202E) at place 6',
      )
      if (!isTerminal)
        expect(await said(send('a.txt', 'One'), { text: 'Two' })).toContain(
          'text: please send either the text or a file, not both.',
        )
    })

    it('a plan as a table from a spreadsheet', async () => {
      const table =
        'group;kind;date;time;objective;deadline\r\nRG-DT;interim;9 June 2026;13:00–15:00;Café;none\r\n'
      const tsb = await world.person('Tess Berg', 'TSB')
      const { form } = await tsb.try('plan load')
      const asked = await tsb.fill(form!, {
        [field('plan')]: send('plan.csv', Buffer.from(table.replaceAll('–', '\x96'), 'latin1')),
        source: 'TD200',
        agreed: '29 April 2026',
      })
      expect(textOf(asked)).toMatch(
        /TD200 would change: .*9 June 2026, 13:00–15:00.*Nothing has been changed/,
      )
    })
  })

  describe('sends', () => {
    it('a direct message about an issue with the way to its card in a channel of the reader', async () => {
      const answer = await raise({ topic: 'Links' })
      const issue = /ISG-\d+/.exec(answer)![0]
      const card = await cardOf(issue)
      const told = world.chats[platform]!.directMessages(bo.account).at(-1)!
      expect(told.text).toContain(issue)
      if (isTerminal) {
        expect(await bo.type(`issue show ${issue}`)).toContain('Links')
        return
      }
      expect(told.buttons).toContain('Open the card')
      const [channel, message] = card.reference.split(':') as [string, string]
      const address =
        platform === 'slack' ? `${channel}/p${message.replace('.', '')}` : `${channel}/${message}`
      expect(JSON.stringify(told.payload)).toContain(`${address}"`)
      expect(card.buttons).not.toContain('Open the card')
    })

    it('a message in a channel in place of a direct one, which says first for whom it is', async () => {
      const chat = world.chats[platform]!
      const room = isTerminal ? 'SG5' : chat.channel('instead')
      const meant = sentence('ISG-1 Trust: SG17 is asked for its position.')
      await chat.bot.send(room, withAddressee(meant, 'Bo Lindqvist (SG17 chair)'), 'instead-1')
      const [shown] = chat.messages(room)
      expect(shown!.text).toMatch(
        /^For Bo Lindqvist \(SG17 chair\)[.:].*ISG-1 Trust: SG17 is asked for its position\./s,
      )
    })

    it('a message to a channel, to a person and into a thread, and finds each again by its key', async () => {
      const chat = world.chats[platform]!
      const since = world.now().subtract({ hours: 1 })
      const room = isTerminal ? 'SG3' : chat.channel('elsewhere')
      const sent = await chat.bot.send(room, sentence('First'), 'key-1')
      const reply = await chat.bot.send(room, sentence('Reply'), 'key-2', sent)
      await chat.bot.send(`@${ada.account}`, sentence('To Ada'), 'key-3')
      const [first] = chat.messages(room)
      expect(first!.text).toBe('First')
      expect(chat.directMessages(ada.account).at(-1)!.text).toBe('To Ada')
      if (isTerminal) {
        // A line that was printed before a crash can't be looked up.
        expect(await chat.bot.find(room, 'key-1', since)).toBeUndefined()
        await expect(chat.bot.update(room, sent, sentence('Second'), 'key-1')).resolves.toBeUndefined()
        return
      }
      expect(first!.reference).toBe(sent)
      expect(chat.thread(room, first!).map(m => m.text)).toEqual(['Reply'])
      expect(await chat.bot.find(room, 'key-1', since)).toBe(sent)
      expect(await chat.bot.find(room, 'key-2', since, sent)).toBe(reply)
      expect(await chat.bot.find(room, 'key-9', since)).toBeUndefined()
      await chat.bot.update(room, sent, sentence('Second'), 'key-1')
      expect(chat.messages(room).map(m => m.text)).toEqual(['Second'])
      expect(await chat.bot.find(room, 'key-1', since)).toBe(sent)
    })
  })
}
