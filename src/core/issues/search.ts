import { wordsIn } from '../database/words.ts'

/** The words of a topic; exactly the expression of the index "Issue_words_idx". */
export const TOPIC = wordsIn('topic')
