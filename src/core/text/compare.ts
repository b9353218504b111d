/** Names and words as they are compared: two that look the same to a reader are the same. */

/** A name for comparison: without regard to case, to the form of accents and to spaces. Never a pattern. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')
    .replace(/[\s_]+/gu, ' ')
    .trim()
    .toLowerCase()

/** Text for a search: as `nameKey`, and without accents, so that "Cote" finds "Côte". */
export const searchKey = (text: string): string =>
  nameKey(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ıßæøœđł]/g, letter => PLAIN_LETTERS[letter]!)

const PLAIN_LETTERS: Record<string, string> = {
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  œ: 'oe',
  đ: 'd',
  ł: 'l',
}

/**
 * A name reduced to the shapes a reader sees: letters of Cyrillic and Greek as the Latin letters they are mistaken for,
 * and digits and letters of one shape as one (after Unicode TS 39, the letters that occur in names). Equal skeletons of
 * different names: one only looks like the other.
 */
export const skeleton = (name: string): string =>
  searchKey(name)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/./gu, letter => LOOKS_LIKE[letter] ?? letter)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')

const LOOKS_LIKE: Record<string, string> = Object.fromEntries(
  [
    // Cyrillic
    ['а', 'a'],
    ['в', 'b'],
    ['с', 'c'],
    ['е', 'e'],
    ['н', 'h'],
    ['і', 'i'],
    ['ј', 'j'],
    ['к', 'k'],
    ['м', 'm'],
    ['о', 'o'],
    ['р', 'p'],
    ['ѕ', 's'],
    ['т', 't'],
    ['у', 'y'],
    ['х', 'x'],
    ['ѵ', 'v'],
    ['ԁ', 'd'],
    ['ԛ', 'q'],
    ['ԝ', 'w'],
    ['ӏ', 'l'],
    ['һ', 'h'],
    // Greek
    ['α', 'a'],
    ['β', 'b'],
    ['ε', 'e'],
    ['ζ', 'z'],
    ['η', 'n'],
    ['ι', 'i'],
    ['κ', 'k'],
    ['μ', 'm'],
    ['ν', 'v'],
    ['ο', 'o'],
    ['ρ', 'p'],
    ['τ', 't'],
    ['υ', 'u'],
    ['χ', 'x'],
    // Digits, and letters that differ only in their stroke
    ['0', 'o'],
    ['1', 'l'],
    ['i', 'l'],
  ].map(([from, to]) => [from!, to === 'i' ? 'l' : to!]),
)
