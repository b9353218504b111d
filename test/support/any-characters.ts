import fc from 'fast-check'

/** Any character but half of one: fast-check's unit "binary" first writes down the million of them, for seconds. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map(code => String.fromCodePoint(code))

/** Text of any characters, controls and unassigned ones included. */
export const anyCharacters = (
  lengths: { minLength?: number; maxLength?: number } = {},
): fc.Arbitrary<string> => fc.string({ ...lengths, unit: anyCharacter })
