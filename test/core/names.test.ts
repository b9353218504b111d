import { describe, expect, test } from 'vitest'
import { PLATFORMS } from '../../src/bots/platforms.ts'
import { UserError } from '../../src/core/errors.ts'
import { parseAccounts } from '../../src/core/people/accounts.ts'
import { parsePersonName } from '../../src/core/people/person-name.ts'
import { parseDocument, parseDocuments } from '../../src/core/references/documents.ts'
import { parseGroupId, parseGroupIds } from '../../src/core/references/group-names.ts'
import { describeRole, parseRole, parseRoles } from '../../src/core/roles/role.ts'

const refusal = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  throw new Error('accepted')
}

describe('a group is the same however it is written:', () => {
  test.for([
    ['SG2', 'SG2'],
    ['SG 20', 'SG20'],
    ['sg20', 'SG20'],
    ['sg-17', 'SG17'],
    ['20', 'SG20'],
    ['ITU-T Study Group 2 0', 'SG20'],
    ['ITU-T SG17', 'SG17'],
    ['Study Group15', 'SG15'],
    ['study group 5', 'SG5'],
    ['RG DT', 'RG-DT'],
    ['rg-wpr', 'RG-WPR'],
    ['TSAG RG-DT', 'RG-DT'],
    ['WP2/TSAG', 'WP2'],
    ['Working Party 2', 'WP2'],
    ['wp 2', 'WP2'],
    ['TSAG', 'TSAG'],
  ])('%s is %s', ([raw, id]) => expect(parseGroupId(raw!)).toBe(id))

  test.for([
    ['SGs 13, 17 and 20', ['SG13', 'SG17', 'SG20']],
    ['SG13,SG20', ['SG13', 'SG20']],
    ['SG13 & SG20; SG 13', ['SG13', 'SG20']],
    ['Study Groups 2 and 20', ['SG2', 'SG20']],
  ] as const)('%s are several', ([raw, ids]) => expect(parseGroupIds(raw)).toEqual(ids))

  test('none at all is refused with an example', () => {
    expect(refusal(() => parseGroupIds(' , '))).toBe('Name at least one group, like SG13, SG20.')
  })
})

describe('a role is the same however it is written:', () => {
  test.for([
    ['SG17 chair', 'SG17 chair'],
    ['chair of SG 17', 'SG17 chair'],
    ['Chairman of the SG17', 'SG17 chair'],
    ['vice chair SG13', 'SG13 vice-chair'],
    ['SG13 vice-chair', 'SG13 vice-chair'],
    ['SG13 vicechair', 'SG13 vice-chair'],
    ['vice-chairperson of SG13', 'SG13 vice-chair'],
    ['rapporteur of RG-DT', 'RG-DT Rapporteur'],
    ['RG-DT associate rapporteur', 'RG-DT associate Rapporteur'],
    ['WP2/TSAG chair', 'WP2 chair'],
    ['TSB', 'TSB'],
    ['SG17 TSB', 'SG17 TSB'],
    ['tsb for SG 17', 'SG17 TSB'],
  ])('%s is %s', ([raw, words]) => expect(describeRole(parseRole(raw!))).toBe(words))

  test('several come with commas', () => {
    expect(parseRoles('SG17 chair, RG-DT associate Rapporteur').map(describeRole)).toEqual([
      'SG17 chair',
      'RG-DT associate Rapporteur',
    ])
  })

  test.for(['chair', 'SG17', 'king of SG17', ''])('"%s" is refused, the value and an example named', raw => {
    const sentence = refusal(() => parseRole(raw))
    expect(sentence).toContain(`"${raw}" is not a role`)
    expect(sentence).toContain('like SG17 chair')
  })
})

test('the name of a person has a hundred characters at most', () => {
  // Outside the first plane a character is two units of a string.
  expect(parsePersonName('𝒜'.repeat(100))).toHaveLength(200)
  expect(() => parsePersonName('𝒜'.repeat(101))).toThrow('at most 100 characters')
})

describe('an account', () => {
  test('of each platform is read, several with commas or spaces', () => {
    expect(parseAccounts('slack:u024be7lh, discord:80351110224678912', PLATFORMS)).toEqual([
      { platform: 'slack', account: 'U024BE7LH' },
      { platform: 'discord', account: '80351110224678912' },
    ])
  })

  test.for(['@ada', 'slack:', 'slack:ada', 'discord:123', 'teams:U024BE7LH'])('"%s" is refused', raw => {
    expect(refusal(() => parseAccounts(raw, PLATFORMS))).toContain(`"${raw}" is not an account`)
  })
})

describe('a document is the same however reports write it:', () => {
  test.for([
    ['TD326-R2', 'TD326-R2'],
    ['TD326R2', 'TD326-R2'],
    ['TD326R2)', 'TD326-R2'],
    ['TD249 (Rev.1)', 'TD249-R1'],
    ['TD249(Rev 1)', 'TD249-R1'],
    ['TD217 +Add.1', 'TD217+Add.1'],
    ['td 164 R3', 'TD164-R3'],
    ['C21', 'C21'],
    ['c 21', 'C21'],
    ['C-21;', 'C21'],
    ['TSAG-LS4', 'TSAG-LS4'],
    ['sg17-ls120', 'SG17-LS120'],
  ])('%s is %s', ([raw, ref]) => expect(parseDocument(raw!)).toBe(ref))

  test('several come with commas, each once', () => {
    expect(parseDocuments('TD326R2, TD326-R2; C21,')).toEqual(['TD326-R2', 'C21'])
  })

  test.for(['TD', 'X21', 'C', '21', 'TD12345', 'TD1 and TD2'])(
    '"%s" is refused, the value and an example named',
    raw => {
      const sentence = refusal(() => parseDocument(raw))
      expect(sentence).toContain(`"${raw}" is not a document`)
      expect(sentence).toContain('like TD263 or C21')
    },
  )
})

test.each(['@everyone', '@here', '<@U024BE7LH>', 'Ana <!channel>'])(
  'the name %s is written like a mention',
  name => expect(() => parsePersonName(name)).toThrow('is written like a mention'),
)
