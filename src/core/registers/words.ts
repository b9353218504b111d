/** Entries by the words of their fields: the same words, however they are written. */
import { Prisma } from '../database/generated/client.ts'
import { toWordsQuery, wordsIn } from '../database/words.ts'

/** All texts of the fields, without the escapes of JSON: exactly the expression of the index "RegisterEntry_field_words_idx". */
const FIELD_WORDS = wordsIn(
  String.raw`regexp_replace(jsonb_path_query_array(fields, 'strict $.** ? (@.type() == "string")')::text, '\\(u[0-9a-f]{4}|.)', ' ', 'g')`,
)

/** The same of a key, and its numbers without the letters beside them: exactly the expression of "RegisterEntry_words_idx". */
const KEY_WORDS = Prisma.sql`(${wordsIn(String.raw`key || ' ' || regexp_replace(key, '\D+', ' ', 'g')`)} || array_to_tsvector(ARRAY['@' || register]))`

/** That the fields of an entry have words that begin so; null: nothing was typed but signs. */
export function hasFieldWords(typed: string): Prisma.Sql | null {
  const query = toWordsQuery(typed)
  return query === '' ? null : Prisma.sql`${FIELD_WORDS} @@ to_tsquery('simple', ${query})`
}

/** That a key of the register has words or numbers that begin so; null: nothing was typed but signs. */
export function hasKeyWords(register: string, typed: string): Prisma.Sql | null {
  const query = toWordsQuery(typed)
  if (query === '') return null
  return Prisma.sql`${KEY_WORDS} @@ (to_tsquery('simple', ${query}) && ${`'@${register}'`}::tsquery)`
}
