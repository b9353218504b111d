/** Groups and bodies: one register that rules ask, with roles at any of ours. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '../../../src/core/database/client.ts'
import { createWork } from '../../../src/core/events/events.ts'
import { plainMessage } from '../../../src/core/messages/plain.ts'
import { endClosedRoles } from '../../../src/core/registers/groups/closed-roles.ts'
import { groupFields, kindOfName, parseBodyName } from '../../../src/core/registers/groups/fields.ts'
import { describeRole, parseRole, parseRoles } from '../../../src/core/roles/role.ts'
import { findDue } from '../../../src/core/rooms/due.ts'
import { SUBSCRIPTIONS } from '../../../src/core/subscriptions.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

describe('a short name', () => {
  test.for([
    ['SG 21', 'SG21', 'SG'],
    ['wp2', 'WP2', 'WP'],
    ['RG-WPR', 'RG-WPR', 'RG'],
    ['tsag', 'TSAG', 'TSAG'],
    ['jca-IdM', 'JCA-IdM', 'JCA'],
    ['JCA-IoT, DT and SSC&C', 'JCA-IoT, DT and SSC&C', 'JCA'],
    ['JCG-Trust', 'JCG-Trust', 'JCG'],
    ['CG-Identification', 'CG-Identification', 'CG'],
    ['FG-MV', 'FG-MV', 'FG'],
    ['JMT9&16', 'JMT9&16', 'JMT'],
    ['IEEE 802.3', 'IEEE 802.3', undefined],
  ] as const)('%s is %s, of kind %s', ([raw, id, kind]) => {
    expect(parseBodyName(raw)).toBe(id)
    expect(kindOfName(id)).toBe(kind)
  })

  test.for(['', '"; DROP', 'x'.repeat(101)])('is not "%s"', raw => expect(() => parseBodyName(raw)).toThrow())

  test('of the past reads back as it was written', () => {
    const { parse, format } = groupFields.names
    const names = 'JCA-A (until 2026-01); “Security” (until 2025); JCA-B “Two names”'
    expect(format(parse(names))).toBe(names)
    expect(() => parse(' ')).toThrow('no earlier name')
  })
})

describe('a role at a body', () => {
  test.for([
    ['JCA-IoT co-chair', 'JCA-IOT co-chair'],
    ['cochair of JCA-MV', 'JCA-MV co-chair'],
    ['convener of JMT9&16', 'JMT9&16 convenor'],
    ['JCA-IMT2020/IMT2030 vice chair', 'JCA-IMT2020/IMT2030 vice-chair'],
    ['FG-MV chairman', 'FG-MV chair'],
  ] as const)('%s', ([raw, role]) => expect(describeRole(parseRole(raw))).toBe(role))

  test.for(['vice rapporteur of RG-DT', 'co-rapporteur of RG-DT', 'the deputy of SG17 chair', 'JCA-MV'])(
    '"%s" is none',
    raw => expect(() => parseRole(raw)).toThrow('is not a role'),
  )

  test('whose name has commas stands beside others', () => {
    expect(parseRoles('JCA-IoT, DT and SSC&C co-chair, SG20 chair').map(describeRole)).toEqual([
      'JCA-IOT, DT AND SSC&C co-chair',
      'SG20 chair',
    ])
  })
})

describe('the register of groups and bodies', () => {
  let office: DeskHarness
  beforeAll(async () => {
    office = await openDesk()
    await office.done('TSB', 'joint add JCA-IdM decision:continues until:"two years" parent:TSAG')
    await office.done('TSB', 'joint add "JCA-IoT, DT and SSC&C" decision:continues')
    await office.done('TSB', 'person add "Gia Rossi" role:"JCA-IoT co-chair" account:slack:UGIA0000')
    await office.done('TSB', 'person add "Hugo Lind" role:"jca-idm chair" account:slack:UHUGO000')
  })
  afterAll(() => office.close())
  const shown = async (line: string, who = 'SG13 chair') =>
    plainMessage((await office.say(who, line)).message)

  test('has the groups of the first start, with what was before them', async () => {
    expect(await shown('group show SG21')).toMatch(/Predecessors: +SG9, SG16/)
    expect(await shown('group show WP2')).toMatch(/Parent: +TSAG/)
    expect(await shown('group show SG9')).toContain('Its work is in SG21 now.')
    expect(await office.refused('SG13 chair', 'meeting next SG16')).toBe(
      'SG16 ended on 25 October 2024; its work continues in SG21.',
    )
  })

  test('a joint activity is a body, with roles and rights of its own', async () => {
    expect(await shown('group show JCA-IoT')).toContain('JCA-IoT, DT and SSC&C co-chair: Gia Rossi')
    expect(await office.done('slack:UGIA0000', 'me')).toContain('JCA-IoT, DT and SSC&C co-chair')
    const review = (body: string) => `joint review ${body} meeting:10-2026 words:"works well"`
    await office.done('slack:UGIA0000', review('JCA-IoT'))
    expect(await office.refused('slack:UGIA0000', review('JCA-IdM'))).toContain('Only TSB')
    expect(await office.refused('slack:UGIA0000', `${review('JCA-IoT')} until:2028`)).toContain(
      'can say until when a joint activity goes on',
    )
    expect(await office.refused('slack:UGIA0000', 'joint close JCA-IoT by:TD1')).toContain('Only TSB')
  })

  test('is asked by every rule: a new SG takes part at once, and one that ends no more', async () => {
    const raise = 'issue raise topic:"T" summary:"S" with:SG22'
    expect(await office.refused('SG13 chair', raise)).toContain('There is no group SG22.')
    await office.done('TSB', 'group add SG22 name:"New matters" predecessors:"SG2, SG3" since:2026-01')
    expect(await office.done('SG13 chair', raise)).toContain('SG22')
    expect(await office.done('TSB', 'group close SG22 until:2026-02-01 by:"TSAG-R9"')).toBe(
      'SG22 is changed (until: 1 February 2026; closed by: TSAG-R9).',
    )
    expect(await office.refused('SG13 chair', raise)).toBe('SG22 ended on 1 February 2026.')
  })

  test('keeps names over time; a body goes on under its new one, with its people and its two years', async () => {
    expect(await office.done('TSB', 'group rename JCA-IdM to:JCA-Identity since:2026-02 source:TD400')).toBe(
      'JCA-Identity is changed (JCA-IdM → JCA-Identity; earlier names: JCA-IdM (until February 2026)).',
    )
    expect(await shown('joint show JCA-IdM')).toContain('JCA-Identity')
    expect(await office.done('slack:UHUGO000', 'me')).toContain('JCA-Identity chair')
    expect(await shown('person list JCA-IdM')).toContain('Roles of JCA-Identity')
    // The other way round: a name that the joint activity gets is the body's.
    await office.done('TSB', 'joint rename JCA-Identity name:JCA-ID')
    expect(await shown('group show JCA-ID')).toMatch(
      /Earlier names: +JCA-IdM \(until February 2026\); JCA-Identity/,
    )
    expect(await office.done('TSB', 'group rename SG20 name:"Internet of things" since:2026-02')).toContain(
      'full name: Internet of things, digital twins and smart sustainable cities → Internet of things',
    )
    expect(await shown('meeting next SG20')).toContain('SG20')
    expect(await office.refused('TSB', 'group rename SG20 to:SG30')).toContain('SG20 keeps its short name')
  })

  test('ends a body with its joint activity, and its roles on the day after', async () => {
    await office.done('TSB', 'joint close JCA-ID by:TD401')
    expect(await shown('group show JCA-ID')).toMatch(
      /Until: +2026-02-02\n +.*Closed by: +TD401|Closed by: +TD401/s,
    )
    expect(await office.done('slack:UHUGO000', 'me')).toContain('JCA-ID chair')
    const run = () =>
      inTransaction(office.db, tx => endClosedRoles.run(createWork(tx, office.clock.now(), SUBSCRIPTIONS)))
    expect(await run()).toBe(0)
    const [due] = await findDue(office.db, [endClosedRoles])
    expect(due?.at?.toString()).toBe('2026-02-02T23:00:00Z')
    office.clock.set(Temporal.Instant.from('2026-02-02T23:00:00Z'))
    expect(await run()).toBe(1)
    expect(await office.done('slack:UHUGO000', 'me')).toContain('You have no role here yet')
    expect(await office.refused('TSB', 'person add "Hugo Lind" person:P-2 role:"JCA-ID chair"')).toContain(
      'JCA-ID ended on 2 February 2026.',
    )
  })

  test('closing the body closes the activity', async () => {
    await office.done('TSB', 'group close JCA-IoT until:2026-01-30 by:TD402')
    expect(await shown('joint show JCA-IoT')).toMatch(/Decision: +closed/)
  })

  test.for([
    [
      'group add SG23 predecessors:SG99',
      'SG23: SG99 is not in the register of groups and bodies; /sg group add enters it first.',
    ],
    ['group add SG23 kind:JCA', 'SG23 is the short name of a body of kind SG; kind JCA does not fit it.'],
    ['group add JCA-X parents:JCA-X', "JCA-X can't be its own parent or predecessor."],
    [
      'group close SG21 until:2024-09 by:x',
      'SG21 would end (September 2024) before it began (25 October 2024); please check both dates.',
    ],
    [
      'group close SG21 until:2024-10-24 by:x',
      'SG21 would end (24 October 2024) before it began (25 October 2024); please check both dates.',
    ],
    [
      'group close WP2 until:2028 by:x',
      'Issues are brought to WP2, so it has no end here; its successor would have to be named in the program first.',
    ],
    ['group rename SG21', 'Write the new short name (to:), the new full name (name:), or both.'],
    ['group add SG17', 'SG17 is already in the register. /sg group set changes it.'],
    [
      'group show SG99',
      'SG99 is not in the register of groups and bodies. /sg group list names its entries.',
    ],
  ] as const)('refuses %s', async ([line, sentence]) => {
    expect(await office.refused('TSB', line)).toBe(sentence)
  })

  test.each([
    ['2024-05-20', '20 May 2024'],
    ['2024-05', 'May 2024'],
    ['2024', '2024'],
  ] as const)('may end in %s, when it began on 20 May 2024', async (until, shown) => {
    const name = `JCA-${'YMD'[until.split('-').length - 1]}`
    await office.done('TSB', `group add ${name} since:2024-05-20`)
    expect(await office.done('TSB', `group close ${name} until:${until} by:TD9`)).toContain(
      `until: ${shown};`,
    )
  })

  test('names bodies outside ITU-T, at which no roles are kept', async () => {
    await office.done('TSB', 'group add IEEE802.3')
    expect(await office.refused('TSB', 'person add "Ines Sol" role:"IEEE802.3 chair"')).toBe(
      'IEEE802.3 is not a body of ITU-T; the registers name it, and nothing else is kept of it here.',
    )
  })

  test('is written by TSB and WP2 alone', async () => {
    for (const who of ['SG17 chair', 'RG-DT Rapporteur', 'JCA-IoT chair'])
      expect(await office.refused(who, 'group add JCA-New')).toContain("Only TSB and WP2's chair")
    await office.done('WP2 vice-chair', 'group add JCA-New parents:TSAG')
  })

  test('comes back from its own file', async () => {
    const { message } = await office.say('TSB', 'group export')
    expect(
      await office.done('TSB', { path: 'group import', options: { csv: message.files![0]!.content } }),
    ).toBe('The register already agrees with this file; nothing was changed.')
  })

  test('has no second truth: the database refuses every other writer', async () => {
    await expect(office.db.group.update({ where: { id: 'SG17' }, data: { name: 'x' } })).rejects.toThrow(
      /written in their register/,
    )
    const [row] = await office.db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM "Group" g FULL JOIN (SELECT * FROM "RegisterEntry" WHERE register = 'groups') e
        ON e.key = g.id WHERE g.id IS NULL OR e.key IS NULL OR upper(e.fields ->> 'kind') <> g.kind::text`
    expect(row!.n).toBe(0)
  })
})
