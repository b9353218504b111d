/** The register of people: people are numbers, names are never patterns, and every change is on record. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { posesAsRole } from '../../src/core/people/person-name.ts'
import { callerOf, type DeskHarness, openDesk, RAISE } from './desk-harness.ts'

let office: DeskHarness
beforeEach(async () => {
  office = await openDesk()
})
afterEach(() => office.close())

const shown = async (line: string, who = 'TSB') => plainMessage((await office.say(who, line)).message)
const notices = async (kind: string) =>
  office.db.notice.findMany({
    where: { kind },
    orderBy: { id: 'asc' },
    select: { audience: true, data: true },
  })

describe('registering somebody whose name exists', () => {
  test.each([
    ['an underscore', 'Ann Marie Lee', 'Ann_Marie_Lee'],
    ['another case', 'Wei Zhang', 'wei zhang'],
    ['two spaces', 'Zoë Lee', 'Zoë  Lee'],
    ['a no-break space', 'Zoë Lee', 'Zoë\u00a0Lee'],
    ['another form of accents', 'Zo\u00eb Lee', 'Zoe\u0308 Lee'],
    ['the same', 'Wei Zhang', 'Wei Zhang'],
  ])('asks which person is meant: %s', async (_, first, second) => {
    await office.done('TSB', `person add name:"${first}" role:"SG17 chair" account:slack:U0000000A`)
    const line = `person add name:"${second}" role:"SG20 chair" account:slack:U0000000B`
    expect(await office.refused('TSB', line)).toBe(
      `There is already somebody called that: ${first}, P-1: SG17 chair; slack:U0000000A. Is it the same person? Nothing has been changed.`,
    )
    const asked = await office.say('TSB', line)
    expect(JSON.stringify(asked.message.blocks)).toContain('"person":"P-1"')
    await office.done('TSB', `${line} person:new`)
    expect(await office.done('slack:U0000000A', 'me')).toMatch(/Your role here: SG17 chair\./)
    expect(await office.done('slack:U0000000B', 'me')).toMatch(/Your role here: SG20 chair\./)
  })

  test.each(['%', '_', 'A%', '\\'])('never takes a name as a pattern: %j', async pattern => {
    await office.done('TSB', 'person add name:"Ada Okafor" role:"SG17 chair"')
    expect(
      await office.refused('TSB', `person end name:"${pattern.replace('\\', '\\\\')}" role:"SG17 chair"`),
    ).toContain('There is no person called')
  })

  test('asks about a name that only looks like another', async () => {
    await office.done('TSB', 'person add name:"Ana Duarte" role:"SG17 chair"')
    expect(await office.refused('TSB', 'person add name:"Аnа Duarte" role:"SG20 chair"')).toMatch(
      /already somebody with a name that only looks like "Аnа Duarte": Ana Duarte, P-1/,
    )
  })

  test('takes an account of theirs as the answer', async () => {
    await office.done('TSB', 'person add name:"Ada Okafor" role:"SG17 chair" account:slack:U0000000A')
    await office.done('TSB', 'person add name:"Ada Okafor" role:"SG5 chair" account:slack:U0000000A')
    expect(await office.db.person.count()).toBe(1)
  })

  test('two namesakes are told apart wherever a name is given', async () => {
    await office.done('TSB', 'person add name:"Wei Zhang" role:"SG17 chair"')
    await office.done('TSB', 'person add name:"Wei Zhang" role:"SG20 chair" person:new')
    expect(await office.refused('TSB', 'person end "Wei Zhang" role:"SG20 chair"')).toMatch(
      /^Several people are called Wei Zhang/,
    )
    await office.done('TSB', 'person end P-2 role:"SG20 chair"')
  })
})

describe('a name', () => {
  test.each([
    'TSB',
    'WP2 chair',
    'Ana (SG17 chair)',
    'TЅB',
    'SG17',
    'vice-chair Bo',
    'The Secretariat',
    'RG-DT',
  ])('that poses as a role is refused: %s', async name => {
    expect(posesAsRole(name)).toBe(true)
    expect(await office.refused('TSB', `person add name:"${name}"`)).toContain('reads like a role')
    const unknown = await office.desk.execute(
      { path: 'me', options: {} },
      { ...callerOf('slack:UNOBODY'), name },
      crypto.randomUUID(),
    )
    expect(plainMessage(unknown.message)).toContain('You are not registered here')
  })
  test.each(['Ada Okafor', "Chairul O'Neil", '王伟', 'Sgouros Papadopoulos', 'Itumeleng'])(
    'of a person is taken: %s',
    name => {
      expect(posesAsRole(name)).toBe(false)
    },
  )
  test('holds a letter', async () => {
    expect(await office.refused('TSB', 'person add name:"\u200b"')).toBe(
      'name: A name has at least one letter; please write the person’s name.',
    )
  })
})

describe('accounts', () => {
  test('are unlinked, and the role does not come back with them', async () => {
    await office.done('TSB', 'person add name:"Ada Okafor" role:"SG17 chair" account:slack:U0000000A')
    expect(await shown('person list')).toMatch(/SG17 chair +Ada Okafor .*slack:U0000000A +P-1/)
    expect(await shown('person list', 'slack:UNOBODY')).not.toContain('U0000000A')
    expect(await office.done('TSB', 'person unlink slack:U0000000A')).toBe(
      "slack:U0000000A is no longer Ada Okafor's account and has no role here.",
    )
    expect(await office.done('slack:U0000000A', 'me')).toContain('You have no role here yet')
    expect(await office.refused('TSB', 'person unlink slack:U0000000A')).toContain(
      'does not belong to anybody',
    )
    expect(await office.refused('slack:U0000000A', 'person unlink slack:U0000000B')).toMatch(/^Only TSB/)
  })

  test('of the bot itself hold no role', async () => {
    office.desk.introduce('slack', 'UBOT0000')
    expect(await office.refused('TSB', 'person add "Ada" role:"SG17 chair" account:slack:UBOT0000')).toBe(
      'slack:UBOT0000 is this bot itself; it holds no role.',
    )
  })
})

describe('a role rotates', () => {
  beforeEach(async () => {
    await office.done('TSB', 'person add "Ada Okafor" role:"RG-DT Rapporteur"')
    await office.done('TSB', 'person add "Bo Lind" role:"RG-DT associate Rapporteur, SG5 chair"')
  })

  test('in one command, with its source, and the group is notified once', async () => {
    const line =
      'person rotate role:"RG-DT Rapporteur" person:"Bo Lind" source:"TD164R3, clause 4" former:"associate Rapporteur"'
    expect(await office.done('TSB', line)).toBe(
      'Bo Lind is RG-DT Rapporteur from now on, after Ada Okafor, and no longer RG-DT associate Rapporteur (TD164R3, clause 4). Ada Okafor is RG-DT associate Rapporteur now. RG-DT is notified.',
    )
    const list = await shown('person list RG-DT')
    expect(list).toMatch(/RG-DT Rapporteur +Bo Lind/)
    expect(list).toMatch(/RG-DT associate Rapporteur +Ada Okafor/)
    expect(await notices('roles-rotated')).toMatchObject([
      { audience: [{ channelOf: 'RG-DT' }, { role: { kind: 'TSB', group: null } }, { without: {} }] },
    ])
    expect(await office.refused('TSB', line)).toBe('Bo Lind is already RG-DT Rapporteur.')
    const history = await shown('person history group:RG-DT')
    expect(history).toMatch(/Ada Okafor is no longer RG-DT Rapporteur; by TSB, after TD164R3, clause 4/)
    expect(await shown('person history "Bo Lind"')).toMatch(
      /Bo Lind became RG-DT Rapporteur; by TSB, after TD164R3, clause 4/,
    )
  })

  test('only where there is one holder', async () => {
    expect(await office.refused('TSB', 'person rotate role:"RG-DT TSB" person:"Bo Lind" source:x')).toContain(
      'a role that several may hold',
    )
  })
})

describe('a new name', () => {
  test('that somebody else has, or seems to have, is asked about', async () => {
    await office.done('TSB', 'person add "Wei Zhang" role:"SG3 chair"')
    await office.done('TSB', 'person add "Max Muster" role:"SG5 chair"')
    for (const [name, why] of [
      ['Wei Zhang', 'is called that'],
      ['wei  ZHANG', 'is called that'],
      ['Wеi Zhang', 'has a name that only looks like "Wеi Zhang"'],
    ] as const)
      expect(await office.refused('TSB', `person rename "Max Muster" to:"${name}"`)).toBe(
        `Somebody else ${why}: Wei Zhang, P-1: SG3 chair; no account. Nothing has been changed. To go ahead anyway, add confirm:yes.`,
      )
    // Another form of a person's own name is not another person's.
    await office.done('TSB', 'person rename "Max Muster" to:"max muster"')
    await office.done('TSB', 'person rename "max muster" to:"Wei Zhang" confirm:yes')
  })
})

describe('every change', () => {
  test('is on record with who made it, and the record refuses to change', async () => {
    await office.done('TSB', 'person add "Ada Okafor" role:"SG17 chair" account:slack:UADA0000')
    await office.done('slack:UADMIN', 'person rename "Ada Okafor" to:"Ada Okafor-Lind"')
    await office.done('slack:UADA0000', 'here SG17')
    await office.done('TSB', 'setting timeline 20')
    const all = await shown('person history')
    expect(all).toMatch(/SG17's channel on Slack became C024BE91L; by Ada Okafor-Lind \(SG17 chair\)/)
    expect(all).toMatch(/Ada Okafor was renamed to Ada Okafor-Lind; by Somebody/)
    expect(all).toMatch(/Ada Okafor-Lind was registered; by TSB/)
    expect(await shown('setting history')).toMatch(/timeline became 20; it was off; by TSB/)
    expect(await office.refused('slack:UADA0000', 'person history')).toMatch(/^Only TSB/)
    await expect(office.db.adminChange.updateMany({ data: { source: 'x' } })).rejects.toThrow()
    await expect(office.db.adminChange.deleteMany()).rejects.toThrow()
  })

  test('is told to the person concerned, and new roles of TSB to TSB', async () => {
    await office.done('TSB', 'person add "Ada Okafor" role:"TSB" account:slack:UADA0000')
    expect(await notices('handover')).toMatchObject([{ audience: [{ person: 1 }] }])
    // One message: the changes are in it.
    expect(await notices('person-changed')).toEqual([])
    expect(await notices('tsb-role-given')).toHaveLength(1)
  })
})

describe('a channel that moves', () => {
  const say = (channel: string, more: object = {}) =>
    office.desk.execute(
      { path: 'here', options: { group: 'SG17' } },
      { ...callerOf('slack:UADMIN'), channel, ...more },
      crypto.randomUUID(),
    )

  test('is told to the old channel and to TSB', async () => {
    expect(plainMessage((await say('C1')).message)).toContain('Everybody in this workspace may read')
    expect(plainMessage((await say('C2')).message)).not.toContain('may read')
    expect(await notices('channel-moved')).toMatchObject([
      {
        audience: [
          { channel: { platform: 'slack', channel: 'C1' } },
          { role: { kind: 'TSB', group: null } },
          {},
        ],
      },
    ])
    expect(await shown('person history group:SG17')).toContain("SG17's channel on Slack became C2; it was C1")
  })

  test('is no direct message and no thread', async () => {
    expect(plainMessage((await say('D024BE91L', { place: 'direct' })).message)).toContain(
      'This is a direct message',
    )
    expect(plainMessage((await say('C1', { place: 'thread' })).message)).toContain('This is a thread')
    expect(await office.db.channel.count()).toBe(0)
  })
})

describe('an entry', () => {
  test('is merged with another of the same person', async () => {
    await office.done('TSB', 'person add "Ada Okafor" role:"SG17 chair" account:slack:UADA0000')
    await office.done('TSB', 'person add "A. Okafor" role:"SG5 chair" account:discord:80351110224678912')
    expect(await office.refused('TSB', 'person merge P-2 into:P-1')).toContain('That can’t be undone')
    await office.done('TSB', 'person merge P-2 into:P-1 confirm:yes')
    expect(await office.done('discord:80351110224678912', 'me')).toBe(
      'You are Ada Okafor. Your roles here: SG17 chair, SG5 chair.',
    )
    expect(await office.refused('TSB', 'person end P-2 role:"SG5 chair"')).toContain(
      'P-2 became part of another entry: P-1.',
    )
  })

  test('is removed, and the record stays true without the name', async () => {
    await office.done('TSB', 'person add "Ada Okafor" role:"SG17 chair" account:slack:UADA0000')
    await office.done('SG13 chair', RAISE)
    await office.done('slack:UADA0000', 'issue propose ISG-1 SG17 covers trust')
    await office.done('slack:UADA0000', 'issue comment ISG-1 Ada Okafor is on leave')
    await office.refused('TSB', 'person remove "Ada Okafor"')
    await office.done('TSB', 'person remove "Ada Okafor" confirm:yes')
    const timeline = JSON.stringify(await office.db.issueEvent.findMany())
    expect(timeline).toContain('a former SG17 chair')
    // Words that somebody typed stay.
    expect(timeline.match(/Ada Okafor/g)).toHaveLength(1)
    expect(await shown('issue history ISG-1')).toContain('a former SG17 chair')
    expect(await office.done('slack:UADA0000', 'me')).toContain('You have no role here yet')
    const everything = JSON.stringify([
      await office.db.person.findMany(),
      await office.db.adminChange.findMany(),
      await office.db.account.findMany(),
    ])
    expect(everything).not.toMatch(/Okafor|UADA0000/)
    await office.issue(1)
    await expect(office.db.issueEvent.updateMany({ data: { kind: 'x' } })).rejects.toThrow()
  })
})

describe('who may read', () => {
  test('is everybody, or registered people by a setting', async () => {
    expect(await office.done('slack:UNOBODY', 'issue list')).toBeTruthy()
    await office.done('TSB', 'setting readers registered')
    expect(await office.refused('slack:UNOBODY', 'issue list')).toBe(
      'Only registered people may use this bot here. TSB registers people; please ask them.',
    )
    expect(await office.done('slack:UNOBODY', 'help')).toBeTruthy()
    await office.done('slack:UADMIN', 'issue list')
  })

  test('holds for values that are completed, and for forms that give words back', async () => {
    await office.done('SG13 chair', RAISE)
    await office.done('SG13 chair', 'issue propose ISG-1 text:"SG17 covers security"')
    const stranger = { platform: 'slack', account: 'UNOBODY', channel: 'C024BE91L' }
    const complete = (path: string, option: string, caller = stranger) =>
      office.desk.complete(path, option, '', caller)
    const openForm = async () => {
      const options = { issue: 'ISG-1', reason: 'Words of mine' }
      const given = { path: 'issue position', options, ask: true as const }
      return JSON.stringify(await office.desk.prepare(given, stranger))
    }
    expect(await complete('issue show', 'issue')).toHaveLength(1)
    expect(await openForm()).toContain('SG17 covers security')
    await office.done('TSB', 'setting readers registered')
    for (const [path, option] of [
      ['issue show', 'issue'],
      ['meeting show', 'meeting'],
      ['person history', 'person'],
    ])
      expect(await complete(path!, option!)).toEqual([])
    expect(await complete('issue show', 'issue', { ...stranger, account: 'UADMIN' })).toHaveLength(1)
    const form = await openForm()
    expect(form).toContain('Words of mine')
    expect(form).not.toMatch(/SG17 covers security|"seen"|Trust/)
  })

  test('and nobody unregistered in a direct message on Discord', async () => {
    const caller = { platform: 'discord', account: '80351110224678912', place: 'direct' as const }
    const reply = await office.desk.execute({ path: 'issue list', options: {} }, caller, 'i1')
    expect(plainMessage(reply.message)).toContain('Only registered people may use this bot by direct message')
  })
})

test('everybody gets what is kept about them, as a file', async () => {
  await office.done('TSB', 'person add "Ada Okafor" role:"SG17 chair" account:slack:UADA0000')
  const { message } = await office.say('slack:UADA0000', 'me data')
  expect(message.files).toMatchObject([{ name: 'my-data.json', asked: true }])
  expect(JSON.parse(message.files![0]!.content)).toMatchObject({
    account: { platform: 'slack', account: 'UADA0000' },
    registered: { name: 'Ada Okafor', roles: [{ kind: 'CHAIR', groupId: 'SG17' }] },
  })
  expect(await office.done('slack:UADA0000', 'me Asia/Tokyo')).toContain('You are Ada Okafor')
})
