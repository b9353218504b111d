/**
 * Words of texts, and words that somebody looks for, in one form: without accents, in small letters, with one code point
 * for each character, and parted by everything that is no letter or digit. PostgreSQL makes it of what is stored, in the
 * expressions that its indexes have; `foldWords` makes the same of what is looked for.
 *
 * Nothing is left to the locale of the server: with the locale C, `lower` knows the capitals of ASCII alone, and the
 * parser of its text search takes a curly quotation mark for a letter of the word after it, <word> for a tag and +5 for
 * another number than 5.
 */
import { Prisma } from './generated/client.ts'

/** Accents, vowel points of Hebrew and Arabic, the stretched line of Arabic, and the marks of kana. */
const MARKS = String.raw`[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u3099\u309a]`

/** Capitals, and letters that are looked for by a plain one. */
const FROM =
  'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЇЈЉЊЋЏҐԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖØøĐđÐŁłıĦħŦŧŊÞƏ'
const TO =
  'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяђєѕіїјљњћџґաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆooddðllihhttŋþə'

const LETTERS = new Map([...FROM].map((letter, i) => [letter, [...TO][i]!]))
const TWO_LETTERS: Record<string, string> = { ß: 'ss', ẞ: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe' }

/** Signs of ASCII and of the scripts, arrows, symbols, emoji: what parts words. */
const SIGNS =
  '[' +
  String.raw`\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02c2-\u02c5\u02d2-\u02df` +
  String.raw`\u037e\u0387\u055a-\u055f\u0589\u058a\u060c\u061b\u061e\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970` +
  String.raw`\u10fb\u1361-\u1368\u17d4-\u17da\u2000-\u2bff\u3000-\u303f\ufe00-\ufe0f\ufffc\ufffd` +
  String.raw`\U0001f000-\U0001faff` +
  ']'

/** Characters of scripts that don't part words: each is a word of its own. */
const UNPARTED = String.raw`[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]`

/** The words of a text as PostgreSQL has them, of an SQL expression for the text. An index must have exactly this. */
export function wordsIn(text: string): Prisma.Sql {
  const plain = `translate(regexp_replace(normalize(${text}, NFKD), '${MARKS}', '', 'g'), '${FROM}', '${TO}')`
  const letters = Object.entries(TWO_LETTERS).reduce(
    (sql, [letter, two]) => `replace(${sql}, '${letter}', '${two}')`,
    plain,
  )
  const parted = `regexp_replace(${letters}, '${SIGNS}', ' ', 'g')`
  return Prisma.raw(
    String.raw`to_tsvector('simple', regexp_replace(${parted}, '(${UNPARTED})', ' \1 ', 'g'))`,
  )
}

/** A class of characters in PostgreSQL's form, for JavaScript. */
const toRegExp = (characters: string): RegExp =>
  new RegExp(
    characters
      .replace(/\\U000([0-9a-f]{5})/g, String.raw`\u{$1}`)
      .replace(/\\u([0-9a-f]{4})/g, String.raw`\u{$1}`),
    'gu',
  )
const [marks, signs, unparted] = [toRegExp(MARKS), toRegExp(SIGNS), toRegExp(UNPARTED)]

/** The words in a text, as the indexes have them. */
export const foldWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/./gu, letter => LETTERS.get(letter) ?? TWO_LETTERS[letter] ?? letter)
    .replace(signs, ' ')
    .toLowerCase()
    .replace(unparted, ' $& ')
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** The words that somebody typed, as a query of PostgreSQL's search: 'iot:* & secur:*'. Empty: no word is in it. */
export const toWordsQuery = (words: string): string =>
  foldWords(words)
    .map(word => `${word}:*`)
    .join(' & ')
