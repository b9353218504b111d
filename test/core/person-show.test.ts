/** The page of a person, by an account that was picked or by name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainMessage } from '../../src/core/messages/plain.ts'
import { type DeskHarness, openDesk } from './desk-harness.ts'

const AIKO = 'discord:100000000000000020'
let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  await office.done('TSB', `person add name:"Aiko Sato" role:"SG20 chair" account:${AIKO}`)
})
afterAll(() => office.close())

const shown = async (who: string, person: string) =>
  plainMessage((await office.say(who, `person show "${person}"`)).message)

test('everybody sees the roles and the platforms, TSB the account and the number, too', async () => {
  for (const person of [AIKO, 'aiko sato']) {
    const seen = await shown('SG17 chair', person)
    expect(seen).toContain('Aiko Sato: SG20 chair.')
    expect(seen).toMatch(/Reached on: +Discord/)
    expect(seen).not.toMatch(/discord:|P-\d/)
  }
  expect(await shown('TSB', AIKO)).toMatch(/Accounts: +discord:100000000000000020[\s\S]*Number: +P-\d/)
})

test('somebody who is not in the register, and the bot itself', async () => {
  const stranger = 'person show "discord:100000000000000099"'
  expect(await office.refused('SG17 chair', stranger)).toContain('not in the register of people. TSB adds')
  expect(await office.refused('TSB', stranger)).toContain(
    'discord:100000000000000099, is not in the register',
  )
  office.desk.introduce('discord', '100000000000000099')
  expect(await office.done('SG17 chair', stranger)).toContain('This is the bot itself')
})

test('somebody whose name is nearly what was typed is suggested, without accounts', async () => {
  await office.done('TSB', 'person add name:"Zoë Lee" role:"SG2 chair" account:slack:U0000000Z')
  for (const typed of ['zoe', 'LEE', 'Leee', 'Zoe Leé', 'zoe lee']) {
    const { message, refused } = await office.say('SG17 chair', `person show "${typed}"`)
    expect(refused).toBe(true)
    expect(plainMessage(message)).toMatch(/Zoë Lee \(SG2 chair\), P-\d+/)
    expect(JSON.stringify(message)).toMatch(/"person":"P-\d+"/)
    expect(JSON.stringify(message)).not.toContain('slack:')
  }
  const unlike = await office.refused('SG17 chair', 'person show "Xu Yan"')
  expect(unlike).toBe('There is no person called "Xu Yan"; /sg person list shows everybody.')
})

test('a number that names no person says why', async () => {
  await office.done('TSB', 'person add name:"Bo Berg" role:"SG3 chair"')
  const { id } = await office.db.person.findFirstOrThrow({ where: { name: 'Bo Berg' } })
  await office.done('TSB', `person remove P-${id} confirm:yes`)
  expect(await office.refused('TSB', `person show P-${id}`)).toBe(`P-${id} was taken out of the register.`)
  expect(await office.refused('TSB', 'person show P-999')).toContain('There is no person P-999;')
})
