/**
 * Words of topics, and words that somebody looks for, in one form: without accents, in small letters, with one code point
 * for each character. PostgreSQL makes it of the topic, in the expression that its index has; `foldWords` makes the same
 * of what is looked for. Capitals of other scripts are named here, because `lower` of a server with the locale C knows
 * those of ASCII alone.
 */
import { Prisma } from '../database/generated/client.ts'

/** The words of a topic; exactly the expression of the index "Issue_words_idx". */
export const TOPIC = Prisma.raw(
  String.raw`to_tsvector('simple', regexp_replace(replace(replace(replace(replace(replace(replace(translate(regexp_replace(normalize(topic, NFKD), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u3099\u309a]', '', 'g'), 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЇЈЉЊЋЏҐØøĐđŁłı/.-_@:⁄', 'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяђєѕіїјљњћџґooddlli       '), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), '([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'))`,
)

const FROM = 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЇЈЉЊЋЏҐØøĐđŁłı'
const TO = 'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяђєѕіїјљњћџґooddlli'
const PLAIN = new Map([...FROM].map((letter, i) => [letter, [...TO][i]!]))
const TWO_LETTERS: Record<string, string> = { ß: 'ss', ẞ: 'ss', æ: 'ae', Æ: 'ae', œ: 'oe', Œ: 'oe' }

/** Accents, vowel points of Hebrew and Arabic, and the marks of kana. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u3099\u309a]/g

/** Characters of scripts that don't part words: each is a word of its own. */
const UNPARTED = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g

/** The words in a text, as the index has them. */
export const foldWords = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(/./gu, letter => PLAIN.get(letter) ?? TWO_LETTERS[letter] ?? letter)
    .toLowerCase()
    .replace(UNPARTED, ' $& ')
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []

/** The words that somebody typed, as a query of PostgreSQL's search: 'iot:* & secur:*'. Empty: no word is in it. */
export const toQuery = (words: string): string =>
  foldWords(words)
    .map(word => `${word}:*`)
    .join(' & ')
