/** Entries of registers are found by their words, however these are written; and by an index. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Prisma } from '../../../src/core/database/generated/client.ts'
import { toWordsQuery } from '../../../src/core/database/words.ts'
import { TOPIC } from '../../../src/core/issues/search.ts'
import { hasFieldWords, hasKeyWords } from '../../../src/core/registers/words.ts'
import { type DeskHarness, openDesk } from '../desk-harness.ts'

let office: DeskHarness
beforeAll(async () => {
  office = await openDesk()
  const add = (line: string) => office.done('TSB', line)
  await add('document add TD901 title:"“Confiance” – Côte d’Ivoire <projet> +5G"')
  await add('document add TD902 title:"Доверие и «Ёмкость»; ΕΜΠΙΣΤΟΣΎΝΗ"')
  await add('document add TD903 title:"量子密钥分发の報告 ガス"')
  const title = String.raw`C:\new "quoted" Straße`
  await office.done('TSB', { path: 'document add', options: { document: 'TD904', title } })
  await add('liaison add TSAG-LS901 direction:outgoing subject:"Réponse à la CE 17"')
})
afterAll(() => office.close())

describe('a list finds by words of an entry:', () => {
  test.for([
    ['confiance', 'TSAG-TD901'],
    ['“Confiance”', 'TSAG-TD901'],
    ['cote ivoire', 'TSAG-TD901'],
    ['PROJET', 'TSAG-TD901'],
    ['5g', 'TSAG-TD901'],
    ['доверие', 'TSAG-TD902'],
    ['ЕМКОСТЬ', 'TSAG-TD902'],
    ['εμπιστοσυνη', 'TSAG-TD902'],
    ['密钥', 'TSAG-TD903'],
    ['か\u3099ス', undefined],
    ['ｶﾞｽ', 'TSAG-TD903'],
    ['new', 'TSAG-TD904'],
    ['quoted strasse', 'TSAG-TD904'],
    ['confiance strasse', undefined],
    ['title', undefined],
  ] as const)('%s', async ([words, found]) => {
    const { message, refused } = await office.say('SG13 chair', {
      path: 'document list',
      options: { text: words },
    })
    expect(refused).toBe(false)
    expect(message.summary).toBe(found ? `Documents, 1 entry: ${found}.` : 'Documents: no entry like this.')
  })

  test('in every register, and beside its filters', async () => {
    expect(await office.done('SG13 chair', 'liaison list text:reponse')).toContain('TSAG-LS901')
    expect(await office.done('SG13 chair', 'document list text:cote find:90')).toContain('TSAG-TD901')
    expect(await office.done('SG13 chair', 'document list text:cote find:902')).toContain(
      'no entry like this',
    )
    expect(await office.done('SG13 chair', 'document export text:cote')).toContain('1 entry as a CSV file')
    expect(await office.done('SG13 chair', 'document list text:"…"')).toContain('no entry like this')
  })
})

test.for([
  [
    'Issue_words_idx',
    Prisma.sql`SELECT id FROM "Issue" WHERE ${TOPIC} @@ to_tsquery('simple', ${toWordsQuery('x')})`,
  ],
  ['RegisterEntry_field_words_idx', Prisma.sql`SELECT id FROM "RegisterEntry" WHERE ${hasFieldWords('x')!}`],
  [
    'RegisterEntry_words_idx',
    Prisma.sql`SELECT id FROM "RegisterEntry" WHERE ${hasKeyWords('documents', 'x')!}`,
  ],
] as const)('%s has the expression that is looked for', async ([index, query]) => {
  const plan = await office.db.$transaction(async tx => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`
    return tx.$queryRaw<object[]>`EXPLAIN ${query}`
  })
  expect(JSON.stringify(plan)).toContain(index)
})
